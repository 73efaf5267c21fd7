"""Who may write and see which activities. Pure."""

from __future__ import annotations

from datetime import date

from server.organisations.rules import REPORTING_ROLES, Actor, ActorMembership


def find_writing_membership(
    actor: Actor, *, organisation_id: str, day: date, today: date
) -> ActorMembership | None:
    """The membership under which an entry for that day may be written, or None.

    It must be valid on the entry's service date; what arrives within 30 days after it ended still
    applies. A membership that is still valid today wins over one that is not.
    """
    candidates = [
        membership
        for membership in actor.memberships
        if membership.organisation_id == organisation_id
        and membership.role in REPORTING_ROLES
        and membership.is_valid_on(day)
        and membership.is_open_for_late_entries(today)
    ]
    return max(candidates, key=lambda membership: membership.valid_to or date.max, default=None)


def may_correct(actor: Actor, *, author_id: str, organisation_id: str, day: date) -> bool:
    """The author, and a coordinator of the organisation that the entry belongs to."""
    if actor.user_id == author_id:
        return True
    return any(
        membership.organisation_id == organisation_id and membership.role == "coordinator"
        for membership in actor.valid_on(day)
    )
