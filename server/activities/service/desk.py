"""The desk's own correction: made on what the coordinator sees, and refused when that is stale.

Unlike a late field record, which is kept and flagged, a stale edit at the desk is refused: the
person is there and can look again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from server.activities.policy import may_correct
from server.activities.rules.content import ActivityContent, as_json
from server.activities.rules.merging import merge
from server.activities.schemas import ActivitySchema
from server.activities.service.batch import (
    LedgerEntry,
    LedgerReferences,
    NumberSource,
    RevisionFacts,
    lock_activities,
)
from server.activities.service.operations import dated_entry
from server.activities.service.preconditions import Ledger, check_written, in_newest_form
from server.http import load
from server.problems import FieldError, InvalidInput, NotFound, StaleRevision
from server.stockholm import stockholm_date


@dataclass(frozen=True, slots=True)
class DeskCorrection:
    """What the desk changes: the revision it was made on, and the members that differ."""

    base_revision: int
    activity: dict[str, Any]
    reason: str | None


def correct_at_desk(
    ledger: Ledger, activity_id: str, correction: DeskCorrection, next_number: NumberSource
) -> LedgerEntry:
    """Append the desk's revision and recount. A member that is null is taken away.

    Raises not-found, stale-revision (with `current_revision`), not-allowed or invalid-input.
    """
    batch = ledger.batch
    lock_activities(batch.session, [activity_id])
    batch.load(LedgerReferences(ledger_ids={activity_id}))
    entry = batch.entries.get(activity_id)
    if entry is None or not may_correct(
        ledger.actor,
        author_id=entry.author_id,
        organisation_id=entry.content.organisation_id,
        day=stockholm_date(batch.now),
    ):
        raise NotFound()
    if entry.revision != correction.base_revision:
        raise StaleRevision(
            f"Du utgick från version {correction.base_revision}, men nu gäller {entry.revision}.",
            extensions={"current_revision": entry.revision},
        )
    received = _patched(entry, correction)
    batch.load(_references(received))
    received = in_newest_form(ledger, received)
    flags = check_written(ledger, received, device_time=None)
    merged = merge(base=entry.content, received=received, current=entry.content)
    changed = dated_entry(batch, entry, merged, flags)
    facts = RevisionFacts(
        action="desk",
        author_id=ledger.actor.user_id,
        operation_id=None,
        received=received,
        base_revision=entry.revision,
        reason=correction.reason,
        device_time=None,
    )
    batch.revise(changed, facts, flags=flags)
    batch.write(next_number)
    return changed


def _patched(entry: LedgerEntry, correction: DeskCorrection) -> ActivityContent:
    """The current content with the given members in place of its own."""
    current = as_json(entry.content)
    values = {**current, **correction.activity}
    content: ActivityContent = load(_WholeSchema(), {"activity": values})
    if content.municipality_code != entry.municipality_code:
        detail = "En post byter inte kommun vid skrivbordet; den flyttas av den som skrev den."
        raise InvalidInput(errors=[FieldError("#/activity/municipality_code", detail)])
    return content


class _WholeSchema(Schema):
    """Gives faults of the merged entry the same pointers as those of a pushed one."""

    activity = fields.Nested(ActivitySchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ActivityContent:
        content: ActivityContent = data["activity"]
        return content


def _references(content: ActivityContent) -> LedgerReferences:
    references = LedgerReferences()
    references.add_content(content)
    return references
