"""What the guard stops, what it asks about, and that no text can keep it busy.

The cases that the phone shares stand under contract/guard/. All numbers here are made up or the
authorities' own published examples; no telephone number is in use (they lie in the range that is
set aside for fiction).
"""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.privacy.rules import WORDS, Hit, find_personal_data


def found(text: str) -> list[tuple[str, bool, str]]:
    """The hits as kind, strength and what was hit."""
    return [(h.kind, h.is_strong, text[h.start : h.end]) for h in find_personal_data(text)]


def with_check_digit(nine_digits: str) -> str:
    """The nine first digits of a personal number with the tenth, computed the long way."""
    total = 0
    for index, digit in enumerate(nine_digits):
        product = int(digit) * (2 if index % 2 == 0 else 1)
        total += product // 10 + product % 10
    return nine_digits + str((10 - total % 10) % 10)


@pytest.mark.parametrize(
    "text",
    [
        "640823-3234",
        "6408233234",
        "19640823-3234",
        "196408233234",
        "640823+3234",
        "640823 3234",
        "640823 - 3234",
        "640823–3234",
        "640823−3234",
        "640823\u00a03234",
        "811218-9876",
        "198112189876",
        "Pratade med 811218-9876.",
    ],
)
def test_a_personal_number_is_stopped_however_it_is_written(text: str) -> None:
    (hit,) = find_personal_data(text)

    assert (hit.kind, hit.is_strong) == ("personal_number", True)


def test_a_coordination_number_is_stopped() -> None:
    assert found("701063-2391") == [("coordination_number", True, "701063-2391")]


def test_the_shape_of_a_personal_number_with_a_wrong_check_digit_is_asked_about() -> None:
    assert found("640823-3235") == [("personal_number", False, "640823-3235")]


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793",  # an organisation number: the third digit is 2 or more
        "641323-3234",
        "640832-3234",
        "640800-3234",
        "640860-3234",
        "640230-3234",
        "19010229-3234",
        "1640823-3234",
        "640823-32345",
        "640823----3234",
        "٦٤٠٨٢٣-٣٢٣٤",
    ],
)
def test_what_cannot_be_a_personal_number_is_let_through(text: str) -> None:
    assert find_personal_data(text) == ()


def test_29_february_stands_in_the_leap_years_of_either_century() -> None:
    assert [kind for kind, _, _ in found(with_check_digit("000229123"))] == ["personal_number"]
    assert [kind for kind, _, _ in found(with_check_digit("960229123"))] == ["personal_number"]
    assert found(with_check_digit("990229123")) == []


def test_a_day_and_a_clock_time_are_no_persons_number() -> None:
    assert found("261024-1805") == []
    assert found("20261024-2120") == []
    assert found("261024-1801") != []
    assert found("191024-1800") != []


def test_a_day_and_time_whose_digits_happen_to_check_are_asked_about_not_stopped() -> None:
    numbers = (with_check_digit(f"2610{day:02}18{ten}") for day in range(1, 32) for ten in range(6))
    ending_as_a_time = [number for number in numbers if number[-1] in "05"]

    assert ending_as_a_time
    for number in ending_as_a_time:
        assert found(number) == [("personal_number", False, number)]


@pytest.mark.parametrize(
    "text",
    [
        "070-1740605",
        "0701740605",
        "070 174 06 05",
        "+46 70 174 06 05",
        "+46(0)70-174 06 05",
        "0046701740605",
        "073–174 06 05",
    ],
)
def test_a_mobile_number_is_stopped_however_it_is_written(text: str) -> None:
    (hit,) = find_personal_data(f"Ring {text} i kväll")

    assert (hit.kind, hit.is_strong) == ("mobile_number", True)


@pytest.mark.parametrize("text", ["112", "114 14", "031-390 06 10", "070-17406050", "17012345678"])
def test_alarm_numbers_and_exchanges_are_let_through(text: str) -> None:
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    "text", ["walker@demo.invalid", "åsa.öberg+natt@grupp.demo.invalid", "<a@b.invalid>"]
)
def test_an_email_address_is_stopped(text: str) -> None:
    (hit,) = find_personal_data(text)

    assert (hit.kind, hit.is_strong) == ("email", True)


