"""One run over a list of operations: replay, apply, hold or reject each, then write it all.

The numbers are the steps of Flow 1 in ARCHITECTURE.md. A run is deterministic and touches the
database only in `__init__` (reading) and `write`; anything unforeseen rolls the whole run back,
and the caller decides how to go on.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from server.activities.rules.operation import Applied, BaseOperation, Held, Operation
from server.activities.service.batch import LedgerBatch, LedgerReferences, NumberSource
from server.activities.service.operations import apply_operation
from server.activities.service.preconditions import Ledger
from server.auth.queries import list_actors
from server.catalogue.rules import Catalogue
from server.clock import stockholm_date
from server.organisations.rules import Actor
from server.problems import FieldError, NotFound, OperationReused, Problem
from server.sync.models import HeldOperation
from server.sync.service.receipts import (
    NO_MUNICIPALITY,
    Receipt,
    Result,
    load_held,
    load_receipts,
    write_receipts,
)


@dataclass(frozen=True, slots=True)
class Received:
    """An operation as it came in: what it was, its digest, and what its shape was found to be."""

    raw: Mapping[str, Any]
    operation_id: str
    digest: str
    operation: Operation | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pushes, from which phone, and how far its clock is off (seconds, recorded only)."""

    actor: Actor
    device_id: str
    skew_s: float


@dataclass(frozen=True, slots=True)
class RunContext:
    """What is the same for every run of a push."""

    catalogue: Catalogue
    epoch: str
    now: datetime
    problem_base_url: str


Parser = Callable[[Mapping[str, Any]], Received]


@dataclass(slots=True)
class _Waiting:
    """A held operation and whose it is; `is_stored` while an earlier push has stored it."""

    operation: Operation
    actor: Actor
    received: Received
    is_stored: bool


