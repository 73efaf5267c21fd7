"""Only the example promise follows the day it is loaded on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from server.demo.rules.promises import DemoPromise, promise_in

TODAY = date(2026, 11, 22)


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
