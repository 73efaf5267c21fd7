"""An operation as it came in, before anything is known of what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.activities.rules.content import as_json
from server.activities.rules.ledger import LedgerReferences
from server.activities.rules.operation import Operation
from server.problems import Problem


@dataclass(frozen=True, slots=True)
class Received:
    """An operation as it came in: what it was, its digest, and what its shape was found to be."""

    raw: Mapping[str, Any]
    operation_id: str
    digest: str
    operation: Operation | None
    problem: Problem | None

    def to_keep(self) -> dict[str, Any]:
        """The operation as it came, but with no closer position than an entry may have."""
        raw = dict(self.raw)
        content = None if self.operation is None else self.operation.activity
        if content is not None and content.position is not None:
            raw["activity"] = {**raw["activity"], "position": as_json(content)["position"]}
        return raw


Parser = Callable[[Mapping[str, Any]], Received]


def named_activities(received: Iterable[Received]) -> set[str]:
    """The activities that the operations name, or are about to make."""
    operations = [one.operation for one in received if one.operation is not None]
    return {i for o in operations for i in (o.activity_id, o.new_activity_id) if i}


def references_of(
    operation_ids: Iterable[str], operations: Iterable[Operation]
) -> LedgerReferences:
    """Every id that these operations will look up."""
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
