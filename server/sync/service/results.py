"""The answers to operations, in the wire's shape. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from server.activities.rules.operation import Applied
from server.problems import Problem
from server.progress.service.recount import CountedFor
from server.sync.service.received import Received

Result = dict[str, Any]


def answer(one: Received, status: str) -> Result:
    """The members every answer has, in the wire's order."""
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


def refusal(one: Received, problem: Problem, *, base_url: str, status: str = "rejected") -> Result:
    return {**answer(one, status), "problem": problem.as_json(base_url=base_url)}


def applied(one: Received, outcome: Applied) -> Result:
    """What is known before the write; the receipt and what it counts for come with that."""
    result = answer(one, "applied")
    result["revision"] = outcome.revision
    result["clashes"] = list(outcome.clashes)
    result["flags"] = list(outcome.flags)
    if outcome.new_activity_id is not None:
        result["new_activity_id"] = outcome.new_activity_id
    return result


def counted_for_on_the_wire(counted_for: Iterable[CountedFor]) -> list[dict[str, Any]]:
    return [
        {
            "promise_id": one.promise_id,
            "commitment_id": one.commitment_id,
            "short_name": one.short_name,
            "why": list(one.why),
        }
        for one in counted_for
    ]


def _named_activity(raw: Mapping[str, Any]) -> str | None:
    """The activity that an operation of the wrong shape names, when it names one at all."""
    named = raw.get("activity_id")
    try:
        return str(uuid.UUID(named)) if isinstance(named, str) else None
    except ValueError:
        return None
