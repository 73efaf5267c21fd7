"""What must hold before an operation may change the ledger: who, on what base, and is it valid.

Everything here reads the batch and raises a Problem or answers; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from server.activities.policy import find_writing_membership, may_correct
from server.activities.rules.checks import (
    CheckedPlace,
    Surroundings,
    check_activity,
    is_from_the_future,
)
from server.activities.rules.content import ActivityContent
from server.activities.rules.ledger import LedgerEntry
from server.activities.rules.operation import BaseOperation, Held, Operation
from server.activities.rules.times import service_date
from server.activities.schemas import NEWEST_REVISION
from server.activities.service.batch import LedgerBatch
from server.catalogue.rules.definitions import kind_of
from server.organisations.rules import Actor
from server.problems import (
    AlreadyExists,
    BaseRejected,
    FieldError,
    InvalidInput,
    NotAllowed,
    NotFound,
)
from server.stockholm import stockholm_date

BaseFinder = Callable[[str], BaseOperation | None]

CLOCK_SKEW = "clock_skew"
LATE_MEMBERSHIP = "late_membership"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What an operation runs in: the batch, who asks, how earlier operations are looked up.

    `arrived_at` is when the operation came, where it then had to wait: whether it came too late is
    decided by that, and not by how long its base took. None means that it came now.
    """

    batch: LedgerBatch
    actor: Actor
    find_base: BaseFinder
    epoch: str
    arrived_at: datetime | None = None

    @property
    def came_at(self) -> datetime:
        return self.arrived_at or self.batch.now


@dataclass(frozen=True, slots=True)
class SeenBase:
    """The entry as its author saw it. `content` None: from another epoch, not to be matched."""

    content: ActivityContent | None
    revision: int | None


def surroundings(
    batch: LedgerBatch,
    content: ActivityContent,
    device_time: datetime | None,
    actor: Actor | None,
) -> Surroundings:
    """What the content is checked against. Without an actor every known place is visible."""
    place = batch.places.get(content.place_id or "")
    checked = None
    if place is not None:
        is_visible = place.visibility != "organisation" or actor is None
        if not is_visible and actor is not None:
            is_visible = place.organisation_id in {m.organisation_id for m in actor.memberships}
        checked = CheckedPlace(
            place.place_id, place.municipality_code, place.revision, is_visible=is_visible
        )
    return Surroundings(
        kind=kind_of(batch.catalogue, content.kind, content.kind_revision),
        is_kind_known=any(kind.code == content.kind for kind in batch.catalogue.kinds),
        place=checked,
        wish_codes=batch.wish_codes,
        unit_codes=batch.unit_codes,
        device_time=device_time,
    )


def find_entry(ledger: Ledger, operation: Operation) -> LedgerEntry | Held:
    """The activity the operation is about; held while it has not arrived."""
    entry = ledger.batch.entries.get(operation.activity_id)
    if entry is None:
        if operation.activity_id in ledger.batch.ids:
            raise NotFound(errors=[FieldError("#/activity_id", "Posten finns inte.")])
        if operation.base_operation_id is not None:
            found = _check_base_operation(ledger, operation.base_operation_id)
            if found is not None and found.status == "applied":
                _check_same_activity(operation.activity_id, found)
        return Held()
    if not may_correct(
        ledger.actor,
        author_id=entry.author_id,
        organisation_id=entry.content.organisation_id,
        day=stockholm_date(ledger.came_at),
    ):
        raise NotFound(errors=[FieldError("#/activity_id", "Posten finns inte.")])
    if entry.municipality_code != operation.municipality_code:
        detail = "Posten hör till en annan kommun."
        raise InvalidInput(errors=[FieldError("#/municipality_code", detail)])
    return entry


def find_base(ledger: Ledger, operation: Operation, entry: LedgerEntry) -> SeenBase | Held:
    """The entry as the author saw it when the operation was composed."""
    if operation.base_operation_id is not None:
        found = _check_base_operation(ledger, operation.base_operation_id)
        if found is None or found.status == "held":
            return Held()
        _check_same_activity(entry.activity_id, found)
        return _made_by(ledger, entry, found)
    if operation.base_revision is not None:
        if operation.base_epoch != ledger.epoch:
            return SeenBase(content=None, revision=None)
        revision = ledger.batch.revisions[entry.activity_id].get(operation.base_revision)
        return Held() if revision is None else SeenBase(revision.content, revision.revision)
    return SeenBase(entry.content, entry.revision)


