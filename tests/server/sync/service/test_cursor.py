"""Where a phone's pull stands: read back as written, and never trusted further than that."""

import base64
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.sync.service.cursor import (
    Cursor,
    Position,
    continue_from,
    decode_cursor,
    encode_cursor,
    permission_digest,
)
from tests.server.sync.phone import ordered_id

CODES = st.sampled_from(["0000", "1440", "1482"])
POSITIONS = st.builds(
    Position,
    number=st.integers(0, 2**31 - 1),
    row=st.one_of(st.just(""), st.builds(lambda i: f"3:{i}", st.uuids().map(str))),
)
CURSORS = st.builds(
    Cursor,
    epoch=st.uuids().map(str),
    permissions=st.text("0123456789abcdef", min_size=32, max_size=32),
    catalogue=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
    is_full=st.booleans(),
    positions=st.dictionaries(CODES, POSITIONS),
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def in_base64(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@given(CURSORS)
def test_a_cursor_is_read_back_as_it_was_written(cursor: Cursor) -> None:
    text = encode_cursor(cursor)

    assert decode_cursor(text) == cursor
    assert text.isascii()
    assert not set(text) & set("+/=&?#% ")


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_any_other_text_is_no_cursor(text: str) -> None:
    assert decode_cursor(text) is None


@given(JSON_VALUES)
def test_any_other_json_is_no_cursor(value: Any) -> None:
    assert decode_cursor(in_base64(value)) is None


@given(JSON_VALUES, st.sampled_from(["e", "p", "c", "f", "m"]))
def test_a_cursor_with_one_spoiled_member_never_raises(value: Any, member: str) -> None:
    body = {"e": ordered_id(), "p": "p", "c": None, "f": False, "m": {"1440": [1, ""]}}

    found = decode_cursor(in_base64({**body, member: value}))

    assert found is None or isinstance(found, Cursor)


def test_a_position_outside_ours_is_refused() -> None:
    body: dict[str, Any] = {"e": ordered_id(), "p": "p", "c": None, "f": False}
    good = ordered_id()

    for position in ([-1, ""], [2**31, ""], [1, "x"], [1, f"0:{good}\n"], [1, f"10:{good}"], [1]):
        assert decode_cursor(in_base64({**body, "m": {"1440": position}})) is None
    assert decode_cursor(in_base64({**body, "m": {"1440": [1, f"0:{good}"]}})) is not None


def test_reading_on_takes_the_phones_cursor_only_when_everything_fits() -> None:
    at = {"1440": Position(7, "")}
    epoch, permissions = ordered_id(), permission_digest([])
    own = Cursor(epoch, permissions, "digest", is_full=False, positions=at)

    def go_on(text: str | None, **differs: str) -> Cursor:
        known = {"epoch": epoch, "permissions": permissions, **differs}
        return continue_from(text, codes={"1482", "1440"}, **known)

    found = go_on(encode_cursor(own))
    assert (found.is_full, found.catalogue) == (False, "digest")
    # A municipality that has come along is read from its beginning, one that went is forgotten.
    assert found.positions == {"1440": Position(7, ""), "1482": Position()}
    for fresh in (
        go_on(None),
        go_on("spoiled"),
        go_on(encode_cursor(own), epoch=ordered_id()),
        go_on(encode_cursor(own), permissions="others"),
    ):
        assert (fresh.is_full, fresh.catalogue) == (True, None)
        assert fresh.positions == {"1440": Position(), "1482": Position()}
