"""Which database this is: its epoch, and whether it holds the demo."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from server.db import upsert
from server.settings import SettingsError
from server.sync.models import Installation


def open_installation(session: Session, *, is_demo: bool, now: datetime) -> Installation:
    """The installation's row, made the first time; refuses a demo flag that does not fit it."""
    installation = session.scalars(select(Installation)).one_or_none()
    if installation is None:
        # Several workers start at once: one of them makes the row, the others read it.
        session.execute(
            upsert(session, Installation)
            .values(installation_id=1, epoch=str(uuid.uuid4()), is_demo=is_demo, created_at=now)
            .on_conflict_do_nothing(index_elements=["installation_id"])
        )
        installation = session.scalars(select(Installation)).one()
    check_installation(installation, is_demo=is_demo)
    return installation


def begin_epoch(session: Session) -> str:
    """Give a restored database a new epoch. Sign-ins and the cursors of pulls end with the old one.

    Phones then offer again what they had sent, and receipts keep that exact.
    """
    installation = session.scalars(select(Installation)).one()
    installation.epoch = str(uuid.uuid4())
    session.flush()
    return installation.epoch


def check_installation(installation: Installation, *, is_demo: bool) -> None:
    """A demo database never starts without the demo flag, nor a real one with it."""
    if installation.is_demo and not is_demo:
        raise SettingsError(
            "This database holds the demo. Set TRYGGLOGG_DEMO=1, or name another database."
        )
    if is_demo and not installation.is_demo:
        raise SettingsError(
            "TRYGGLOGG_DEMO=1 is set, but this database holds real data. Unset it, or name "
            "another database."
        )


def is_prepared(session: Session) -> bool:
    """Whether the migrations have made the tables yet."""
    return inspect(session.get_bind()).has_table(Installation.__tablename__)
