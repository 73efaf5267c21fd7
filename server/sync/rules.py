"""What an operation is as JSON, before anything is known of its meaning. Pure.

Both functions meet whatever a stranger can send, and so never recurse and never raise.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.problems import FieldError, pointer_token

MOST_NESTING = 20
# Beyond it a phone's numbers are not exact, so what arrives is not what was meant.
LARGEST_INTEGER = 2**53
MOST_ERRORS = 20
LONGEST_NAME = 100

# NUL cannot be stored as text in PostgreSQL; the other control characters mean nothing in a note,
# and halves of surrogate pairs are no text at all. Tab and both parts of a newline are let through.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def operation_digest(raw: Mapping[str, Any]) -> str:
    """SHA-256 in hex of the operation as JSON: sorted keys, no nulls in objects, UTF-8, no spaces.

    Two bodies that say the same, absent and null being equal, have the same digest. A lone
    surrogate is encoded as it stands: refusing it is for `find_unstorable`.
    """
    return hashlib.sha256(_canonical(dict(raw)).encode("utf-8", "surrogatepass")).hexdigest()


def find_unstorable(raw: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """What no database or phone could give back as it came; at most `MOST_ERRORS` faults.

    The pointers are relative to the operation and themselves safe to store: where a member's name
    is at fault, or is too long to repeat, they stop at what holds it.
    """
    errors: list[FieldError] = []
    pending: list[tuple[_Path, int, Any]] = [(None, 0, dict(raw))]
    while pending and len(errors) < MOST_ERRORS:
        path, depth, value = pending.pop()
        fault = _fault(value, depth)
        if fault is not None:
            errors.append(FieldError(_pointer(path), fault))
        elif isinstance(value, dict | list):
            members = value.items() if isinstance(value, dict) else enumerate(value)
            pending += reversed([((path, key), depth + 1, member) for key, member in members])
    return tuple(dict.fromkeys(errors))


# How a value was reached: the path to what holds it, and its own name or place there.
_Path = tuple["_Path", str | int] | None


def _fault(value: Any, depth: int) -> str | None:
    """What is wrong with this value itself, whatever the values inside it are like."""
    if isinstance(value, str):
        return (
            "Texten innehåller tecken som inte kan sparas." if _UNSTORABLE.search(value) else None
        )
    if isinstance(value, dict | list):
        if depth > MOST_NESTING:
            return "Det är för många nivåer i varandra."
        if isinstance(value, dict):
            return _fault_in_names(value)
    if isinstance(value, int | float) and not _is_exact(value):
        return "Talet är för stort."
    return None


def _fault_in_names(members: dict[str, Any]) -> str | None:
    if any(map(_UNSTORABLE.search, members)):
        return "Ett namn innehåller tecken som inte kan sparas."
    return "Ett namn är för långt." if max(map(len, members), default=0) > LONGEST_NAME else None


def _is_exact(number: int | float) -> bool:
    return abs(number) <= LARGEST_INTEGER if isinstance(number, int) else math.isfinite(number)


def _pointer(path: _Path) -> str:
    """The path as a JSON pointer (RFC 6901); every name on it was found sound on the way."""
    tokens: list[str] = []
    while path is not None:
        path, token = path
        tokens.append(str(token))
    pointer = "#"
    for token in reversed(tokens):
        pointer += "/" + pointer_token(token)
    return pointer


@dataclass(frozen=True, slots=True)
class _Written:
    """A piece of JSON that is already text, among values that are not yet."""

    text: str


def _canonical(value: Any) -> str:
    """`json.dumps` with sorted keys and without nulls in objects, to any depth."""
    pieces: list[str] = []
    pending: list[Any] = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, _Written):
            pieces.append(one.text)
        elif isinstance(one, dict):
            said = [key for key in sorted(one) if one[key] is not None]
            pieces.append("{")
            pending.append(_Written("}"))
            for key in reversed(said):
                comma = "" if key is said[0] else ","
                pending += (one[key], _Written(f"{comma}{_ENCODER.encode(key)}:"))
        elif isinstance(one, list):
            pieces.append("[")
            pending.append(_Written("]"))
            for position in range(len(one) - 1, -1, -1):
                pending.append(one[position])
                if position:
                    pending.append(_Written(","))
        else:
            pieces.append(_ENCODER.encode(one))
    return "".join(pieces)
