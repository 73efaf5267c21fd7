"""Lists over HTTP: a page's size, and the cursor that says where the next one begins.

A cursor is opaque to clients, safe in an address, and holds nothing that its reader did not see.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from marshmallow import Schema, fields, validate
from sqlalchemy import Select, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.problems import FieldError, InvalidInput
from server.wire import read_id

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 500

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order, and the cursor for those that follow; None at the end."""

    items: tuple[Row, ...]
    next_cursor: str | None


class PageQuerySchema(Schema):
    """The two parameters every list takes."""

    limit = fields.Integer(
        load_default=DEFAULT_LIMIT,
        validate=validate.Range(1, LARGEST_LIMIT, error="Ange ett antal från 1 till 500."),
    )
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))


def encode_cursor(parts: Sequence[str | int]) -> str:
    text = json.dumps(list(parts), separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def decode_cursor(cursor: str, shape: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """The parts of a cursor, each as its reader in `shape` gives it; raises invalid-input.

    A reader raises ValueError or TypeError for a part that no list has given out.
    """
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(shape):
            raise ValueError("not the parts of this list's cursor")
        return [read(part) for read, part in zip(shape, parts, strict=True)]
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(
            errors=[FieldError("#/cursor", "Markören hör inte till den här listan.")]
        ) from error


def read_text(part: Any) -> str:
    if not isinstance(part, str) or "\x00" in part:
        raise TypeError("not text")
    return part


def read_number(part: Any) -> int:
    if isinstance(part, bool) or not isinstance(part, int) or not 0 <= part < 2**31:
        raise TypeError("not a number of rows")
    return part


def page_of(rows: Sequence[Row], limit: int, cursor_of: Callable[[Row], str]) -> Page[Row]:
    """A page from one row more than fits, which only tells that there is a next page."""
    shown = tuple(rows[:limit])
    return Page(shown, cursor_of(shown[-1]) if len(rows) > limit else None)


def page_by_municipality(
    session: Session,
    query: Select[Row],
    key: tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]],
    *,
    limit: int,
    cursor: str | None,
) -> Page[Row]:
    """A page of a table's rows in the order of its key: a municipality's code, then an id."""
    code, row_id = key
    query = query.order_by(code, row_id).limit(limit + 1)
    if cursor is not None:
        last_code, last_id = decode_cursor(cursor, (read_text, read_id))
        query = query.where(or_(code > last_code, (code == last_code) & (row_id > last_id)))
    names = (code.key, row_id.key)
    return page_of(
        session.scalars(query).all(),
        limit,
        lambda row: encode_cursor([getattr(row, name) for name in names]),
    )