class Run:
    """See the module's docstring."""

    def __init__(
        self,
        session: Session,
        context: RunContext,
        sender: Sender,
        received: Sequence[Received],
        parse: Parser,
    ) -> None:
        self.session = session
        self.context = context
        self.sender = sender
        self.received = received
        operations = [one.operation for one in received if one.operation is not None]
        operation_ids = [one.operation_id for one in received]
        activity_ids = {i for o in operations for i in (o.activity_id, o.new_activity_id) if i}
        held = load_held(session, activity_ids, operation_ids)
        self.waiting = self._read_held(held, parse)
        self.batch = LedgerBatch(session, context.catalogue, now=context.now)
        waiting_operations = [waiting.operation for waiting in self.waiting.values()]
        self.batch.load(_references(operation_ids, [*operations, *waiting_operations]))
        known = [row for row in self.batch.ids.values() if row.what == "operation"]
        self.receipts = load_receipts(
            session, {row.municipality_code for row in known}, [row.id for row in known]
        )
        self.answers: dict[str, Result] = {}

    def apply_all(self) -> None:
        """5. Each operation in the order it was sent, which is the order it was composed in."""
        for one in self.received:
            self._apply(one)

    def write(self, next_number: NumberSource) -> list[Result]:
        """Store activities, revisions, contributions and receipts together; give the results."""
        changed = {
            id(receipt): receipt for receipt in self.receipts.values() if _is_changed(receipt)
        }
        self.batch.write_ids()
        written = self.batch.write(next_number)
        settled_codes = sorted(
            {r.municipality_code for r in changed.values() if r.is_settled and not r.is_new}
        )
        numbers = {code: next_number(code) for code in settled_codes}
        for receipt in changed.values():
            if receipt.status == "applied":
                current_id = receipt.result.get("new_activity_id") or receipt.activity_id
                self._complete(receipt, str(current_id), written.receipts, written.counted_for)
        write_receipts(self.session, changed.values(), now=self.context.now, numbers=numbers)
        self._write_held()
        return [self._answer_to(one) for one in self.received]

    def _apply(self, one: Received) -> None:
        receipt = self.receipts.get(one.operation_id)
        if receipt is not None:
            self._replay(one, receipt)
        elif one.operation_id in self.batch.ids:
            # The id belongs to an activity: whose, is not this phone's business.
            self.answers[one.operation_id] = self._refused(one, NotFound(errors=_ID_TAKEN))
        elif one.operation is None:
            problem = one.problem or NotFound()
            self._remember(one, self.sender.actor, "rejected", self._refused(one, problem))
            self._settle(one.operation_id, None)
        else:
            self._decide(one, one.operation, self.sender.actor)

    def _replay(self, one: Received, receipt: Receipt) -> None:
        """A receipt exists: the stored result for its author and body, a refusal otherwise."""
        if receipt.author_id != self.sender.actor.user_id:
            self.answers[one.operation_id] = self._refused(one, NotFound(errors=_ID_TAKEN))
        elif receipt.digest != one.digest:
            self.answers[one.operation_id] = self._refused(one, OperationReused())

    def _decide(self, one: Received, operation: Operation, actor: Actor) -> bool:
        """Try an operation; True when it got its final answer. Settles what waited for it."""
        ledger = Ledger(self.batch, actor, self._find_base, self.context.epoch)
        try:
            outcome = apply_operation(ledger, operation)
        except Problem as problem:
            self._remember(one, actor, "rejected", self._refused(one, problem))
            self._settle(operation.operation_id, None)
            return True
        if isinstance(outcome, Held):
            if one.operation_id not in self.receipts:
                self.waiting[one.operation_id] = _Waiting(operation, actor, one, is_stored=False)
                self._remember(one, actor, "held", _result(one, "held"))
            return False
        self._remember(one, actor, "applied", _applied(one, outcome))
        self._settle(operation.operation_id, outcome)
        return True

    def _settle(self, operation_id: str, outcome: Applied | None) -> None:
        """6. Try again what waited for this operation or its activity, oldest first."""
        changed = {outcome.activity_id, outcome.new_activity_id} if outcome is not None else set()
        for waiting in list(self.waiting.values()):
            operation = waiting.operation
            concerns = operation.activity_id in changed
            if operation.operation_id in self.waiting and (
                concerns or operation.base_operation_id == operation_id
            ):
                del self.waiting[operation.operation_id]
                if not self._decide(waiting.received, operation, waiting.actor):
                    self.waiting[operation.operation_id] = waiting

    def _find_base(self, operation_id: str) -> BaseOperation | None:
        receipt = self.receipts.get(operation_id)
        return None if receipt is None else receipt.as_base()

    def _remember(self, one: Received, actor: Actor, status: str, result: Result) -> None:
        known = self.receipts.get(one.operation_id)
        if known is not None:
            known.status, known.result, known.is_settled = status, result, True
            return
        code = self._code_of(one)
        self.batch.claim(one.operation_id, "operation", code)
        self.receipts[one.operation_id] = Receipt(
            municipality_code=code,
            operation_id=one.operation_id,
            author_id=actor.user_id,
            device_id=self.sender.device_id,
            activity_id=result["activity_id"],
            type=one.operation.type if one.operation else "",
            digest=one.digest,
            status=status,
            result=result,
            skew_s=self.sender.skew_s,
        )

    def _code_of(self, one: Received) -> str:
        code = one.operation.municipality_code if one.operation else NO_MUNICIPALITY
        return code if code in self.batch.cut_offs else NO_MUNICIPALITY

    def _refused(self, one: Received, problem: Problem) -> Result:
        body = problem.as_json(base_url=self.context.problem_base_url)
        return {**_result(one, "rejected"), "problem": body}

    def _complete(
        self,
        receipt: Receipt,
        activity_id: str,
        numbers: Mapping[str, str],
        counted_for: Mapping[str, Any],
    ) -> None:
        """Add what only the write could tell: the receipt number and what it counts for."""
        entry = self.batch.entries[activity_id]
        receipt.result["receipt"] = numbers.get(activity_id, entry.receipt)
        receipt.result["counted_for"] = [
            {
                "promise_id": one.promise_id,
                "commitment_id": one.commitment_id,
                "short_name": one.short_name,
                "why": list(one.why),
            }
            for one in counted_for.get(activity_id, ())
        ]

    def _answer_to(self, one: Received) -> Result:
        return self.answers.get(one.operation_id) or self.receipts[one.operation_id].result

    def _write_held(self) -> None:
        rows = [
            {
                "municipality_code": self.receipts[operation_id].municipality_code,
                "operation_id": operation_id,
                "activity_id": waiting.operation.activity_id,
                "base_operation_id": waiting.operation.base_operation_id,
                "author_id": waiting.actor.user_id,
                "device_id": self.sender.device_id,
                "operation": dict(waiting.received.raw),
                "skew_s": self.sender.skew_s,
                "recorded_at": self.context.now,
            }
            for operation_id, waiting in self.waiting.items()
            if not waiting.is_stored
        ]
        if rows:
            self.session.execute(insert(HeldOperation), rows)

    def _read_held(self, rows: Sequence[HeldOperation], parse: Parser) -> dict[str, _Waiting]:
        if not rows:
            return {}
        today = stockholm_date(self.context.now)
        actors = list_actors(self.session, {row.author_id for row in rows}, today=today)
        found: dict[str, _Waiting] = {}
        for row in rows:
            received: Received = parse(row.operation)
            assert received.operation is not None, "its shape was right when it was held"
            found[row.operation_id] = _Waiting(
                received.operation, actors[row.author_id], received, is_stored=True
            )
        return found


_ID_TAKEN = (FieldError("#/operation_id", "Numret finns inte bland dina egna."),)


def _is_changed(receipt: Receipt) -> bool:
    return receipt.is_new or receipt.is_settled


def _result(one: Received, status: str) -> Result:
    """The members every result has, in the wire's order."""
    return {
        "operation_id": one.operation_id,
        "status": status,
        "activity_id": one.operation.activity_id if one.operation else _named_activity(one.raw),
        "revision": None,
        "receipt": None,
        "counted_for": [],
        "clashes": [],
        "flags": [],
    }


def _named_activity(raw: Mapping[str, Any]) -> str | None:
    """The activity that an operation of the wrong shape names, when it names one at all."""
    named = raw.get("activity_id")
    try:
        return str(uuid.UUID(named)) if isinstance(named, str) else None
    except ValueError:
        return None


def _applied(one: Received, outcome: Applied) -> Result:
    result = _result(one, "applied")
    result["revision"] = outcome.revision
    result["clashes"] = list(outcome.clashes)
    result["flags"] = list(outcome.flags)
    if outcome.new_activity_id is not None:
        result["new_activity_id"] = outcome.new_activity_id
    return result


def _references(operation_ids: Sequence[str], operations: Sequence[Operation]) -> LedgerReferences:
    references = LedgerReferences(ledger_ids=set(operation_ids))
    for operation in operations:
        references.ledger_ids.update(
            one
            for one in (
                operation.operation_id,
                operation.activity_id,
                operation.base_operation_id,
                operation.new_activity_id,
            )
            if one is not None
        )
        references.municipality_codes.add(operation.municipality_code)
        references.add_content(operation.activity)
    return references
