"""The demo's promises, as promises/<key>.json says them. Pure.

Only the example promise follows the day it is loaded on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoSection:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoParty:
    organisation: str
    name: str
    role: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class DemoFocusArea:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoCountingRule:
    type: str
    target: int | None
    window: str
    kinds: tuple[str, ...]
    where: Mapping[str, Any]
    sum_of: str | None
    unit_kind: str | None
    text: str


@dataclass(frozen=True, slots=True)
class DemoAdjustment:
    key: str
    low: int
    high: int | None
    qualifier: str
    words: str
    kinds: tuple[str, ...]
    starts_on: date
    ends_on: date
    source_note: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class DemoDeviation:
    key: str
    reason: str
    text: str
    occurred_on: date
    substitute_entry: str | None
    substitute_text: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class DemoCommitment:
    key: str
    focus_area: str
    short_name: str
    text: str
    role: str
    parties: tuple[DemoParty, ...]
    counting_rule: DemoCountingRule | None
    parts_note: str | None
    adjustments: tuple[DemoAdjustment, ...]
    deviations: tuple[DemoDeviation, ...]


@dataclass(frozen=True, slots=True)
class DemoResultLine:
    key: str
    focus_area: str
    text: str
    parties: tuple[DemoParty, ...]
    low: int | None
    high: int | None
    qualifier: str
    words: str


@dataclass(frozen=True, slots=True)
class DemoPromise:
    """A promise; one without dates runs through the calendar year of the day it is loaded on."""

    key: str
    municipality_code: str
    label: str
    title: str
    starts_on: date | None
    ends_on: date | None
    until_further_notice: bool
    status: str
    is_example: bool
    source_note: str
    recorded_at: datetime | None
    results_recorded_at: datetime | None
    sections: tuple[DemoSection, ...]
    parties: tuple[DemoParty, ...]
    focus_areas: tuple[DemoFocusArea, ...]
    commitments: tuple[DemoCommitment, ...]
    result_lines: tuple[DemoResultLine, ...]


def promise_in(promise: DemoPromise, today: date) -> DemoPromise:
    """The promise with dates: one without gets the calendar year of that day.

    It counts as recorded half a month before it starts, as a real one is agreed before its year.
    """
    if promise.starts_on is not None and promise.recorded_at is not None:
        return promise
    return replace(
        promise,
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        recorded_at=datetime(today.year - 1, 12, 15, 9, 0, tzinfo=UTC),
        results_recorded_at=None,
    )
