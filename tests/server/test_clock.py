"""The one clock, and the one that tests set."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask

from server.clock import system_clock, utc_now
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
