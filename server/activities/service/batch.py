"""The ledger's working copy: everything a batch of operations touches, read and written set-wise.

A batch is loaded with a constant number of statements, changed in memory by `operations.py`, and
written with a constant number of statements. The sync push, the desk and the demo loader all
write through it, so there is one way to make a revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision, LedgerId
from server.activities.rules.content import ActivityContent, as_json, from_json
from server.catalogue.rules.definitions import Catalogue
from server.commitments.models import Unit
from server.db import insert_rows, is_sqlite
from server.organisations.models import Municipality
from server.places.models import Place, Wish
from server.progress.service.recount import CountedFor, recount_activities

NumberSource = Callable[[str], int]


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


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What a new revision records besides its content."""

    action: str
    author_id: str
    operation_id: str | None
    received: ActivityContent | None
    base_revision: int | None
    reason: str | None
    device_time: datetime | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a flush made: each activity's receipt number, and what it now counts for."""

    receipts: dict[str, str]
    counted_for: dict[str, tuple[CountedFor, ...]]


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


class LedgerBatch:
    """See the module's docstring. `now` is what `recorded_at` becomes for every new row."""

    def __init__(self, session: Session, catalogue: Catalogue, *, now: datetime) -> None:
        self.session = session
        self.catalogue = catalogue
        self.now = now
        self.ids: dict[str, LedgerId] = {}
        self.entries: dict[str, LedgerEntry] = {}
        self.revisions: dict[str, dict[int, LedgerRevision]] = defaultdict(dict)
        self.places: dict[str, Place] = {}
        self.wish_codes: dict[str, str] = {}
        self.unit_codes: dict[str, str] = {}
        self.cut_offs: dict[str, str] = {}
        self._changed: dict[str, None] = {}
        self._new_revisions: list[dict[str, Any]] = []
        self._contents: dict[str, dict[str, Any]] = {}
        self._new_ids: dict[str, LedgerId] = {}

    def load(self, references: LedgerReferences) -> None:
        """Read what the references name; unknown ids are simply not there afterwards."""
        session = self.session
        self.ids.update(
            (row.id, row)
            for row in session.scalars(
                select(LedgerId).where(LedgerId.id.in_(references.ledger_ids))
            )
        )
        known = [row for row in self.ids.values() if row.what == "activity"]
        self._load_activities([row.id for row in known], {row.municipality_code for row in known})
        # A merge is checked too, so what the current content names is looked up with the rest.
        for entry in self.entries.values():
            references.add_content(entry.content)
        codes = references.municipality_codes | {row.municipality_code for row in known}
        self.cut_offs.update(
            session.execute(
                select(Municipality.municipality_code, Municipality.evening_cut_off).where(
                    Municipality.municipality_code.in_(codes)
                )
            ).all()
        )
        if references.place_ids:
            rows = session.scalars(select(Place).where(Place.place_id.in_(references.place_ids)))
            self.places.update((row.place_id, row) for row in rows)
        if references.wish_ids:
            self.wish_codes.update(
                session.execute(
                    select(Wish.wish_id, Wish.municipality_code).where(
                        Wish.wish_id.in_(references.wish_ids)
                    )
                ).all()
            )
        if references.unit_ids:
            self.unit_codes.update(
                session.execute(
                    select(Unit.unit_id, Unit.municipality_code).where(
                        Unit.unit_id.in_(references.unit_ids)
                    )
                ).all()
            )

    def claim(self, ledger_id: str, what: str, municipality_code: str) -> None:
        """Take an id for the whole installation; the caller has looked that it is free."""
        row = LedgerId(id=ledger_id, what=what, municipality_code=municipality_code)
        self.ids[ledger_id] = row
        self._new_ids[ledger_id] = row

    def revise(
        self,
        entry: LedgerEntry,
        facts: RevisionFacts,
        *,
        clashes: tuple[str, ...] = (),
        flags: tuple[str, ...] = (),
    ) -> None:
        """Append a revision that says what the entry says now. The caller has raised `revision`."""
        self.entries[entry.activity_id] = entry
        self._changed[entry.activity_id] = None
        self.revisions[entry.activity_id][entry.revision] = LedgerRevision(
            activity_id=entry.activity_id,
            revision=entry.revision,
            operation_id=facts.operation_id,
            content=entry.content,
            received=facts.received,
            is_void=entry.is_void,
        )
        content = as_json(entry.content)
        received = content if facts.received is entry.content else _json_or_none(facts.received)
        self._contents[entry.activity_id] = content
        self._new_revisions.append(
            {
                "municipality_code": entry.municipality_code,
                "activity_id": entry.activity_id,
                "revision": entry.revision,
                "operation_id": facts.operation_id,
                "action": facts.action,
                "author_id": facts.author_id,
                "content": content,
                "received": received,
                "base_revision": facts.base_revision,
                "is_void": entry.is_void,
                "service_date": entry.service_date,
                "cut_off": entry.cut_off,
                "place_revision": entry.place_revision,
                "clashes": list(clashes),
                "flags": list(flags),
                "reason": facts.reason,
                "device_time": facts.device_time,
                "recorded_at": self.now,
            }
        )

    def changed_codes(self) -> set[str]:
        return {self.entries[activity_id].municipality_code for activity_id in self._changed}

    def write_ids(self) -> None:
        """Insert the claimed ids, in one order everywhere so that two batches cannot deadlock."""
        if self._new_ids:
            rows = sorted(self._new_ids.values(), key=lambda row: row.id)
            insert_rows(
                self.session,
                LedgerId,
                [
                    {"id": r.id, "what": r.what, "municipality_code": r.municipality_code}
                    for r in rows
                ],
            )
            self._new_ids = {}

    def write(self, next_number: NumberSource) -> Written:
        """Write everything and recount it. `next_number` gives a municipality's change_seq."""
        self.write_ids()
        changed = [self.entries[activity_id] for activity_id in self._changed]
        numbers = {
            code: next_number(code) for code in sorted({e.municipality_code for e in changed})
        }
        self._number_receipts(changed, numbers)
        new = [entry for entry in changed if entry.is_new]
        old = [entry for entry in changed if not entry.is_new]
        insert_rows(self.session, Activity, [self._row(entry, numbers) for entry in new])
        if old:
            self.session.execute(update(Activity), [self._row(entry, numbers) for entry in old])
        insert_rows(self.session, ActivityRevision, self._new_revisions)
        counted_for: dict[str, tuple[CountedFor, ...]] = {}
        for code in numbers:
            ids = [e.activity_id for e in changed if e.municipality_code == code]
            counted_for.update(recount_activities(self.session, code, ids))
        for entry in changed:
            entry.is_new = False
        self._changed, self._new_revisions, self._contents = {}, [], {}
        receipts = {e.activity_id: e.receipt for e in changed if e.receipt is not None}
        return Written(receipts=receipts, counted_for=counted_for)

    def _number_receipts(self, changed: Sequence[LedgerEntry], numbers: dict[str, int]) -> None:
        """A receipt is the municipality's change number and a place in it: short and unique."""
        places: dict[str, int] = defaultdict(int)
        for entry in changed:
            if entry.receipt is None:
                places[entry.municipality_code] += 1
                number = numbers[entry.municipality_code]
                entry.receipt = f"{number}-{places[entry.municipality_code]}"

    def _row(self, entry: LedgerEntry, numbers: dict[str, int]) -> dict[str, Any]:
        content = entry.content
        return {
            "municipality_code": entry.municipality_code,
            "activity_id": entry.activity_id,
            "author_id": entry.author_id,
            "organisation_id": content.organisation_id,
            "revision": entry.revision,
            "kind": content.kind,
            "kind_revision": content.kind_revision,
            "state": content.state,
            "is_void": entry.is_void,
            "requested_by": content.requested_by,
            "place_id": content.place_id,
            "place_revision": entry.place_revision,
            "service_date": entry.service_date,
            "cut_off": entry.cut_off,
            "started_at": content.started_at,
            "ended_at": content.ended_at,
            "content": self._contents[entry.activity_id],
            "clashes": list(entry.clashes),
            "flags": list(entry.flags),
            "review_state": entry.review_state,
            "receipt": entry.receipt,
            "moved_to": entry.moved_to,
            "recorded_at": entry.recorded_at,
            "changed_at": self.now,
            "change_seq": numbers[entry.municipality_code],
        }

    def _load_activities(self, activity_ids: list[str], codes: set[str]) -> None:
        if not activity_ids:
            return
        activities = self.session.scalars(
            select(Activity)
            .where(Activity.municipality_code.in_(codes), Activity.activity_id.in_(activity_ids))
            # They are written in bulk, which a row the session still knows of would not show.
            .execution_options(populate_existing=True)
        )
        for row in activities:
            self.entries[row.activity_id] = _entry(row)
        revisions = self.session.scalars(
            select(ActivityRevision).where(
                ActivityRevision.municipality_code.in_(codes),
                ActivityRevision.activity_id.in_(activity_ids),
            )
        )
        for one in revisions:
            self.revisions[one.activity_id][one.revision] = LedgerRevision(
                activity_id=one.activity_id,
                revision=one.revision,
                operation_id=one.operation_id,
                content=from_json(one.content),
                received=None if one.received is None else from_json(one.received),
                is_void=one.is_void,
            )


