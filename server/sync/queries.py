"""Reads and counters that make a push and a pull exact."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server.db import is_sqlite
from server.sync.models import MunicipalityCounter


def next_change_seq(session: Session, municipality_code: str) -> int:
    """The municipality's next number, to be taken as the last thing in a transaction.

    The counter's row stays locked until the commit, so a later commit never has an earlier number
    and a pull that has seen a number has seen everything before it. Where a transaction touches
    several municipalities they are taken in code order, so that two of them cannot wait for each
    other.
    """
    insert: Any = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement = (
        insert(MunicipalityCounter)
        .values(municipality_code=municipality_code, change_seq=1)
        .on_conflict_do_update(
            index_elements=["municipality_code"],
            set_={"change_seq": MunicipalityCounter.change_seq + 1},
        )
        .returning(MunicipalityCounter.change_seq)
    )
    number: int = session.execute(statement).scalar_one()
    return number
