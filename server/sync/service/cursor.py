"""Where a phone's pull stands: opaque to the phone, and worthless to anyone else. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from server.organisations.rules import ActorMembership

# The place of a collection among those of the pull, and a row's id; empty before the first row.
ROW_KEY = re.compile(r"([0-9]:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?")


@dataclass(frozen=True, slots=True)
class Position:
    """The last row a phone has from one municipality: its change_seq, and a key within that."""

    number: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """`is_full` while a full send is under way, so that each of its pages says `reset`."""

    epoch: str
    permissions: str
    catalogue: str | None
    is_full: bool
    positions: dict[str, Position] = field(default_factory=dict)


def permission_digest(memberships: Collection[ActorMembership]) -> str:
    """A digest of what decides what a person may see; when it differs everything comes anew."""
    facts = sorted(
        [m.organisation_id, m.organisation_kind, m.role, *m.municipality_codes] for m in memberships
    )
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def encode_cursor(cursor: Cursor) -> str:
    body = {
        "e": cursor.epoch,
        "p": cursor.permissions,
        "c": cursor.catalogue,
        "f": cursor.is_full,
        "m": {code: [at.number, at.row] for code, at in cursor.positions.items()},
    }
    return base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> Cursor | None:
    """The cursor in that text. None when it is not one of ours: then everything is sent anew."""
    try:
        padded = text + "=" * (-len(text) % 4)
        body: Any = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        return Cursor(
            epoch=str(body["e"]),
            permissions=str(body["p"]),
            catalogue=None if body["c"] is None else str(body["c"]),
            is_full=bool(body["f"]),
            positions={
                str(code): _position(number, row) for code, (number, row) in body["m"].items()
            },
        )
    except (
        binascii.Error,
        UnicodeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return None


def _position(number: Any, row: Any) -> Position:
    if not isinstance(number, int) or not 0 <= number < 2**31 or not ROW_KEY.fullmatch(row):
        raise ValueError("not a position of ours")
    return Position(number, row)


def continue_from(
    text: str | None, *, epoch: str, permissions: str, codes: Collection[str]
) -> Cursor:
    """The cursor to read on from: the phone's own, or a fresh one that starts a full send."""
    fresh = Cursor(epoch, permissions, None, is_full=True, positions={})
    found = decode_cursor(text) if text else None
    if found is None or found.epoch != epoch or found.permissions != permissions:
        found = fresh
    positions = {code: found.positions.get(code, Position()) for code in sorted(codes)}
    return replace(found, positions=positions)
