"""The field types that every wire shape shares: what they let in, and in what form it is kept."""

import contextlib
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields

from server.wire import (
    MOST_ACCENTS,
    Code,
    Day,
    Id,
    Instant,
    MunicipalityCode,
    Text,
    is_id,
    normalised,
    read_id,
)

ID = "01920000-0000-7000-8000-00000000000a"
UNSTORABLE = ["a\x00b", "\ud800", "å\udfff", "a" + "\u0301" * (MOST_ACCENTS + 1)]


class EverySchema(Schema):
    an_id = Id()
    text = Text(allow_none=True)
    needed_text = Text()
    code = Code()
    instant = Instant()
    day = Day()
    municipality_code = MunicipalityCode()
    inner = fields.List(Text())


def loaded(name: str, value: Any) -> Any:
    return EverySchema().load({name: value})[name]


def refused(name: str, value: Any) -> bool:
    try:
        loaded(name, value)
    except ValidationError as error:
        return set(error.messages_dict) == {name}
    return False


class TestIds:
    @pytest.mark.parametrize("written", [ID, ID.upper(), ID.replace("-", ""), f"urn:uuid:{ID}"])
    def test_they_are_kept_in_one_form(self, written: str) -> None:
        assert loaded("an_id", written) == ID

    @pytest.mark.parametrize("wrong", ["", "7", 7, None, ID[:-1], f"{ID}0", [ID], f"{ID}\x00"])
    def test_anything_else_is_refused(self, wrong: Any) -> None:
        assert refused("an_id", wrong)

    def test_a_cursor_takes_them_only_in_the_form_they_are_kept_in(self) -> None:
        assert is_id(ID)
        assert read_id(ID) == ID
        for wrong in (ID.upper(), ID.replace("-", ""), "7", 7, None):
            with pytest.raises(ValueError, match="not an id"):
                read_id(wrong)


class TestTexts:
    def test_they_are_kept_composed_and_without_space_at_the_ends(self) -> None:
        assert loaded("text", "  A\u030alvängen torg \n") == "Ålvängen torg"

    @pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
    def test_an_empty_one_says_nothing(self, empty: str) -> None:
        assert loaded("text", empty) is None
        assert refused("needed_text", empty)

    @pytest.mark.parametrize("wrong", [7, True, [], {}, *UNSTORABLE])
    def test_what_is_no_text_is_refused(self, wrong: Any) -> None:
        assert refused("text", wrong)

    def test_accents_that_languages_use_are_let_through(self) -> None:
        assert loaded("text", "Ệ" * 1000) == "Ệ" * 1000
        assert loaded("text", "a" + "\u0301" * MOST_ACCENTS)

    @pytest.mark.parametrize(
        "unit", ["a\u0315\u0316", "\u0316\u0315", "\u0315", "å", "\u1100\u1161"]
    )
    def test_no_text_takes_longer_than_its_length_deserves(self, unit: str) -> None:
        text = unit * (500_000 // len(unit))
        started = time.process_time()
        with contextlib.suppress(ValidationError):
            normalised(text)
        assert time.process_time() - started < 2

    @given(st.text())
    def test_what_is_kept_is_kept_again_the_same(self, text: str) -> None:
        try:
            once = normalised(text)
        except ValidationError:
            return
        assert normalised(once) == once


class TestCodes:
    def test_one_that_nobody_knows_is_let_through(self) -> None:
        assert loaded("code", "1440:skolgarden") == "1440:skolgarden"

    @pytest.mark.parametrize("wrong", ["", "a" * 65, 7, None, *UNSTORABLE])
    def test_what_is_no_code_is_refused(self, wrong: Any) -> None:
        assert refused("code", wrong)


class TestInstants:
    @pytest.mark.parametrize(
        "written",
        ["2026-10-24T12:00:00Z", "2026-10-24T14:00:00+02:00", "2026-10-24T12:00:00.000+00:00"],
    )
    def test_they_are_kept_in_utc(self, written: str) -> None:
        kept = loaded("instant", written)

        assert kept == datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
        assert kept.tzinfo is UTC

    @pytest.mark.parametrize(
        "wrong",
        [
            "2026-10-24T12:00:00",
            "2026-10-24",
            "yesterday",
            "1999-12-31T23:59:59Z",
            "2100-01-01T00:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "2026-02-30T12:00:00Z",
            1_700_000_000,
            None,
        ],
    )
    def test_one_without_an_offset_or_out_of_reason_is_refused(self, wrong: Any) -> None:
        assert refused("instant", wrong)


class TestDays:
    def test_they_are_calendar_dates(self) -> None:
        assert loaded("day", "2028-02-29") == date(2028, 2, 29)

    @pytest.mark.parametrize(
        "wrong", ["2027-02-29", "1999-12-31", "2100-01-01", "2026-10-24T12:00:00Z", 20261024, None]
    )
    def test_one_that_does_not_exist_or_is_out_of_reason_is_refused(self, wrong: Any) -> None:
        assert refused("day", wrong)


class TestMunicipalityCodes:
    def test_a_leading_zero_is_kept(self) -> None:
        assert loaded("municipality_code", "0114") == "0114"

    @pytest.mark.parametrize("wrong", ["114", "01440", "Ale", 1440, "1440\n", "١٤٤٠", None])
    def test_anything_else_is_refused(self, wrong: Any) -> None:
        assert refused("municipality_code", wrong)
