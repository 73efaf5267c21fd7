"""How the demo puts rows into the database: table by table, under one number a municipality."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from server.organisations.queries import next_change_seq


def change_numbers(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """The next change number of each municipality, taken in code order like everywhere."""
    return {code: next_change_seq(session, code) for code in sorted(set(codes))}


def add_rows(session: Session, rows: Iterable[object]) -> None:
    """Add rows of one table and flush, so that those that point at them find them."""
    session.add_all(rows)
    session.flush()
