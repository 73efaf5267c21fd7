"""The shape of the demo files, checked like any input: a slip in a file stops the load.

The dataclasses live in rules. Keys such as "C4" or "bohusskolan" name things inside the demo;
rules/ids.py turns them into ids that are the same in every installation.
"""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema


class StrictSchema(Schema):
    class Meta:
        unknown = RAISE


def with_tuples(data: dict[str, Any]) -> dict[str, Any]:
    """Frozen values hold tuples, not lists."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}