def lock_activities(session: Session, activity_ids: Iterable[str]) -> None:
    """Let one transaction at a time work on each of these activities, known or not yet known.

    An advisory lock rather than a row lock: a correction that arrives before its activity has no
    row to lock, and would otherwise be held for ever while the activity is being stored beside it.
    Taken in one order, so that two batches wait instead of deadlocking. SQLite has one writer.
    """
    ids = sorted(set(activity_ids))
    if ids and not is_sqlite(session):
        session.execute(
            text(
                "SELECT pg_advisory_xact_lock(hashtextextended(id, 0))"
                " FROM unnest(CAST(:ids AS text[])) AS id ORDER BY id"
            ),
            {"ids": ids},
        )


def _json_or_none(content: ActivityContent | None) -> dict[str, Any] | None:
    return None if content is None else as_json(content)


def _entry(row: Activity) -> LedgerEntry:
    return LedgerEntry(
        municipality_code=row.municipality_code,
        activity_id=row.activity_id,
        author_id=row.author_id,
        revision=row.revision,
        content=from_json(row.content),
        is_void=row.is_void,
        service_date=row.service_date,
        cut_off=row.cut_off,
        place_revision=row.place_revision,
        clashes=tuple(row.clashes),
        flags=tuple(row.flags),
        review_state=row.review_state,
        receipt=row.receipt,
        moved_to=row.moved_to,
        recorded_at=row.recorded_at,
    )
