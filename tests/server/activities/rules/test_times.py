"""To which evening or day an activity belongs, at midnight, at New Year and when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.activities.rules.times import service_date

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CUT_OFF = "05:00"


def at(text: str, *, fold: int = 0) -> datetime:
    """The instant at which a clock in Sweden shows that; `fold` 1 is the second of two."""
    local = datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold)
    return local.astimezone(UTC)


def evening_of(started_at: datetime) -> date:
    return service_date(started_at, is_evening_kind=True, cut_off=CUT_OFF)


def day_of(started_at: datetime) -> date:
    return service_date(started_at, is_evening_kind=False, cut_off=CUT_OFF)


def test_a_walk_from_nine_to_one_belongs_to_the_evening_it_started() -> None:
    started_at, ended_at = at("2026-10-23T21:00"), at("2026-10-24T01:00")

    assert evening_of(started_at) == date(2026, 10, 23)
    assert day_of(ended_at) == date(2026, 10, 24)


@pytest.mark.parametrize(
    ("start", "evening"),
    [
        ("2026-12-31T23:50", date(2026, 12, 31)),
        ("2027-01-01T00:15", date(2026, 12, 31)),
        ("2027-01-01T04:59:59", date(2026, 12, 31)),
        ("2027-01-01T05:00", date(2027, 1, 1)),
    ],
)
def test_the_walk_of_new_years_eve_belongs_to_the_old_year(start: str, evening: date) -> None:
    assert evening_of(at(start)) == evening


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-12-31T23:50", date(2026, 12, 31)),
        ("2027-01-01T00:15", date(2027, 1, 1)),
        ("2027-01-01T05:00", date(2027, 1, 1)),
    ],
)
def test_a_day_kind_turns_at_midnight(start: str, day: date) -> None:
    assert day_of(at(start)) == day


@pytest.mark.parametrize(
    ("started_at", "evening"),
    [
        # 02.00–03.00 on 29 March 2026 does not exist; 05.00 comes an hour earlier after midnight.
        (at("2026-03-28T21:00"), date(2026, 3, 28)),
        (at("2026-03-29T01:59"), date(2026, 3, 28)),
        (at("2026-03-29T03:00"), date(2026, 3, 28)),
        (at("2026-03-29T04:59"), date(2026, 3, 28)),
        (at("2026-03-29T05:00"), date(2026, 3, 29)),
        # 02.00–03.00 on 25 October 2026 comes twice; both belong to the evening before.
        (at("2026-10-24T21:00"), date(2026, 10, 24)),
        (at("2026-10-25T02:30", fold=0), date(2026, 10, 24)),
        (at("2026-10-25T02:30", fold=1), date(2026, 10, 24)),
        (at("2026-10-25T04:59"), date(2026, 10, 24)),
        (at("2026-10-25T05:00"), date(2026, 10, 25)),
    ],
)
def test_both_nights_when_the_clocks_change_keep_their_evening(
    started_at: datetime, evening: date
) -> None:
    assert evening_of(started_at) == evening


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-28T21:00", "2026-03-29T01:00", 240),
        ("2026-03-28T23:00", "2026-03-29T04:00", 240),
        ("2026-10-24T21:00", "2026-10-25T01:00", 240),
        ("2026-10-24T23:00", "2026-10-25T04:00", 360),
        ("2026-10-17T23:00", "2026-10-18T04:00", 300),
    ],
)
def test_minutes_across_a_change_of_clocks_are_those_that_passed(
    start: str, end: str, minutes: int
) -> None:
    """Instants are kept in UTC, where a difference is elapsed time and not the clocks' own."""
    assert at(end) - at(start) == timedelta(minutes=minutes)


def test_the_offset_an_instant_is_written_with_does_not_matter() -> None:
    in_sweden = datetime(2026, 7, 1, 4, 30, tzinfo=STOCKHOLM)

    assert evening_of(in_sweden) == evening_of(in_sweden.astimezone(UTC)) == date(2026, 6, 30)


def test_another_cut_off_moves_the_turn_of_the_evening() -> None:
    assert service_date(at("2026-10-24T03:30"), is_evening_kind=True, cut_off="03:00") == date(
        2026, 10, 24
    )


@given(
    st.datetimes(
        datetime(2000, 1, 2),  # noqa: DTZ001  # Hypothesis wants naive bounds beside `timezones`
        datetime(2099, 12, 30),  # noqa: DTZ001
        timezones=st.just(UTC),
    )
)
def test_an_evening_kind_is_never_later_and_at_most_a_day_before_a_day_kind(
    started_at: datetime,
) -> None:
    assert day_of(started_at) - evening_of(started_at) in (timedelta(0), timedelta(days=1))
