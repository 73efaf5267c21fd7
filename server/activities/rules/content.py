"""What an activity says: the wire activity as a frozen value, and its stored JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

Scalar = str | int | bool


@dataclass(frozen=True, slots=True)
class Position:
    """A point, rounded to three decimals (about 100 m) before it is stored; accuracy in metres."""

    lat: float
    lon: float
    accuracy_m: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityContent:
    """One activity as one revision states it. None is "not said"; a missing outcome is not 0."""

    kind: str
    kind_revision: int
    municipality_code: str
    organisation_id: str
    state: str
    place_id: str | None = None
    place_name: str | None = None
    position: Position | None = None
    location_type: str | None = None
    time_precision: str = "exact"
    service_date: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cancel_reason: str | None = None
    requested_by: str = "unknown"
    wish_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    series: str | None = None
    participants: int | None = None
    joint_id: str | None = None
    fields: Mapping[str, Scalar] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    note: str | None = None


LIST_MEMBERS = frozenset({"wish_ids", "unit_ids", "focus"})
INSTANT_MEMBERS = frozenset({"started_at", "ended_at"})


def as_json(content: ActivityContent) -> dict[str, Any]:
    """The stored and sent form: snake_case members, instants in UTC, nothing that is not said."""
    found: dict[str, Any] = {}
    for member in fields(content):
        value = getattr(content, member.name)
        if value is None or value == () or value == {}:
            continue
        found[member.name] = _plain(value)
    return found


def from_json(stored: Mapping[str, Any]) -> ActivityContent:
    """The value of a stored form; the inverse of `as_json`."""
    values: dict[str, Any] = dict(stored)
    for name in INSTANT_MEMBERS & values.keys():
        values[name] = datetime.fromisoformat(values[name])
    for name in LIST_MEMBERS & values.keys():
        values[name] = tuple(values[name])
    if "service_date" in values:
        values["service_date"] = date.fromisoformat(values["service_date"])
    if "position" in values:
        values["position"] = Position(**values["position"])
    return ActivityContent(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Position):
        point = {"lat": value.lat, "lon": value.lon}
        return point if value.accuracy_m is None else {**point, "accuracy_m": value.accuracy_m}
    return dict(value) if isinstance(value, Mapping) else value
