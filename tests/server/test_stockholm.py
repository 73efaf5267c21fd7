"""The Swedish calendar, on the nights when the clocks change too."""

from datetime import date, datetime, timedelta

import pytest

from server.stockholm import end_of_stockholm_day, stockholm_date


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-02-02T22:59:59Z", date(2026, 2, 2)),
        ("2026-02-02T23:00:00Z", date(2026, 2, 3)),
        ("2026-07-01T21:59:59Z", date(2026, 7, 1)),
        ("2026-07-01T22:00:00Z", date(2026, 7, 2)),
    ],
)
def test_the_day_in_sweden_turns_at_its_own_midnight(instant: str, day: date) -> None:
    assert stockholm_date(datetime.fromisoformat(instant)) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_a_day_ends_where_the_next_begins_also_when_the_clocks_change(
    day: date, hours: int
) -> None:
    end = end_of_stockholm_day(day)
    start = end_of_stockholm_day(day - timedelta(days=1)) + timedelta(microseconds=1)

    assert stockholm_date(end) == day
    assert stockholm_date(end + timedelta(microseconds=1)) == day + timedelta(days=1)
    assert end + timedelta(microseconds=1) - start == timedelta(hours=hours)
