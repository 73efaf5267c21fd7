"""Whether what a promise's parts name exists in the municipality."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.activities.models import LedgerId
from server.organisations.models import OrganisationMunicipality
from server.places.models import Place
from server.wire import is_id


def has_activity(session: Session, municipality_code: str, activity_id: str) -> bool:
    return (
        session.scalar(
            select(LedgerId.id).where(
                LedgerId.id == activity_id,
                LedgerId.what == "activity",
                LedgerId.municipality_code == municipality_code,
            )
        )
        is not None
    )


def list_known_places(
    session: Session, municipality_code: str, place_ids: Iterable[str]
) -> frozenset[str]:
    """Those of the ids that name a place of the municipality."""
    wanted = _canonical(place_ids)
    if not wanted:
        return frozenset()
    return frozenset(
        session.scalars(
            select(Place.place_id).where(
                Place.municipality_code == municipality_code, Place.place_id.in_(wanted)
            )
        )
    )


def list_working_organisations(
    session: Session, municipality_code: str, organisation_ids: Iterable[str]
) -> frozenset[str]:
    """Those of the ids that name an organisation which works, or has worked, there."""
    wanted = _canonical(organisation_ids)
    if not wanted:
        return frozenset()
    return frozenset(
        session.scalars(
            select(OrganisationMunicipality.organisation_id).where(
                OrganisationMunicipality.municipality_code == municipality_code,
                OrganisationMunicipality.organisation_id.in_(wanted),
            )
        )
    )


def _canonical(ids: Iterable[str]) -> list[str]:
    """Those that are ids in the form they are stored and compared in."""
    return [one for one in ids if is_id(one)]
