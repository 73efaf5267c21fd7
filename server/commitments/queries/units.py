"""Reads of what coverage is counted over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.commitments.models import Unit
from server.paging import Page, decode_cursor, encode_cursor, page_of, read_text
from server.wire import read_id


def list_units(
    session: Session,
    *,
    municipality_codes: Collection[str],
    limit: int,
    cursor: str | None = None,
    unit_kind: str | None = None,
) -> Page[Unit]:
    """Units by municipality and kind; the reader sorts names in its own language."""
    query = (
        select(Unit)
        .where(Unit.municipality_code.in_(municipality_codes))
        .order_by(Unit.municipality_code, Unit.unit_id)
        .limit(limit + 1)
    )
    if unit_kind is not None:
        query = query.where(Unit.unit_kind == unit_kind)
    if cursor is not None:
        code, unit_id = decode_cursor(cursor, (read_text, read_id))
        query = query.where(
            or_(
                Unit.municipality_code > code,
                (Unit.municipality_code == code) & (Unit.unit_id > unit_id),
            )
        )
    return page_of(
        session.scalars(query).all(),
        limit,
        lambda unit: encode_cursor((unit.municipality_code, unit.unit_id)),
    )
