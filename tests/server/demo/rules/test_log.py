"""The times of the demo's entries follow from its files and the day it is loaded on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from server.demo.rules.log import DemoEntry, entries_by, entry_times

TODAY = date(2026, 11, 22)


def wall(text: str) -> datetime:
    """A time as it stands in the files: Swedish, without an offset."""
    return datetime.fromisoformat(text)


def an_entry(key: str = "check", **changes: object) -> DemoEntry:
    whole = DemoEntry(
        key=key,
        municipality_code="1440",
        author="polis",
        kind="speed_check",
        started_at=None,
        days_ago=None,
        at=None,
        minutes=30,
        place=None,
        requested_by="citizens",
        wishes=(),
        units=(),
        series=None,
        fields={},
        outcomes={},
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # a test names real members


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (wall("2020-01-09T15:30"), datetime(2020, 1, 9, 14, 30, tzinfo=UTC)),
        (wall("2020-07-01T18:10"), datetime(2020, 7, 1, 16, 10, tzinfo=UTC)),
    ],
)
def test_times_in_the_files_are_swedish(local: datetime, utc: datetime) -> None:
    assert entry_times(an_entry(started_at=local), TODAY).started_at == utc


def test_an_entry_is_written_down_when_it_is_over() -> None:
    walk = an_entry(started_at=wall("2020-10-31T21:00"), minutes=240)

    times = entry_times(walk, TODAY)

    assert times.ended_at == datetime(2020, 11, 1, 0, 0, tzinfo=UTC)
    assert times.recorded_at == datetime(2020, 11, 1, 0, 45, tzinfo=UTC)


def test_an_entry_without_an_end_is_written_down_after_its_start() -> None:
    times = entry_times(an_entry(started_at=wall("2020-05-11T10:00"), minutes=None), TODAY)

    assert times.ended_at is None
    assert times.recorded_at - times.started_at == timedelta(minutes=45)


def test_entries_come_in_the_order_they_were_written_down() -> None:
    late = an_entry("late", started_at=wall("2020-05-01T09:00"))
    early = an_entry("early", started_at=wall("2020-01-01T09:00"))

    assert entries_by([late, early], TODAY) == (early, late)


def test_entries_counted_back_from_today_stay_within_its_year() -> None:
    near = an_entry("near", days_ago=3, at=time(9, 0))
    far = an_entry("far", days_ago=9, at=time(9, 0))

    assert entries_by([near, far], date(2027, 1, 5)) == (near,)
    assert entries_by([near, far], date(2027, 1, 2)) == ()
    assert entry_times(near, TODAY).started_at == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
