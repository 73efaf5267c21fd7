"""Who someone is: the memberships that every permission is decided from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# What arrives this long after a membership ended still applies, and is flagged (design: ledger).
LATE_MEMBERSHIP_DAYS = 30

REPORTING_ROLES = frozenset({"reporter", "group_leader", "coordinator"})
COORDINATING_ROLES = frozenset({"coordinator", "administrator"})


@dataclass(frozen=True, slots=True)
class ActorMembership:
    """One role in one organisation, and the municipalities the organisation works in.

    `valid_to` is the last valid day; None means until further notice.
    """

    organisation_id: str
    organisation_name: str
    organisation_kind: str
    role: str
    municipality_codes: tuple[str, ...]
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_open_for_late_entries(self, today: date) -> bool:
        """Whether an entry made while it was valid may still arrive."""
        return self.valid_to is None or today <= self.valid_to + timedelta(
            days=LATE_MEMBERSHIP_DAYS
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person, with every membership they have or have had."""

    user_id: str
    display_name: str
    email: str
    memberships: tuple[ActorMembership, ...]

    def valid_on(self, day: date) -> tuple[ActorMembership, ...]:
        return tuple(m for m in self.memberships if m.is_valid_on(day))

    def organisation_ids(self, day: date) -> frozenset[str]:
        return frozenset(m.organisation_id for m in self.valid_on(day))

    def municipality_codes(self, day: date) -> frozenset[str]:
        return frozenset(code for m in self.valid_on(day) for code in m.municipality_codes)
