"""Reads of what coverage is counted over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.commitments.models import Unit
from server.paging import Page, page_by_municipality


def list_units(
    session: Session,
    *,
    municipality_codes: Collection[str],
    limit: int,
    cursor: str | None = None,
    unit_kind: str | None = None,
) -> Page[Unit]:
    """Units by municipality and kind; the reader sorts names in its own language."""
    query = select(Unit).where(Unit.municipality_code.in_(municipality_codes))
    if unit_kind is not None:
        query = query.where(Unit.unit_kind == unit_kind)
    return page_by_municipality(
        session, query, (Unit.municipality_code, Unit.unit_id), limit=limit, cursor=cursor
    )
