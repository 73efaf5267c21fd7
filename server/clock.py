"""The only place in the server that asks what time it is, and the only Stockholm calendar.

The clock belongs to the app, so that a test passes its own in (`create_app(settings, clock=…)`)
instead of patching a module.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app, has_app_context

Clock = Callable[[], datetime]

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def system_clock() -> datetime:
    """The machine's clock as an aware UTC instant."""
    return datetime.now(UTC)


def utc_now() -> datetime:
    """Now, as an aware UTC instant, by the clock of the running app."""
    if has_app_context():
        clock: Clock = current_app.extensions["trygglogg.clock"]
        return clock().astimezone(UTC)
    return system_clock()


def stockholm_date(instant: datetime) -> date:
    """The calendar day in Sweden at an aware instant."""
    return instant.astimezone(STOCKHOLM).date()


def end_of_stockholm_day(day: date) -> datetime:
    """The last microsecond of a Swedish calendar day, as a UTC instant (days are 23–25 hours)."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), STOCKHOLM)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
