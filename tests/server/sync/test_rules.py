"""The digest of an operation, and what no database could give back, whatever a stranger sends."""

import hashlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sync.rules import (
    LARGEST_INTEGER,
    LONGEST_NAME,
    MOST_ERRORS,
    MOST_NESTING,
    find_unstorable,
    operation_digest,
)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
OBJECTS = st.dictionaries(st.text(), JSON_VALUES, max_size=4)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def nested(depth: int, *, inside: Any = 1) -> dict[str, Any]:
    """An object within an object and so on, `depth` of them inside the first."""
    value = {"a": inside}
    for _ in range(depth):
        value = {"a": value}
    return value


def pointers(raw: dict[str, Any]) -> list[str]:
    return [error.pointer for error in find_unstorable(raw)]


class TestDigest:
    def test_it_is_sha_256_of_the_sorted_json_without_spaces(self) -> None:
        raw = {"b": [1, "å"], "a": {"d": True, "c": 0.5}}

        assert (
            operation_digest(raw)
            == hashlib.sha256('{"a":{"c":0.5,"d":true},"b":[1,"å"]}'.encode()).hexdigest()
        )

    @given(OBJECTS)
    def test_it_equals_the_plain_way_of_saying_it(self, raw: dict[str, Any]) -> None:
        text = json.dumps(
            without_nulls(raw), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )

        digest = operation_digest(raw)

        assert digest == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @given(OBJECTS, st.text())
    def test_absent_and_null_are_equal(self, raw: dict[str, Any], name: str) -> None:
        raw.pop(name, None)

        assert operation_digest(raw) == operation_digest(raw | {name: None})

    def test_a_null_in_a_list_is_an_item(self) -> None:
        assert operation_digest({"a": [None]}) != operation_digest({"a": []})

    def test_an_empty_object_is_not_an_absent_one(self) -> None:
        assert operation_digest({"a": {}}) != operation_digest({})
        assert operation_digest({"a": {"b": None}}) == operation_digest({"a": {}})

    def test_zero_is_not_absent(self) -> None:
        assert operation_digest({"a": 0}) != operation_digest({})
        assert operation_digest({"a": 0}) != operation_digest({"a": False})

    @pytest.mark.parametrize("text", ["\ud800", "\x00", "\u2028", '"\\', "\U0001f693"])
    def test_hostile_text_has_a_digest_of_its_own(self, text: str) -> None:
        assert operation_digest({"a": text}) != operation_digest({"a": text + "?"})
        assert operation_digest({text: 1}) != operation_digest({"a": 1})

    def test_no_nesting_is_too_deep_for_it(self) -> None:
        assert operation_digest(nested(50_000)) != operation_digest(nested(50_001))


class TestUnstorable:
    def test_an_ordinary_operation_has_no_faults(self) -> None:
        raw = {
            "operation_id": "01920000-0000-7000-8000-000000000001",
            "reason": None,
            "activity": {
                "note": "Första raden\n\tandra raden\r\nÅÄÖ 🚓",
                "position": {"lat": 57.912, "lon": -12.1, "accuracy_m": 100},
                "fields": {"1440:vehicles/hour": LARGEST_INTEGER, "helped": True},
                "outcomes": {"warning": -LARGEST_INTEGER},
                "focus": [],
            },
        }

        assert find_unstorable(raw) == ()

    @pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x1f", "\ud800"])
    def test_a_character_that_cannot_be_stored_is_named_wherever_it_stands(
        self, character: str
    ) -> None:
        assert pointers({"reason": character}) == ["#/reason"]
        assert pointers({"activity": {"note": f"a{character}b"}}) == ["#/activity/note"]
        assert pointers({"activity": {"focus": ["a", character]}}) == ["#/activity/focus/1"]
        assert pointers({"surprise": [[{"x": character}]]}) == ["#/surprise/0/0/x"]

    def test_a_name_that_cannot_be_stored_is_told_of_what_holds_it(self) -> None:
        assert pointers({"activity": {"fields": {"a\x00b": 1}}}) == ["#/activity/fields"]
        assert pointers({"\ud800": {"deeper": {"still": 1}}}) == ["#"]

    def test_a_name_too_long_to_repeat_is_told_of_what_holds_it(self) -> None:
        longest = "a" * LONGEST_NAME

        assert pointers({"activity": {longest: "\x00"}}) == [f"#/activity/{longest}"]
        assert pointers({"activity": {longest + "a": 1}}) == ["#/activity"]

    def test_a_name_is_escaped_in_the_pointer(self) -> None:
        assert pointers({"a/b~c": "\x00"}) == ["#/a~1b~0c"]

    @pytest.mark.parametrize(
        "number",
        [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1, 10**4000, math.inf, -math.inf, math.nan],
    )
    def test_a_number_that_is_not_exact_is_named(self, number: float) -> None:
        assert pointers({"activity": {"participants": number}}) == ["#/activity/participants"]

    def test_nesting_is_followed_to_its_limit_and_no_deeper(self) -> None:
        assert pointers(nested(MOST_NESTING)) == []
        assert pointers(nested(MOST_NESTING + 1)) == ["#" + "/a" * (MOST_NESTING + 1)]
        assert pointers(nested(50_000)) == ["#" + "/a" * (MOST_NESTING + 1)]

    def test_lists_count_as_levels_too(self) -> None:
        value: Any = "x"
        for _ in range(MOST_NESTING + 1):
            value = [value]

        assert pointers({"a": value}) == ["#/a" + "/0" * MOST_NESTING]

    def test_the_faults_stand_in_the_order_of_the_operation(self) -> None:
        assert pointers({"a": "\x00", "b": {"c": math.inf, "d": "\x00"}, "e": ["\x00"]}) == [
            "#/a",
            "#/b/c",
            "#/b/d",
            "#/e/0",
        ]

    def test_the_list_of_faults_is_bounded(self) -> None:
        assert len(find_unstorable({"a": ["\x00"] * 100_000})) == MOST_ERRORS

    @given(OBJECTS)
    def test_what_is_answered_can_itself_be_stored(self, raw: dict[str, Any]) -> None:
        errors = [error.as_json() for error in find_unstorable(raw)]

        assert find_unstorable({"errors": errors}) == ()
        json.dumps(errors, ensure_ascii=False).encode()

    @given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
    def test_text_without_control_characters_can_be_stored(self, text: str) -> None:
        assert find_unstorable({"a": text, text[:LONGEST_NAME]: 1}) == ()
