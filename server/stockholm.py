"""The calendar that days are counted by: Sweden's. Pure, so that rules may read it too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def stockholm_date(instant: datetime) -> date:
    """The calendar day in Sweden at an aware instant."""
    return instant.astimezone(STOCKHOLM).date()


def end_of_stockholm_day(day: date) -> datetime:
    """The last microsecond of a Swedish calendar day, as a UTC instant (days are 23–25 hours)."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), STOCKHOLM)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
