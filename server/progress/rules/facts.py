"""What the counting functions take and give: frozen facts, without database or wire shapes.

Every identifier is its canonical lower-case text, so that facts read from either database engine,
from a ledger or from a test compare and sort alike. Nothing here counts anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from server.progress.rules.where import Scalar, Where


@dataclass(frozen=True, slots=True)
class LinkedWish:
    """A wish that is linked to an activity, and the day somebody asked for it."""

    wish_id: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class CountedActivity:
    """One activity as it stands: current revision, review, merge group and stored links.

    An `outcomes` value of None means that nobody counted it, which is not zero.
    `member_organisation_ids` names every organisation with a valid entry in the merge group; it is
    empty for an entry that stands alone.
    """

    municipality_code: str
    activity_id: str
    revision: int
    kind: str
    organisation_id: str
    service_date: date
    author_id: str = ""
    state: str = "done"
    is_void: bool = False
    requested_by: str = "unknown"
    wishes: tuple[LinkedWish, ...] = ()
    place_id: str | None = None
    focus: tuple[str, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    time_precision: str = "exact"
    fields: Mapping[str, Scalar] = field(default_factory=dict)
    outcomes: Mapping[str, int | None] = field(default_factory=dict)
    unit_ids: tuple[str, ...] = ()
    participants: int | None = None
    review: str = "none"
    merge_group_id: str | None = None
    is_primary: bool = True
    member_organisation_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One revision of a commitment's counting rule, with the dates of the promise it stands in.

    `window` is promise, calendar_year, school_year, tertial, quarter or month, or a custom span
    written as `date..date`. `ends_on` is None for a promise that runs until further notice.
    """

    municipality_code: str
    promise_id: str
    commitment_id: str
    revision: int
    type: str
    starts_on: date
    ends_on: date | None
    target: int | None = None
    window: str = "promise"
    kinds: tuple[str, ...] = ()
    where: Where = field(default_factory=Where)
    sum_of: str | None = None
    unit_kind: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one activity adds to one commitment under one revision of its rule: the stored row.

    `amount` None says that the activity meets every condition but that its number was not counted;
    it adds nothing, is not listed as an entry, and leaves the total's upper end unknown.
    """

    municipality_code: str
    promise_id: str
    commitment_id: str
    rule_revision: int
    activity_id: str
    activity_revision: int
    organisation_id: str
    kind: str
    service_date: date
    started_at: datetime | None
    requested_by: str
    amount: int | None
    unit_ids: tuple[str, ...]
    is_pending: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A number from outside the log: a historical total, or a source that gives no result.

    It stands for everything of its `kinds` (all of them when empty) from `starts_on` to `ends_on`,
    so that entries logged there do not add to it. `high` None is unknown.
    """

    low: int
    high: int | None
    qualifier: str
    words: str
    kinds: tuple[str, ...]
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Deviation:
    """Why a commitment was not carried out as promised, and what was done instead."""

    reason: str
    text: str
    occurred_on: date | None
    substitute_activity_id: str | None = None
    substitute_text: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Something coverage is counted over, such as one grade at one school."""

    unit_id: str
    kind: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """What a progress row says about its commitment besides the number."""

    commitment_id: str
    promise_id: str
    short_name: str
    role: str = "promise"
    is_withdrawn: bool = False
    parts_note: str | None = None
