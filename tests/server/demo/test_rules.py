"""Ids and times of the demo follow from its files and the day it is loaded on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from server.demo.rules import (
    DemoEntry,
    DemoPromise,
    DemoWish,
    demo_id,
    entries_by,
    entry_times,
    promise_in,
    wish_asked_on,
)

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


def a_promise(**changes: object) -> DemoPromise:
    whole = DemoPromise(
        key="promise",
        municipality_code="1440",
        label="2020",
        title="Löfte",
        starts_on=None,
        ends_on=None,
        until_further_notice=False,
        status="active",
        is_example=True,
        source_note="",
        recorded_at=None,
        results_recorded_at=None,
        sections=(),
        parties=(),
        focus_areas=(),
        commitments=(),
        result_lines=(),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # a test names real members


def test_an_id_depends_on_nothing_but_its_keys() -> None:
    assert demo_id("place", "nol") == demo_id("place", "nol")
    assert demo_id("place", "nol") != demo_id("wish", "nol")
    assert demo_id("commitment", "ale-2020", "C4") != demo_id("commitment", "exempel", "C4")


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


def test_a_wish_is_asked_on_a_day_or_some_days_ago() -> None:
    wish = DemoWish("w", "1440", "nol", ("speed_check",), "form", "", "waiting", None, 12)

    assert wish_asked_on(wish, TODAY) == date(2026, 11, 10)
    assert wish_asked_on(replace(wish, asked_on=date(2019, 11, 5)), TODAY) == date(2019, 11, 5)


def test_the_example_promise_runs_through_the_year_of_loading() -> None:
    promise = promise_in(a_promise(), TODAY)

    assert (promise.starts_on, promise.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert promise.recorded_at is not None
    assert promise.recorded_at.date() < date(2026, 1, 1)


def test_a_historical_promise_keeps_its_days() -> None:
    dated = a_promise(
        starts_on=date(2020, 1, 1), recorded_at=datetime(2019, 12, 16, 9, 0, tzinfo=UTC)
    )

    assert promise_in(dated, TODAY) == dated
