"""Who may write and see which activities. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from server.activities.rules.checks import POSITIONLESS_KINDS
from server.organisations.rules import REPORTING_ROLES, Actor, ActorMembership

# full: as it was written · day: kind, day, public place · month: kind, month, municipality.
Precision = Literal["full", "day", "month"]


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place of the list, as far as it decides what may be said of it."""

    name: str
    locality: str
    visibility: str

    @property
    def full_name(self) -> str:
        """Göteborgsvägen, Bohus: roads run through several localities, and each has a school."""
        if not self.locality or self.locality.casefold() in self.name.casefold():
            return self.name
        return f"{self.name}, {self.locality}"


@dataclass(frozen=True, slots=True)
class SeenOutcomes:
    """Counts by code; those in `masked` are None here although they were counted."""

    counts: dict[str, int | None]
    masked: tuple[str, ...]


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


def precision(*, is_own: bool, is_month_only: bool) -> Precision:
    """How precisely someone sees an entry: the one place where that is decided.

    `is_own` holds for its author and the members of its organisation; `is_month_only` for kinds
    that the catalogue publishes by municipality: where place checks and narcotics work were done,
    and on which day, is the police's own knowledge.
    """
    if is_own:
        return "full"
    return "month" if is_month_only else "day"


def seen_place(
    place: ListedPlace | None,
    *,
    kind: str,
    precision: Precision,
    own_words: str | None,
    is_local: bool,
) -> str | None:
    """What someone may know of where it was: the place, the locality of a walk, or nothing.

    `own_words` is the author's name for a place that is not in the list; nobody has looked whether
    it may be published, so it stays with the organisation.
    """
    if precision == "full":
        return own_words if place is None else place.full_name
    if precision == "month" or place is None:
        return None
    if place.visibility != "public" and not (place.visibility == "municipality" and is_local):
        return None
    # Volunteers on foot are known by where they walk.
    return (place.locality or None) if kind in POSITIONLESS_KINDS else place.full_name


def seen_outcomes(
    outcomes: Mapping[str, int], *, precision: Precision, person_related: Collection[str]
) -> SeenOutcomes:
    """The numbers someone may see in one entry, and the codes of those that are masked.

    Outside the organisation every number about persons but 0 is masked, not only 1 to 4: a total
    is shown from 5, and less the entries that were shown it would give the small one away.
    """
    if precision == "full":
        return SeenOutcomes(dict(outcomes), ())
    if precision == "month":
        return SeenOutcomes({}, ())
    masked = tuple(
        sorted(code for code, count in outcomes.items() if count and code in person_related)
    )
    shown = {code: None if code in masked else count for code, count in outcomes.items()}
    return SeenOutcomes(shown, masked)


def may_see_entry(*, precision: Precision, state: str, is_void: bool) -> bool:
    """Whether an entry is there at all for someone who sees its municipality.

    What is planned or going on is known only to those who do it: it would tell where they are. Of
    what is seen by the month only what was done is told, so that nothing more can be asked for.
    """
    if precision == "full":
        return True
    told = {"done"} if precision == "month" else {"done", "cancelled"}
    return not is_void and state in told
