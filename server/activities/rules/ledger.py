"""What the ledger keeps of an activity, and which ids a piece of work will look up. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from server.activities.rules.content import ActivityContent


@dataclass(slots=True)
class LedgerEntry:
    """One activity as the batch leaves it."""

    municipality_code: str
    activity_id: str
    author_id: str
    revision: int
    content: ActivityContent
    is_void: bool
    service_date: date
    cut_off: str
    place_revision: int | None
    clashes: tuple[str, ...]
    flags: tuple[str, ...]
    review_state: str
    receipt: str | None
    moved_to: str | None
    recorded_at: datetime
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRevision:
    """One revision: what it says, and what was received when it was made."""

    activity_id: str
    revision: int
    operation_id: str | None
    content: ActivityContent
    received: ActivityContent | None
    is_void: bool


@dataclass(slots=True)
class LedgerReferences:
    """The ids a batch will look up, collected before it is loaded."""

    ledger_ids: set[str] = field(default_factory=set)
    municipality_codes: set[str] = field(default_factory=set)
    place_ids: set[str] = field(default_factory=set)
    wish_ids: set[str] = field(default_factory=set)
    unit_ids: set[str] = field(default_factory=set)

    def add_content(self, content: ActivityContent | None) -> None:
        if content is None:
            return
        self.municipality_codes.add(content.municipality_code)
        self.wish_ids.update(content.wish_ids)
        self.unit_ids.update(content.unit_ids)
        if content.place_id is not None:
            self.place_ids.add(content.place_id)
