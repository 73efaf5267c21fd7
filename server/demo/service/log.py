"""Writes the demo's entries into the ledger, one by one, each as if on its own evening."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from server.activities.rules.content import ActivityContent
from server.activities.rules.ledger import LedgerReferences
from server.activities.rules.operation import Held, Operation
from server.activities.schemas import NEWEST_REVISION
from server.activities.service.batch import LedgerBatch
from server.activities.service.operations import apply_operation
from server.activities.service.preconditions import Ledger
from server.auth.queries import list_actors
from server.catalogue.rules.definitions import Catalogue
from server.demo.rules.data import DemoData
from server.demo.rules.ids import demo_id
from server.demo.rules.log import DemoEntry, EntryTimes, entries_by, entry_times
from server.organisations.queries import next_change_seq
from server.organisations.rules import Actor
from server.sync.models import Installation


def write_down(session: Session, data: DemoData, *, catalogue: Catalogue, today: date) -> None:
    """Log every entry of that day's demo, with the checks and the counting of a real one.

    Raises the Problem that a phone would get: a demo that breaks its own rules must not load.
    """
    epoch = session.get_one(Installation, 1).epoch
    accounts = data.organisations.accounts
    organisations = {a.key: demo_id("organisation", a.organisation) for a in accounts}
    found = list_actors(session, [demo_id("user", a.key) for a in accounts], today=today)
    actors = {a.key: found[demo_id("user", a.key)] for a in accounts}
    for entry in entries_by(data.entries, today):
        times = entry_times(entry, today)
        content = _content(
            entry,
            times,
            organisation_id=organisations[entry.author],
        )
        operation = Operation(
            operation_id=demo_id("operation", entry.key),
            type="log_activity",
            activity_id=demo_id("activity", entry.key),
            municipality_code=content.municipality_code,
            device_time=times.recorded_at,
            activity=content,
        )
        _log(session, catalogue, actors[entry.author], operation, epoch)


def _log(
    session: Session, catalogue: Catalogue, actor: Actor, operation: Operation, epoch: str
) -> None:
    """One batch an entry, because `recorded_at` is a batch's and every entry has its own."""
    batch = LedgerBatch(session, catalogue, now=operation.device_time)
    references = LedgerReferences(ledger_ids={operation.operation_id, operation.activity_id})
    references.add_content(operation.activity)
    batch.load(references)
    ledger = Ledger(batch=batch, actor=actor, find_base=lambda _operation_id: None, epoch=epoch)
    answer = apply_operation(ledger, operation)
    assert not isinstance(answer, Held), "a new entry waits for nothing"
    batch.claim(operation.operation_id, "operation", operation.municipality_code)
    batch.write(lambda code: next_change_seq(session, code))


def _content(entry: DemoEntry, times: EntryTimes, *, organisation_id: str) -> ActivityContent:
    return ActivityContent(
        kind=entry.kind,
        kind_revision=NEWEST_REVISION,
        municipality_code=entry.municipality_code,
        organisation_id=organisation_id,
        state="done",
        place_id=None if entry.place is None else demo_id("place", entry.place),
        started_at=times.started_at,
        ended_at=times.ended_at,
        requested_by=entry.requested_by,
        wish_ids=tuple(demo_id("wish", key) for key in entry.wishes),
        unit_ids=tuple(demo_id("unit", key) for key in entry.units),
        series=entry.series,
        fields=dict(entry.fields),
        outcomes=dict(entry.outcomes),
    )
