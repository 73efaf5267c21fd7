"""What each operation does to the ledger, in memory, on a loaded batch.

Every function checks first and changes afterwards: a `Problem` it raises leaves the batch as it
was, so one bad operation never touches another. Order, receipts and held ones are the caller's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.activities.rules.checks import check_activity, check_reason, check_texts
from server.activities.rules.content import ActivityContent
from server.activities.rules.ledger import LedgerEntry
from server.activities.rules.merging import Merged, keep_current, merge
from server.activities.rules.operation import Applied, Held, Operation
from server.activities.rules.times import service_date
from server.activities.service.batch import LedgerBatch, RevisionFacts
from server.activities.service.preconditions import (
    Ledger,
    check_codes,
    check_free,
    check_may_write,
    check_written,
    find_base,
    find_entry,
    in_newest_form,
    surroundings,
)
from server.catalogue.rules.definitions import KindDefinition, kind_of
from server.problems import FieldError, InvalidInput

MOVED_PLACE_MEMBERS = (
    "place_id",
    "place_name",
    "position",
    "location_type",
    "wish_ids",
    "unit_ids",
)


def apply_operation(ledger: Ledger, operation: Operation) -> Applied | Held:
    """Do one operation. Raises a Problem when it can never be done; nothing is changed then.

    One that has to wait is kept as it came, so what could identify a person is refused before.
    """
    errors = check_reason(operation.reason)
    if errors:
        raise InvalidInput(errors=errors)
    outcome = _apply(ledger, operation)
    if isinstance(outcome, Held) and operation.activity is not None:
        errors = check_texts(operation.activity)
        if errors:
            raise InvalidInput(errors=errors)
    return outcome


def _apply(ledger: Ledger, operation: Operation) -> Applied | Held:
    match operation.type:
        case "log_activity":
            return _log(ledger, operation)
        case "correct_activity":
            return _correct(ledger, operation)
        case "void_activity":
            return _set_void(ledger, operation, is_void=True)
        case "restore_activity":
            return _set_void(ledger, operation, is_void=False)
        case _:
            return _move(ledger, operation)


def _log(ledger: Ledger, operation: Operation) -> Applied:
    check_free(ledger, operation.activity_id, "#/activity_id")
    content = in_newest_form(ledger, _content_of(operation))
    check_codes(operation, content)
    flags = check_written(ledger, content, device_time=operation.device_time)
    entry = _new_entry(ledger, operation.activity_id, content, flags)
    ledger.batch.claim(entry.activity_id, "activity", entry.municipality_code)
    ledger.batch.revise(entry, _facts(ledger, operation, "log", content, None), flags=flags)
    return Applied(entry.activity_id, 1, flags=flags)


def _correct(ledger: Ledger, operation: Operation) -> Applied | Held:
    found = find_entry(ledger, operation)
    if isinstance(found, Held):
        return found
    base = find_base(ledger, operation, found)
    if isinstance(base, Held):
        return base
    received = in_newest_form(ledger, _content_of(operation))
    check_codes(operation, received)
    flags = check_written(ledger, received, device_time=operation.device_time)
    merged = merge_correction(ledger.batch, base.content, received, found.content)
    entry = dated_entry(ledger.batch, found, merged, flags)
    ledger.batch.revise(
        entry,
        _facts(ledger, operation, "correct", received, base.revision),
        clashes=merged.clashes,
        flags=flags,
    )
    return Applied(entry.activity_id, entry.revision, clashes=merged.clashes, flags=flags)


def _set_void(ledger: Ledger, operation: Operation, *, is_void: bool) -> Applied | Held:
    """Void or restore. A void applies whatever came in between, also from another epoch."""
    found = find_entry(ledger, operation)
    if isinstance(found, Held):
        return found
    base = find_base(ledger, operation, found)
    if isinstance(base, Held):
        return base
    flags = check_may_write(ledger, found.content)
    if found.is_void == is_void:
        return Applied(found.activity_id, found.revision)
    if found.moved_to is not None:
        detail = "Posten är flyttad till en annan kommun och kan inte återställas här."
        raise InvalidInput(errors=[FieldError("#/activity_id", detail)])
    entry = replace(found, is_void=is_void, revision=found.revision + 1)
    action = "void" if is_void else "restore"
    ledger.batch.revise(entry, _facts(ledger, operation, action, None, base.revision), flags=flags)
    return Applied(entry.activity_id, entry.revision, flags=flags)


def _move(ledger: Ledger, operation: Operation) -> Applied | Held:
    """Void the old activity and create a new id in the other municipality, together."""
    found = find_entry(ledger, operation)
    if isinstance(found, Held):
        return found
    base = find_base(ledger, operation, found)
    if isinstance(base, Held):
        return base
    new_id = operation.new_activity_id or ""
    check_free(ledger, new_id, "#/new_activity_id")
    received = in_newest_form(ledger, _content_of(operation))
    if received.municipality_code == found.municipality_code:
        detail = "Ange den kommun som posten ska flyttas till."
        raise InvalidInput(errors=[FieldError("#/activity/municipality_code", detail)])
    if found.is_void:
        detail = "Posten är borttagen. Återställ den innan den flyttas."
        raise InvalidInput(errors=[FieldError("#/activity_id", detail)])
    flags = check_written(ledger, received, device_time=operation.device_time)
    merged = merge_correction(ledger.batch, base.content, received, found.content)
    carried = replace(
        merged.content,
        municipality_code=received.municipality_code,
        **{name: getattr(received, name) for name in MOVED_PLACE_MEMBERS},
    )
    old = replace(found, is_void=True, revision=found.revision + 1, moved_to=new_id)
    ledger.batch.revise(
        old, _facts(ledger, operation, "move_out", received, base.revision), flags=flags
    )
    new = _new_entry(ledger, new_id, carried, flags)
    new.clashes = merged.clashes
    new.author_id = found.author_id
    ledger.batch.claim(new_id, "activity", new.municipality_code)
    ledger.batch.revise(
        new,
        _facts(ledger, operation, "move_in", received, None),
        clashes=merged.clashes,
        flags=flags,
    )
    return Applied(
        old.activity_id, old.revision, clashes=merged.clashes, flags=flags, new_activity_id=new_id
    )


def merge_correction(
    batch: LedgerBatch,
    base: ActivityContent | None,
    received: ActivityContent,
    current: ActivityContent,
) -> Merged:
    """Merge, and keep the current content when nothing can be matched or the merge is invalid."""
    if base is None:
        return keep_current(received=received, current=current)
    merged = merge(base=base, received=received, current=current)
    if check_activity(merged.content, surroundings(batch, merged.content, None, None)):
        return Merged(current, merged.changed, merged.changed)
    return merged


def _new_entry(
    ledger: Ledger, activity_id: str, content: ActivityContent, flags: tuple[str, ...]
) -> LedgerEntry:
    batch = ledger.batch
    cut_off = batch.cut_offs[content.municipality_code]
    place = batch.places.get(content.place_id or "")
    return LedgerEntry(
        municipality_code=content.municipality_code,
        activity_id=activity_id,
        author_id=ledger.actor.user_id,
        revision=1,
        content=content,
        is_void=False,
        service_date=dated(content, _kind(batch, content), cut_off),
        cut_off=cut_off,
        place_revision=None if place is None else place.revision,
        clashes=(),
        flags=flags,
        review_state="none",
        receipt=None,
        moved_to=None,
        recorded_at=batch.now,
        is_new=True,
    )


def dated_entry(
    batch: LedgerBatch, entry: LedgerEntry, merged: Merged, flags: tuple[str, ...]
) -> LedgerEntry:
    """The entry one revision on. A correction that changes a clashing group settles that clash."""
    settled = set(merged.changed) - set(merged.clashes)
    still_open = tuple(group for group in entry.clashes if group not in settled)
    place = batch.places.get(merged.content.place_id or "")
    is_same_place = merged.content.place_id == entry.content.place_id
    place_revision = entry.place_revision if is_same_place else place.revision if place else None
    return replace(
        entry,
        revision=entry.revision + 1,
        content=merged.content,
        service_date=dated(merged.content, _kind(batch, merged.content), entry.cut_off),
        place_revision=place_revision,
        clashes=tuple(dict.fromkeys((*still_open, *merged.clashes))),
        flags=tuple(dict.fromkeys((*entry.flags, *flags))),
    )


def dated(content: ActivityContent, kind: KindDefinition, cut_off: str) -> date:
    """The evening or day an activity belongs to: as stated, or read off its start."""
    if content.service_date is not None:
        return content.service_date
    assert content.started_at is not None, "the content was checked before it was dated"
    return service_date(content.started_at, is_evening_kind=kind.evening, cut_off=cut_off)


def _kind(batch: LedgerBatch, content: ActivityContent) -> KindDefinition:
    kind = kind_of(batch.catalogue, content.kind, content.kind_revision)
    assert kind is not None, "the content was checked before it was written"
    return kind


def _content_of(operation: Operation) -> ActivityContent:
    assert operation.activity is not None, "the schema asks for it"
    return operation.activity


def _facts(
    ledger: Ledger,
    operation: Operation,
    action: str,
    received: ActivityContent | None,
    base_revision: int | None,
) -> RevisionFacts:
    return RevisionFacts(
        action=action,
        author_id=ledger.actor.user_id,
        operation_id=operation.operation_id,
        received=received,
        base_revision=base_revision,
        reason=operation.reason,
        device_time=operation.device_time,
    )
