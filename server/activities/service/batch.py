"""The ledger's working copy: everything a batch of operations touches, read and written set-wise.

A batch is loaded with a constant number of statements, changed in memory by `operations.py`, and
written with a constant number of statements. The sync push, the desk and the demo loader all
write through it, so there is one way to make a revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision, LedgerId
from server.activities.queries.ledger import (
    list_cut_offs,
    list_entries,
    list_ledger_ids,
    list_places,
    list_revisions,
    list_unit_codes,
    list_wish_codes,
)
from server.activities.rules.content import ActivityContent, as_json
from server.activities.rules.ledger import LedgerEntry, LedgerReferences, LedgerRevision
from server.catalogue.rules.definitions import Catalogue
from server.db import insert_rows
from server.places.models import Place
from server.progress.service.recount import CountedFor, recount_activities

NumberSource = Callable[[str], int]


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
        self.ids.update(list_ledger_ids(session, references.ledger_ids))
        known = [row for row in self.ids.values() if row.what == "activity"]
        known_codes = {row.municipality_code for row in known}
        if known:
            ids = [row.id for row in known]
            for entry in list_entries(session, known_codes, ids):
                self.entries[entry.activity_id] = entry
            for one in list_revisions(session, known_codes, ids):
                self.revisions[one.activity_id][one.revision] = one
        # A merge is checked too, so what the current content names is looked up with the rest.
        for entry in self.entries.values():
            references.add_content(entry.content)
        self.cut_offs.update(list_cut_offs(session, references.municipality_codes | known_codes))
        if references.place_ids:
            self.places.update(list_places(session, references.place_ids))
        if references.wish_ids:
            self.wish_codes.update(list_wish_codes(session, references.wish_ids))
        if references.unit_ids:
            self.unit_codes.update(list_unit_codes(session, references.unit_ids))

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


def _json_or_none(content: ActivityContent | None) -> dict[str, Any] | None:
    return None if content is None else as_json(content)
