"""One run over a list of operations: replay, apply, hold or reject each, then write it all.

The numbers are the steps of Flow 1 in ARCHITECTURE.md. A run is deterministic and touches the
database only in `__init__` (reading) and `write`; anything unforeseen rolls the whole run back,
and the caller decides how to go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from server.activities.rules.operation import BaseOperation, Held, Operation
from server.activities.service.batch import LedgerBatch, NumberSource, Written
from server.activities.service.operations import apply_operation
from server.activities.service.preconditions import Ledger
from server.auth.queries import list_actors
from server.catalogue.rules.definitions import Catalogue
from server.db import insert_rows
from server.organisations.rules import Actor
from server.problems import FieldError, NotFound, OperationReused, Problem
from server.progress.service.recount import list_counted_for
from server.stockholm import stockholm_date
from server.sync.models import HeldOperation
from server.sync.service import results
from server.sync.service.receipts import (
    NO_MUNICIPALITY,
    Receipt,
    load_held,
    load_receipts,
    write_receipts,
)
from server.sync.service.received import Parser, Received, named_activities, references_of
from server.sync.service.results import Result, counted_for_on_the_wire


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


@dataclass(slots=True)
class _Waiting:
    """A held operation, whose it is and when it came; `is_stored` when an earlier push held it."""

    operation: Operation
    actor: Actor
    received: Received
    arrived_at: datetime
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class _Settled:
    """An operation that got its final answer, and the activities that it changed."""

    operation_id: str
    activity_ids: frozenset[str | None]


class Run:
    """See the module's docstring. Without `settles`, what waits goes on waiting."""

    def __init__(
        self,
        session: Session,
        context: RunContext,
        sender: Sender,
        received: Sequence[Received],
        parse: Parser,
        *,
        settles: bool = True,
    ) -> None:
        self.session = session
        self.context = context
        self.sender = sender
        self.received = received
        operations = [one.operation for one in received if one.operation is not None]
        operation_ids = [one.operation_id for one in received]
        held = load_held(session, named_activities(received), operation_ids) if settles else []
        self.waiting, outdated = self._read_held(held, parse)
        self.batch = LedgerBatch(session, context.catalogue, now=context.now)
        operations += [waiting.operation for waiting in self.waiting.values()]
        operation_ids += [one.operation_id for one, _ in outdated]
        self.batch.load(references_of(operation_ids, operations))
        known = [row for row in self.batch.ids.values() if row.what == "operation"]
        self.receipts = load_receipts(
            session, {row.municipality_code for row in known}, [row.id for row in known]
        )
        self.answers: dict[str, Result] = {}
        for one, actor in outdated:
            self._settle(self._refuse(one, actor, one.problem or NotFound()))

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
        settled_codes = {
            r.municipality_code for r in changed.values() if r.is_settled and not r.is_new
        }
        # All at once and in code order, so that two pushes never wait for each other's counters.
        codes = sorted(settled_codes | self.batch.changed_codes())
        numbers = {code: next_number(code) for code in codes}
        written = self.batch.write(numbers.__getitem__)
        self._complete([r for r in changed.values() if r.status == "applied"], written)
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
            self._settle(self._refuse(one, self.sender.actor, one.problem or NotFound()))
        else:
            waiting = _Waiting(one.operation, self.sender.actor, one, self.context.now)
            self._settle(self._decide(waiting))

    def _replay(self, one: Received, receipt: Receipt) -> None:
        """A receipt exists: the stored result for its author and body, a refusal otherwise."""
        if receipt.author_id != self.sender.actor.user_id:
            self.answers[one.operation_id] = self._refused(one, NotFound(errors=_ID_TAKEN))
        elif receipt.digest != one.digest:
            self.answers[one.operation_id] = self._refused(one, OperationReused())

    def _decide(self, waiting: _Waiting) -> _Settled | None:
        """Try an operation. Gives what its final answer may let settle, None while it waits."""
        one, actor, operation = waiting.received, waiting.actor, waiting.operation
        ledger = Ledger(self.batch, actor, self._find_base, self.context.epoch, waiting.arrived_at)
        try:
            outcome = apply_operation(ledger, operation)
        except Problem as problem:
            return self._refuse(one, actor, problem)
        if not isinstance(outcome, Held):
            self._remember(one, actor, "applied", results.applied(one, outcome))
            return _Settled(
                one.operation_id, frozenset({outcome.activity_id, outcome.new_activity_id})
            )
        if one.operation_id not in self.receipts:
            self._remember(one, actor, "held", results.answer(one, "held"))
            self.waiting[one.operation_id] = waiting
        return None

    def _refuse(self, one: Received, actor: Actor, problem: Problem) -> _Settled:
        self._remember(one, actor, "rejected", self._refused(one, problem))
        return _Settled(one.operation_id, frozenset())

    def _settle(self, settled: _Settled | None) -> None:
        """6. Try again what waited for an answer, oldest first, and what waited for that.

        What waits for the last one settled comes before what waits for an earlier one. A chain may
        be longer than Python lets functions call themselves.
        """
        levels = [] if settled is None else [self._waiting_for(settled)]
        while levels:
            waiting = next(levels[-1], None)
            if waiting is None:
                levels.pop()
            elif (following := self._decide(waiting)) is not None:
                levels.append(self._waiting_for(following))

    def _waiting_for(self, settled: _Settled) -> Iterator[_Waiting]:
        for waiting in list(self.waiting.values()):
            operation = waiting.operation
            if operation.operation_id in self.waiting and (
                operation.activity_id in settled.activity_ids
                or operation.base_operation_id == settled.operation_id
            ):
                yield waiting

    def _find_base(self, operation_id: str) -> BaseOperation | None:
        receipt = self.receipts.get(operation_id)
        return None if receipt is None else receipt.as_base()

    def _remember(self, one: Received, actor: Actor, status: str, result: Result) -> None:
        self.waiting.pop(one.operation_id, None)
        known = self.receipts.get(one.operation_id)
        if known is not None:
            known.status, known.result, known.is_settled = status, result, True
            return
        code = _code_of(one, actor)
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

    def _refused(self, one: Received, problem: Problem) -> Result:
        return results.refusal(one, problem, base_url=self.context.problem_base_url)

    def _complete(self, receipts: Sequence[Receipt], written: Written) -> None:
        """Add what only the write could tell: the receipt number and what it counts for."""
        entries = {
            receipt.operation_id: self.batch.entries[
                receipt.result.get("new_activity_id") or receipt.result["activity_id"]
            ]
            for receipt in receipts
        }
        counted_for = dict(written.counted_for)
        unchanged = {
            (entry.municipality_code, entry.activity_id)
            for entry in entries.values()
            if entry.activity_id not in written.receipts
        }
        if unchanged:
            counted_for.update(list_counted_for(self.session, unchanged))
        for receipt in receipts:
            entry = entries[receipt.operation_id]
            receipt.result["receipt"] = entry.receipt
            receipt.result["counted_for"] = counted_for_on_the_wire(
                counted_for.get(entry.activity_id, ())
            )

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
                "operation": waiting.received.to_keep(),
                "skew_s": self.sender.skew_s,
                "recorded_at": self.context.now,
            }
            for operation_id, waiting in self.waiting.items()
            if not waiting.is_stored
        ]
        insert_rows(self.session, HeldOperation, rows)

    def _read_held(
        self, rows: Sequence[HeldOperation], parse: Parser
    ) -> tuple[dict[str, _Waiting], list[tuple[Received, Actor]]]:
        """What waits, and what a newer release than the one that held it no longer understands."""
        waiting: dict[str, _Waiting] = {}
        outdated: list[tuple[Received, Actor]] = []
        if not rows:
            return waiting, outdated
        today = stockholm_date(self.context.now)
        actors = list_actors(self.session, {row.author_id for row in rows}, today=today)
        for row in rows:
            received, actor = parse(row.operation), actors[row.author_id]
            if received.operation is None:
                outdated.append((received, actor))
            else:
                waiting[row.operation_id] = _Waiting(
                    received.operation, actor, received, row.recorded_at, is_stored=True
                )
        return waiting, outdated


_ID_TAKEN = (FieldError("#/operation_id", "Numret finns inte bland dina egna."),)


def _is_changed(receipt: Receipt) -> bool:
    return receipt.is_new or receipt.is_settled


def _code_of(one: Received, actor: Actor) -> str:
    """Where the receipt is kept: in a municipality from which a pull brings it to its author."""
    code = one.operation.municipality_code if one.operation else NO_MUNICIPALITY
    is_own = any(code in membership.municipality_codes for membership in actor.memberships)
    return code if is_own else NO_MUNICIPALITY
