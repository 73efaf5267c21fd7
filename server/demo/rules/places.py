"""Places, wishes and units of the demo, as places.json says them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


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


def wish_asked_on(wish: DemoWish, today: date) -> date:
    """The day somebody asked."""
    return wish.asked_on or today - timedelta(days=wish.asked_days_ago or 0)
