"""To which evening or day an activity belongs. Pure; the calendar is Sweden's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from server.stockholm import STOCKHOLM


def service_date(started_at: datetime, *, is_evening_kind: bool, cut_off: str) -> date:
    """The Stockholm date of the start, minus one day for an evening kind before the cut-off.

    A walk that starts on New Year's Eve at 23.50, or at 00.15 the same night, belongs to the old
    year; one that starts at 05.00 to the new. Local time is read off the instant, so the two
    nights when the clocks change need no special case.
    """
    local = started_at.astimezone(STOCKHOLM)
    is_before = is_evening_kind and local.time() < time.fromisoformat(cut_off)
    return local.date() - timedelta(days=1) if is_before else local.date()