@pytest.mark.parametrize("text", ["kl 21 @ torget", "a@b", "@demo.invalid", "två@ torget. Sen hem"])
def test_an_at_sign_alone_is_let_through(text: str) -> None:
    assert find_personal_data(text) == ()


@pytest.mark.parametrize("text", ["ABC 123", "ABC123", "ABC 12D", "ABC-123", "abc123", "RUM 101"])
def test_a_registration_plate_is_asked_about(text: str) -> None:
    assert found(f"bilen {text} stod där") == [("registration_plate", False, text)]


@pytest.mark.parametrize(
    "text",
    [
        "och 100",
        "SOS 112",
        "SOS112",
        "sos112",
        "ABI 123",
        "ABC 12O",
        "ABCD 123",
        "ABC 1234",
        "Abc123",
    ],
)
def test_what_cannot_be_a_plate_is_let_through(text: str) -> None:
    assert find_personal_data(text) == ()


def test_several_hits_stand_in_the_order_of_the_text() -> None:
    text = "ABC123, a@b.invalid och 640823-3234"

    assert [kind for kind, _, _ in found(text)] == [
        "registration_plate",
        "email",
        "personal_number",
    ]


def test_of_two_hits_over_one_another_the_strong_one_stands() -> None:
    assert found("abc123@demo.invalid") == [("email", True, "abc123@demo.invalid")]
    assert found("6408233235@demo.invalid") == [("email", True, "6408233235@demo.invalid")]


def test_positions_are_code_points() -> None:
    text = "🚓🚓 640823-3234"

    assert found(text) == [("personal_number", True, "640823-3234")]


def test_a_sentence_never_repeats_what_was_found() -> None:
    for kind, words in WORDS.items():
        strong, weak = Hit(kind, True, 0, 1).sentence, Hit(kind, False, 0, 1).sentence
        assert words in strong
        assert words in weak
        assert strong != weak


# From 2007 on the digits may be a mobile number too, and up to 1939 a day and a clock time.
@given(st.dates(date(1940, 1, 1), date(2006, 12, 31)), st.integers(0, 999), st.sampled_from("-+ "))
def test_every_well_formed_personal_number_is_stopped(day: date, serial: int, sign: str) -> None:
    number = with_check_digit(f"{day:%y%m%d}{serial:03}")
    raised_day = f"{day:%y%m}{day.day + 60}"
    coordination = with_check_digit(f"{raised_day}{serial:03}")

    hits = found(f"{number[:6]}{sign}{number[6:]} {coordination}")

    assert [(kind, is_strong) for kind, is_strong, _ in hits] == [
        ("personal_number", True),
        ("coordination_number", True),
    ]


def test_digits_that_may_be_a_persons_or_a_mobile_number_are_stopped_as_one_of_them() -> None:
    number = with_check_digit("070101000")

    assert found(number) == [("mobile_number", True, number)]


@given(st.text(st.sampled_from("ABCabc019@.-+ å\u00a0\u2013\ud800🚓")))
def test_hits_never_overlap_and_lie_within_the_text(text: str) -> None:
    hits = find_personal_data(text)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(before.end <= after.start for before, after in pairwise(hits))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "0",
        "1",
        "a@",
        "a@a.",
        "a.",
        "@",
        "a" * 64 + "@" + "a" * 63 + ".",
        "070",
        "0701740605 ",
        "070-",
        "+46",
        "640823-",
        "640823-3234 ",
        "640823-3235 ",
        "ABC123 ",
        "ABC ",
        "\u2013",
        " ",
        "\ud800",
    ],
)
def test_a_megabyte_of_anything_takes_linear_time(unit: str) -> None:
    """Ten times the text may take ten times the work, never a hundred (with a floor for noise).

    Processor time, because other tests run on the same machine.
    """

    def work(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        find_personal_data(text)
        return time.process_time() - start

    small, large = min(work(100_000), work(100_000)), work(1_000_000)

    assert large < max(0.5, small * 50)
