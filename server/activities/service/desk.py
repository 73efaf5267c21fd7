"""The desk's own correction: made on what the coordinator sees, and refused when that is stale.

Unlike a late field record, which is kept and flagged, a stale edit at the desk is refused: the
person is there and can look again.
"""

from __future__ import annotations

from server.activities.policy import may_correct
from server.activities.queries.ledger import lock_activities
from server.activities.rules.content import ActivityContent, as_json
from server.activities.rules.ledger import LedgerEntry, LedgerReferences
from server.activities.rules.merging import merge
from server.activities.schemas import DeskChange, read_activity
from server.activities.service.batch import NumberSource, RevisionFacts
from server.activities.service.operations import dated_entry
from server.activities.service.preconditions import Ledger, check_written, in_newest_form
from server.problems import FieldError, InvalidInput, NotFound, StaleRevision
from server.stockholm import stockholm_date


def correct_at_desk(
    ledger: Ledger, activity_id: str, change: DeskChange, next_number: NumberSource
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
    if entry.revision != change.base_revision:
        raise StaleRevision(
            f"Du utgick från version {change.base_revision}, men nu gäller {entry.revision}.",
            extensions={"current_revision": entry.revision},
        )
    received = _patched(entry, change)
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
        reason=change.reason,
        device_time=None,
    )
    batch.revise(changed, facts, flags=flags)
    batch.write(next_number)
    return changed


def _patched(entry: LedgerEntry, change: DeskChange) -> ActivityContent:
    """The current content with the given members in place of its own."""
    content = read_activity({**as_json(entry.content), **change.activity})
    if content.municipality_code != entry.municipality_code:
        detail = "En post byter inte kommun vid skrivbordet; den flyttas av den som skrev den."
        raise InvalidInput(errors=[FieldError("#/activity/municipality_code", detail)])
    return content


def _references(content: ActivityContent) -> LedgerReferences:
    references = LedgerReferences()
    references.add_content(content)
    return references
