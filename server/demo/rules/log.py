"""The demo's entries, as log-<name>.json says them, and when they were written down. Pure.

An entry counts as written down a fixed while after it ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from server.stockholm import STOCKHOLM

# Somebody writes an entry down when the evening is over, not while it goes on.
WRITTEN_DOWN_AFTER: Final = timedelta(minutes=45)


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
class EntryTimes:
    """When an entry's activity went on, and when it was written down, as UTC instants."""

    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime


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