def _check_base_operation(ledger: Ledger, operation_id: str) -> BaseOperation | None:
    found = ledger.find_base(operation_id)
    if found is None:
        return None
    if found.author_id != ledger.actor.user_id:
        raise NotFound(errors=[FieldError("#/base_operation_id", "Ändringen finns inte.")])
    if found.status == "rejected":
        detail = "Det som ändringen bygger på behöver rättas först."
        raise BaseRejected(errors=[FieldError("#/base_operation_id", detail)])
    return found


def _check_same_activity(activity_id: str, base: BaseOperation) -> None:
    if activity_id not in {base.activity_id, base.new_activity_id}:
        detail = "Ändringen bygger på något som gäller en annan post."
        raise InvalidInput(errors=[FieldError("#/base_operation_id", detail)])


def _made_by(ledger: Ledger, entry: LedgerEntry, base: BaseOperation) -> SeenBase:
    """The entry as that operation carried it; one that carried none is read as what it led to.

    Restoring what was not void made no revision. It led to the one that stood then, which need
    not be today's: taking today's would undo what others have changed since.
    """
    revisions = ledger.batch.revisions[entry.activity_id]
    for revision in revisions.values():
        if revision.operation_id == base.operation_id:
            return SeenBase(revision.received or revision.content, revision.revision)
    stood = revisions[base.revision] if base.revision is not None else None
    assert stood is not None, "an applied operation has led to a revision"
    return SeenBase(stood.content, stood.revision)


def check_free(ledger: Ledger, activity_id: str, pointer: str) -> None:
    """An id that is taken is the author's own (`already-exists`) or nobody they know of."""
    if activity_id not in ledger.batch.ids:
        return
    entry = ledger.batch.entries.get(activity_id)
    operation = ledger.find_base(activity_id)
    author_id = entry.author_id if entry is not None else operation.author_id if operation else None
    if author_id == ledger.actor.user_id:
        raise AlreadyExists(errors=[FieldError(pointer, "Posten är redan inskriven.")])
    raise NotFound(errors=[FieldError(pointer, "Posten finns inte.")])


def check_codes(operation: Operation, content: ActivityContent) -> None:
    if content.municipality_code != operation.municipality_code:
        detail = "Kommunen är en annan än den som posten skickades för."
        raise InvalidInput(errors=[FieldError("#/activity/municipality_code", detail)])


def check_written(
    ledger: Ledger, content: ActivityContent, *, device_time: datetime | None
) -> tuple[str, ...]:
    """Permission, then meaning; gives the flags that the revision carries."""
    flags = check_may_write(ledger, content)
    errors = check_activity(content, surroundings(ledger.batch, content, device_time, ledger.actor))
    if errors:
        raise InvalidInput(errors=errors)
    if is_from_the_future(content, ledger.came_at):
        flags = (*flags, CLOCK_SKEW)
    return flags


def check_may_write(ledger: Ledger, content: ActivityContent) -> tuple[str, ...]:
    """Whether the actor may write this: by memberships valid on its service date.

    A foreign organisation or municipality gets the same answer as one that does not exist.
    """
    today = stockholm_date(ledger.came_at)
    kind = kind_of(ledger.batch.catalogue, content.kind, content.kind_revision)
    cut_off = ledger.batch.cut_offs.get(content.municipality_code)
    day = today
    if content.service_date is not None:
        day = content.service_date
    elif content.started_at is not None and cut_off is not None:
        is_evening = kind is not None and kind.evening
        day = service_date(content.started_at, is_evening_kind=is_evening, cut_off=cut_off)
    membership = find_writing_membership(
        ledger.actor, organisation_id=content.organisation_id, day=day, today=today
    )
    if membership is None:
        detail = "Du kan inte skriva in för den organisationen den dagen."
        raise NotAllowed(errors=[FieldError("#/activity/organisation_id", detail)])
    if content.municipality_code not in membership.municipality_codes or cut_off is None:
        detail = "Din organisation arbetar inte i den kommunen."
        raise NotAllowed(errors=[FieldError("#/activity/municipality_code", detail)])
    if kind is not None and membership.organisation_kind not in kind.logged_by:
        detail = "Din organisation skriver inte in den här typen av aktivitet."
        raise NotAllowed(errors=[FieldError("#/activity/kind", detail)])
    return () if membership.is_valid_on(today) else (LATE_MEMBERSHIP,)


def in_newest_form(ledger: Ledger, content: ActivityContent) -> ActivityContent:
    """Fill in the newest form revision where the phone named none."""
    if content.kind_revision != NEWEST_REVISION:
        return content
    kind = next((k for k in ledger.batch.catalogue.kinds if k.code == content.kind), None)
    return content if kind is None else replace(content, kind_revision=kind.revision)
