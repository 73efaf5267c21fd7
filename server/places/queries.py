"""Reads of places and of what residents have asked for at them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.organisations.models import OrganisationMunicipality
from server.paging import Page, decode_cursor, encode_cursor, page_of, read_text
from server.places.models import Place, Wish
from server.wire import read_id


def list_places(
    session: Session,
    *,
    municipality_codes: Collection[str],
    organisation_ids: Collection[str],
    limit: int,
    cursor: str | None = None,
) -> Page[Place]:
    """Places of the municipalities, by municipality and id; the reader sorts names.

    A place of one organisation's own is listed only for `organisation_ids`.
    """
    query = (
        select(Place)
        .where(
            Place.municipality_code.in_(municipality_codes),
            or_(Place.visibility != "organisation", Place.organisation_id.in_(organisation_ids)),
        )
        .order_by(Place.municipality_code, Place.place_id)
        .limit(limit + 1)
    )
    if cursor is not None:
        code, place_id = decode_cursor(cursor, (read_text, read_id))
        query = query.where(
            or_(
                Place.municipality_code > code,
                (Place.municipality_code == code) & (Place.place_id > place_id),
            )
        )
    return page_of(
        session.scalars(query).all(),
        limit,
        lambda place: encode_cursor((place.municipality_code, place.place_id)),
    )


def find_place(session: Session, municipality_code: str, place_id: str) -> Place | None:
    return session.get(Place, (municipality_code, place_id))


def works_in(session: Session, municipality_code: str, organisation_id: str) -> bool:
    """Whether an organisation works, or has worked, in the municipality."""
    return (
        session.scalar(
            select(OrganisationMunicipality.organisation_id).where(
                OrganisationMunicipality.municipality_code == municipality_code,
                OrganisationMunicipality.organisation_id == organisation_id,
            )
        )
        is not None
    )


def list_wishes(
    session: Session,
    *,
    municipality_codes: Collection[str],
    limit: int,
    cursor: str | None = None,
    status: str | None = None,
) -> Page[Wish]:
    """Wishes of the municipalities, by municipality and id."""
    query = (
        select(Wish)
        .where(Wish.municipality_code.in_(municipality_codes))
        .order_by(Wish.municipality_code, Wish.wish_id)
        .limit(limit + 1)
    )
    if status is not None:
        query = query.where(Wish.status == status)
    if cursor is not None:
        code, wish_id = decode_cursor(cursor, (read_text, read_id))
        query = query.where(
            or_(
                Wish.municipality_code > code,
                (Wish.municipality_code == code) & (Wish.wish_id > wish_id),
            )
        )
    return page_of(
        session.scalars(query).all(),
        limit,
        lambda wish: encode_cursor((wish.municipality_code, wish.wish_id)),
    )
