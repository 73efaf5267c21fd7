"""A phone's push: one transaction, and an exact answer for each operation.

Numbered with the steps of Flow 1 in ARCHITECTURE.md. What must never happen here: an operation
whose failure erases another's work, an answer that was not stored, or a stored "no" for something
that nobody foresaw.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.activities.queries.ledger import lock_activities
from server.db import is_sqlite, transaction, upsert
from server.faults import field_errors
from server.organisations.queries import next_change_seq
from server.problems import FieldError, Internal, InvalidInput, TooLarge, Unavailable
from server.sync.models import Device
from server.sync.rules import find_unstorable, operation_digest
from server.sync.schemas import MOST_OPERATIONS, OperationSchema, Push
from server.sync.service import results
from server.sync.service.receipts import activities_of, load_held
from server.sync.service.received import Received, named_activities
from server.sync.service.results import Result
from server.sync.service.run import Run, RunContext, Sender

logger = logging.getLogger("trygglogg.sync")

TRIES = 3
# PostgreSQL: serialisation failure, deadlock, lock not available, disk full, out of memory.
TRANSIENT_STATES = frozenset({"40001", "40P01", "55P03", "53100", "53200"})
# SQLite: busy, locked, out of memory, I/O error, full.
TRANSIENT_CODES = frozenset({5, 6, 7, 10, 13})
# Another push stores the same operation or activity at this moment: the next try sees its receipt.
RACED_CONSTRAINT = "pk_ledger_ids"
# Made once: a schema copies all its fields when it is made, which takes longer than to load one.
OPERATION_SCHEMA = OperationSchema()


class Numbers:
    """The change_seq of each municipality in this transaction: taken once, used by all its rows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.taken: dict[str, int] = {}

    def __call__(self, municipality_code: str) -> int:
        if municipality_code not in self.taken:
            self.taken[municipality_code] = next_change_seq(self.session, municipality_code)
        return self.taken[municipality_code]


def push(push: Push, sender: Sender, context: RunContext) -> list[Result]:
    """Answer every operation, in the order they came.

    Raises too-large or invalid-input for the whole request (nothing is stored then), and
    unavailable when the database stays in trouble through two retries.
    """
    received = receive(push.operations)
    for _ in range(TRIES):
        try:
            with transaction() as session:
                return _push_once(session, received, sender, context)
        except DBAPIError as error:
            if not _concerns_whole_batch(error):
                raise
            logger.warning("push rolled back and tried again", exc_info=error)
    raise Unavailable(headers={"Retry-After": "5"})


def receive(operations: Sequence[Mapping[str, Any]]) -> list[Received]:
    """4. Read the operations' shapes; refuse the request whole when it cannot be answered by id."""
    if len(operations) > MOST_OPERATIONS:
        raise TooLarge(f"Skicka högst {MOST_OPERATIONS} ändringar åt gången.")
    errors = [
        FieldError(f"#/operations/{position}/operation_id", "Ange numret som ett UUID.")
        for position, raw in enumerate(operations)
        if _operation_id(raw) is None
    ]
    if errors:
        raise InvalidInput(errors=errors)
    received = [receive_one(raw) for raw in operations]
    digests: dict[str, str] = {}
    for position, one in enumerate(received):
        if digests.setdefault(one.operation_id, one.digest) != one.digest:
            detail = "Samma nummer står för två olika ändringar."
            raise InvalidInput(errors=[FieldError(f"#/operations/{position}/operation_id", detail)])
    return received


def receive_one(raw: Mapping[str, Any]) -> Received:
    """One operation as it came, with what is wrong in its shape, if anything."""
    operation_id = _operation_id(raw)
    assert operation_id is not None, "checked before"
    digest = operation_digest(raw)
    unstorable = find_unstorable(raw)
    if unstorable:
        return Received(raw, operation_id, digest, None, InvalidInput(errors=unstorable))
    try:
        operation = OPERATION_SCHEMA.load(raw)
    except ValidationError as error:
        problem = InvalidInput(errors=field_errors(error.messages))
        return Received(raw, operation_id, digest, None, problem)
    return Received(raw, operation_id, digest, operation, None)


