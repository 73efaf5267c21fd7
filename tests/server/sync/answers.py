"""Reading the answers of a push in a test."""

from typing import Any


def slug_of(result: dict[str, Any]) -> str:
    """What kind of problem an operation met, or "" when it met none."""
    return str(result.get("problem", {}).get("type", "")).rpartition("/")[2]


def pointers_of(result: dict[str, Any]) -> list[str]:
    """Where the faults of a rejected operation are, relative to the operation."""
    return [error["pointer"] for error in result["problem"].get("errors", [])]


def statuses_of(results: list[dict[str, Any]]) -> list[str]:
    return [one["status"] for one in results]
