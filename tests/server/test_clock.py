"""The one clock and the Swedish calendar that it is read by."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from flask import Flask

from server.clock import end_of_stockholm_day, stockholm_date, system_clock, utc_now
from tests.clock import SettableClock


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_outside_an_app_the_machines_clock_is_read() -> None:
    before = system_clock()

    assert before <= utc_now() <= system_clock()


def test_inside_an_app_its_own_clock_is_read_and_answers_in_utc() -> None:
    app = Flask("clocked")
    eastwards = timezone(timedelta(hours=3))
    app.extensions["trygglogg.clock"] = lambda: datetime(2026, 2, 2, 15, 0, tzinfo=eastwards)

    with app.app_context():
        now = utc_now()

    assert now == datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
    assert now.tzinfo is UTC


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


def test_a_clock_in_a_test_stands_still_until_it_is_moved() -> None:
    clock = SettableClock(datetime(2026, 2, 2, tzinfo=UTC))

    clock.advance(timedelta(minutes=5))
    moved = clock()
    clock.set("2026-07-01T12:00:00+02:00")

    assert moved == datetime(2026, 2, 2, 0, 5, tzinfo=UTC)
    assert clock() == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def test_a_clock_in_a_test_takes_no_time_without_an_offset() -> None:
    clock = SettableClock(datetime(2026, 2, 2, tzinfo=UTC))

    with pytest.raises(ValueError, match="offset"):
        clock.set("2026-07-01T12:00:00")
