"""What a membership allows in a municipality and in an organisation. Pure."""

from __future__ import annotations

from datetime import date

from server.organisations.rules import COORDINATING_ROLES, Actor

# The organisations that made the promise. Their coordinators edit it; an association's do not.
PROMISING_KINDS = frozenset({"municipality", "police_area"})


def may_see_municipality(actor: Actor, municipality_code: str, day: date) -> bool:
    """Anyone with a valid membership in an organisation that works there."""
    return municipality_code in actor.municipality_codes(day)


def may_coordinate(actor: Actor, municipality_code: str, day: date) -> bool:
    """Coordinators and administrators of the municipality or its police area."""
    return any(
        membership.role in COORDINATING_ROLES
        and membership.organisation_kind in PROMISING_KINDS
        and municipality_code in membership.municipality_codes
        for membership in actor.valid_on(day)
    )


def may_see_wishes(actor: Actor, municipality_code: str, day: date) -> bool:
    """Those who answer wishes: the municipality, the police area. Not associations."""
    return any(
        membership.organisation_kind in PROMISING_KINDS
        and municipality_code in membership.municipality_codes
        for membership in actor.valid_on(day)
    )


def may_see_organisation_fully(actor: Actor, organisation_id: str, day: date) -> bool:
    """Members see their own organisation's work as precisely as it was written."""
    return organisation_id in actor.organisation_ids(day)