def _push_once(
    session: Session,
    received: Sequence[Received],
    sender: Sender,
    context: RunContext,
) -> list[Result]:
    numbers = Numbers(session)
    _lock(session, received)
    _register_device(session, received, sender, context)
    try:
        # 5. First the whole batch set-wise, in one savepoint: a constant number of statements.
        with session.begin_nested():
            return _run(session, received, sender, context, numbers)
    except Exception as error:
        if _concerns_whole_batch(error):
            raise
        logger.exception("a batch fell back to one operation at a time")
    answers: list[Result] = []
    for one in received:
        numbers.taken.clear()
        answers.append(_run_alone(session, one, sender, context, numbers))
    return answers


def _run_alone(
    session: Session, one: Received, sender: Sender, context: RunContext, numbers: Numbers
) -> Result:
    """6. One operation in its own savepoint. Unforeseen trouble leaves no receipt: `failed`.

    The trouble may come from an older operation that this one lets settle, so it is tried once
    more while that one goes on waiting.
    """
    for settles in (True, False):
        try:
            with session.begin_nested():
                return _run(session, [one], sender, context, numbers, settles=settles)[0]
        except Exception as error:
            if _concerns_whole_batch(error):
                raise
            logger.exception("an operation met unforeseen trouble")
            numbers.taken.clear()
    return results.refusal(one, Internal(), base_url=context.problem_base_url, status="failed")


def _run(
    session: Session,
    received: Sequence[Received],
    sender: Sender,
    context: RunContext,
    numbers: Numbers,
    *,
    settles: bool = True,
) -> list[Result]:
    run = Run(session, context, sender, received, receive_one, settles=settles)
    run.apply_all()
    return run.write(numbers)


def _lock(session: Session, received: Sequence[Received]) -> None:
    """Lock what the operations name, and what is waiting to be settled by them.

    What waits is looked for under the lock, for it may have come in the meantime; what it adds is
    locked late and so out of order, and a deadlock over it is tried again.
    """
    wanted = named_activities(received)
    lock_activities(session, wanted)
    while not is_sqlite(session):
        held = load_held(session, wanted, [one.operation_id for one in received])
        more = {one for row in held for one in activities_of(row)} - wanted
        if not more:
            break
        lock_activities(session, more)
        wanted |= more


def _register_device(
    session: Session, received: Sequence[Received], sender: Sender, context: RunContext
) -> None:
    """A device registers at its first push; its clock's skew is recorded and never applied."""
    versions = [one.operation.app_version for one in received if one.operation is not None]
    app_version = next((version for version in reversed(versions) if version), None)
    seen = {"app_version": app_version, "skew_s": sender.skew_s, "last_seen_at": context.now}
    statement = upsert(session, Device).values(
        device_id=sender.device_id,
        user_id=sender.actor.user_id,
        first_seen_at=context.now,
        **seen,
    )
    session.execute(
        statement.on_conflict_do_update(index_elements=["device_id", "user_id"], set_=seen)
    )


def _concerns_whole_batch(error: Exception) -> bool:
    """Deadlock, serialisation failure, full disk, a raced id: trying one by one would not help."""
    if not isinstance(error, DBAPIError):
        return False
    original: Any = error.orig
    if error.connection_invalidated or getattr(original, "sqlstate", None) in TRANSIENT_STATES:
        return True
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in TRANSIENT_CODES
    diagnosis = getattr(original, "diag", None)
    return getattr(diagnosis, "constraint_name", None) == RACED_CONSTRAINT


def _operation_id(raw: Mapping[str, Any]) -> str | None:
    named = raw.get("operation_id")
    try:
        return str(uuid.UUID(named)) if isinstance(named, str) else None
    except ValueError:
        return None
