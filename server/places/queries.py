"""Reads of places and of what residents have asked for at them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.organisations.models import OrganisationMunicipality
from server.paging import Page, page_by_municipality
from server.places.models import Place, Wish


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
    query = select(Place).where(
        Place.municipality_code.in_(municipality_codes),
        or_(Place.visibility != "organisation", Place.organisation_id.in_(organisation_ids)),
    )
    return page_by_municipality(
        session, query, (Place.municipality_code, Place.place_id), limit=limit, cursor=cursor
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
    query = select(Wish).where(Wish.municipality_code.in_(municipality_codes))
    if status is not None:
        query = query.where(Wish.status == status)
    return page_by_municipality(
        session, query, (Wish.municipality_code, Wish.wish_id), limit=limit, cursor=cursor
    )
