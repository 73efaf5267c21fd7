"""One thing a phone, or the desk, asks the ledger to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.activities.rules.content import ActivityContent

OPERATION_TYPES = (
    "log_activity",
    "correct_activity",
    "void_activity",
    "restore_activity",
    "move_activity",
)
TYPES_WITH_ACTIVITY = frozenset({"log_activity", "correct_activity", "move_activity"})
TYPES_NEEDING_BASE = frozenset({"correct_activity", "void_activity"})


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as composed on the phone; immutable there and here.

    The base is what the author saw: their own earlier operation, or a revision received from the
    server under an epoch. For a move, `activity_id` and `municipality_code` name the old activity
    and `activity.municipality_code` the new one.
    """

    operation_id: str
    type: str
    activity_id: str
    municipality_code: str
    device_time: datetime
    base_operation_id: str | None = None
    base_revision: int | None = None
    base_epoch: str | None = None
    new_activity_id: str | None = None
    app_version: str | None = None
    reason: str | None = None
    activity: ActivityContent | None = None


@dataclass(frozen=True, slots=True)
class BaseOperation:
    """What is remembered of an earlier operation: its author, its answer and what it made.

    `revision` is the one that it led to, which it need not have made itself; None unless applied.
    """

    operation_id: str
    author_id: str
    status: str
    activity_id: str | None
    new_activity_id: str | None
    revision: int | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The operation is done: the activity's revision after it, and what a person should look at."""

    activity_id: str
    revision: int
    clashes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    new_activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The operation's base has not arrived; it settles when that does."""
