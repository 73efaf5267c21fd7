"""Who may see and add places and wishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.organisations.policy import PROMISING_KINDS, may_coordinate, may_see_wishes
from server.organisations.rules import COORDINATING_ROLES, REPORTING_ROLES, Actor


@dataclass(frozen=True, slots=True)
class VisiblePlaces:
    """Places in these municipalities, but of those that belong to one organisation only these."""

    municipality_codes: frozenset[str]
    organisation_ids: frozenset[str]


def visible_places(actor: Actor, day: date) -> VisiblePlaces:
    return VisiblePlaces(actor.municipality_codes(day), actor.organisation_ids(day))


def may_see_place(
    actor: Actor,
    municipality_code: str,
    visibility: str,
    organisation_id: str | None,
    day: date,
) -> bool:
    seen = visible_places(actor, day)
    return municipality_code in seen.municipality_codes and (
        visibility != "organisation" or organisation_id in seen.organisation_ids
    )


def may_add_place(
    actor: Actor,
    municipality_code: str,
    visibility: str,
    organisation_id: str | None,
    day: date,
) -> bool:
    """Coordinators add what others see; those who log add places that only their own see.

    Nobody adds a place in the name of an organisation that is not theirs.
    """
    if organisation_id is not None and organisation_id not in actor.organisation_ids(day):
        return False
    if may_coordinate(actor, municipality_code, day):
        return True
    return visibility == "organisation" and any(
        membership.organisation_id == organisation_id
        and membership.role in REPORTING_ROLES
        and municipality_code in membership.municipality_codes
        for membership in actor.valid_on(day)
    )


def wish_municipalities(actor: Actor, day: date) -> frozenset[str]:
    """Where someone sees what residents have asked for."""
    codes = actor.municipality_codes(day)
    return frozenset(code for code in codes if may_see_wishes(actor, code, day))


def may_add_wish(actor: Actor, municipality_code: str, day: date) -> bool:
    """Those who meet residents and answer them: the municipality's and the police's own people."""
    return any(
        membership.organisation_kind in PROMISING_KINDS
        and membership.role in REPORTING_ROLES | COORDINATING_ROLES
        and municipality_code in membership.municipality_codes
        for membership in actor.valid_on(day)
    )
