"""How a row reads to a resident."""

from dataclasses import replace
from datetime import date

import pytest

from server.progress.rules.facts import Adjustment, Deviation
from server.progress.rules.progress import Part, ProgressRow
from server.progress.rules.windows import Window
from server.public.rules import row_in_words

ROW = ProgressRow(
    commitment_id="c",
    promise_id="p",
    short_name="Hastighetskontroller",
    role="promise",
    type="count",
    text="",
    value=33,
    low=33,
    high=33,
    target=20,
    status="met",
    window=Window("2020", date(2020, 1, 1), date(2020, 12, 31)),
)
OVER_200 = Adjustment(
    low=201,
    high=None,
    qualifier="over",
    words="drygt 200",
    kinds=("place_check",),
    starts_on=date(2020, 1, 1),
    ends_on=date(2020, 12, 31),
)


def test_what_went_beyond_the_promise_is_told_in_text_and_the_bar_stops_at_the_promise() -> None:
    words = row_in_words(ROW)

    assert words.number == "33 (löftet: minst 20)"
    assert (words.meter_value, words.meter_max) == (20, 20)
    assert words.status == "Uppfyllt"


@pytest.mark.parametrize("type", ["cohort", "milestone", "coverage"])
def test_where_the_source_gives_no_result_nothing_is_said_to_be_missing(type: str) -> None:
    silent = replace(OVER_200, low=0, words="inget resultat i källan")
    row = replace(ROW, type=type, low=0, high=None, target=3, adjustments=(silent,))

    assert row_in_words(row).number == "Inget resultat i källan"


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"low": 1234567, "high": 1234567, "target": None}, "1\u00a0234\u00a0567"),
        ({"low": 3, "high": None, "target": None}, "Minst 3"),
        ({"low": 3, "high": 5, "target": 20}, "3–5 (löftet: minst 20)"),
        ({"type": "coverage", "low": 1, "high": 1, "target": 6}, "1 av 6"),
        ({"type": "continuous", "low": 1, "high": 1, "target": None}, "1 insats"),
        ({"type": "continuous", "low": 9, "high": 9, "target": None}, "9 insatser"),
        ({"type": "cohort", "low": 0, "high": 0, "target": 1}, "Inte genomfört"),
        (
            {"type": "cohort", "low": 1, "high": 1, "target": 1, "latest_month": "2020-05"},
            "Genomfört i maj 2020",
        ),
        (
            {"type": "milestone", "low": 1, "high": 1, "latest_on": date(2020, 5, 18)},
            "Genomfört 18\u00a0maj 2020",
        ),
        ({"low": None, "high": None, "masked": True}, "Färre än 5"),
        ({"low": None, "high": None, "type": "survey"}, ""),
    ],
)
def test_each_kind_of_number_has_its_words(changes: dict[str, object], number: str) -> None:
    row = replace(ROW, **changes)  # type: ignore[arg-type]  # each row of the table is a row's part

    assert row_in_words(row).number == number


def test_a_stated_total_is_told_in_the_words_of_its_source() -> None:
    row = replace(ROW, type="continuous", low=201, high=None, target=None, adjustments=(OVER_200,))

    assert row_in_words(row).number == "Drygt 200"


def test_no_number_is_made_up_where_the_source_gives_none() -> None:
    nothing = replace(OVER_200, low=0, words="inget resultat i källan")
    row = replace(ROW, low=0, high=None, adjustments=(nothing,), status="undecided")

    words = row_in_words(row)

    assert words.number == "Inget resultat i källan (löftet: minst 20)"
    assert words.status == "Går inte att avgöra"


def test_the_citizens_part_stands_beside_the_number_with_what_must_be_said_of_it() -> None:
    parts = (Part("requested_by", "citizens", 21), Part("requested_by", "partner", 12))
    words = row_in_words(replace(ROW, parts=parts, parts_note="Fördelningen är påhittad."))

    assert words.parts[0] == "varav 21 efter invånares önskemål"
    assert "Fördelningen är påhittad." in words.notes


def test_a_deviation_is_told_with_its_reason_and_what_was_done_instead() -> None:
    deviation = Deviation(
        reason="pandemi",
        text="Bara ett möte hölls.",
        occurred_on=date(2020, 3, 15),
        substitute_text="Ett brev gick ut i maj.",
    )

    notes = row_in_words(replace(ROW, deviations=(deviation,))).notes

    assert notes == ("Avvikelse, pandemin: Bara ett möte hölls.", "Ett brev gick ut i maj.")
