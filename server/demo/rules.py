"""What the demo files say, as frozen values, and the ids and times that follow from them. Pure.

Everything is the same in every installation: ids are derived from the keys in the files, and an
entry counts as written down a fixed while after it ended. Only the example promise follows the day
it is loaded on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from server.stockholm import STOCKHOLM

NAMESPACE: Final = UUID("6f1f5ac6-3c59-5f0c-9a38-0c9d1d2a4b10")
# Somebody writes an entry down when the evening is over, not while it goes on.
WRITTEN_DOWN_AFTER: Final = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class DemoMunicipality:
    code: str
    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    key: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    municipality_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo account is named after what it does, never after a person."""

    key: str
    email: str
    display_name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoOrganisations:
    valid_from: date
    municipalities: tuple[DemoMunicipality, ...]
    organisations: tuple[DemoOrganisation, ...]
    accounts: tuple[DemoAccount, ...]


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A public spot; its position is approximate."""

    key: str
    municipality_code: str
    name: str
    locality: str
    location_type: str
    lat: float
    lon: float
    visibility: str
    speed_limit: int | None


@dataclass(frozen=True, slots=True)
class DemoWish:
    """Asked on a day, or so many days before the day of loading."""

    key: str
    municipality_code: str
    place: str
    kinds: tuple[str, ...]
    source: str
    text: str
    status: str
    asked_on: date | None
    asked_days_ago: int | None


@dataclass(frozen=True, slots=True)
class DemoUnit:
    key: str
    municipality_code: str
    unit_kind: str
    name: str
    grade: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class DemoPlaces:
    recorded_at: datetime
    places: tuple[DemoPlace, ...]
    wishes: tuple[DemoWish, ...]
    units: tuple[DemoUnit, ...]


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


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One entry, at a local Swedish time or so many days before the day of loading."""

    key: str
    municipality_code: str
    author: str
    kind: str
    started_at: datetime | None
    days_ago: int | None
    at: time | None
    minutes: int | None
    place: str | None
    requested_by: str
    wishes: tuple[str, ...]
    units: tuple[str, ...]
    series: str | None
    fields: Mapping[str, Any]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DemoData:
    """All the files together."""

    organisations: DemoOrganisations
    places: DemoPlaces
    promises: tuple[DemoPromise, ...]
    entries: tuple[DemoEntry, ...]


@dataclass(frozen=True, slots=True)
class EntryTimes:
    """When an entry's activity went on, and when it was written down, as UTC instants."""

    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime


def demo_id(what: str, *keys: str) -> str:
    """The id of a thing in the demo data, the same in every installation."""
    return str(uuid5(NAMESPACE, "/".join((what, *keys))))


def entry_times(entry: DemoEntry, today: date) -> EntryTimes:
    """The instants of an entry; wall-clock times in the files are Swedish."""
    if entry.started_at is not None:
        local = entry.started_at.replace(tzinfo=STOCKHOLM)
    else:
        day = today - timedelta(days=entry.days_ago or 0)
        local = datetime.combine(day, entry.at or time(12), STOCKHOLM)
    started_at = local.astimezone(UTC)
    ended_at = None
    if entry.minutes is not None:
        ended_at = started_at + timedelta(minutes=entry.minutes)
    return EntryTimes(
        started_at=started_at,
        ended_at=ended_at,
        recorded_at=(ended_at or started_at) + WRITTEN_DOWN_AFTER,
    )


def entries_by(entries: Sequence[DemoEntry], today: date) -> tuple[DemoEntry, ...]:
    """The entries to load on that day, in the order they were written down.

    Those counted back from today stay within its calendar year, so that none of them would fall
    outside the example promise; early in January there are few or none.
    """
    kept = [
        entry
        for entry in entries
        if entry.days_ago is None or (today - timedelta(days=entry.days_ago)).year == today.year
    ]
    return tuple(sorted(kept, key=lambda entry: (entry_times(entry, today).recorded_at, entry.key)))


def wish_asked_on(wish: DemoWish, today: date) -> date:
    """The day somebody asked."""
    return wish.asked_on or today - timedelta(days=wish.asked_days_ago or 0)


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
