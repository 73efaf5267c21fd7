"""A second count, written from the words of the design alone and differently from the rules.

It takes plain dictionaries and works day by day and set by set. It shares no code with the server,
so that a mistake in one of the two shows as a difference.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Facts = dict[str, Any]

ONE_DAY = timedelta(days=1)


def recounted_ids(activities: list[Facts], rule: Facts) -> list[str]:
    """The ids of the activities that count for a rule, whatever their amount, sorted."""
    return sorted(fact["activity_id"] for fact in activities if not _faults(fact, rule))


def recount(activities: list[Facts], rule: Facts, *, first: date, last: date) -> int:
    """The number of a rule without adjustments, over the days from `first` to `last`."""
    counting = {
        fact["activity_id"]: fact for fact in activities if not _faults(fact, rule)
    }.values()
    inside = [fact for fact in counting if first <= fact["service_date"] <= last]
    kind_of_rule = rule["type"]
    if kind_of_rule in ("count", "continuous"):
        return len(inside)
    if kind_of_rule in ("cohort", "milestone"):
        return 1 if inside else 0
    if kind_of_rule == "coverage":
        heaps = _stretches(rule["window"], first, last)
        return sum(
            1
            for unit in rule["units"]
            for year_days in heaps
            if any(
                unit in fact["unit_ids"] and fact["service_date"] in year_days for fact in inside
            )
        )
    where, code = rule["sum_of"].split(".")
    numbers = [fact[where].get(code) for fact in inside]
    return sum(number for number in numbers if number is not None)


def _stretches(window: str, first: date, last: date) -> list[set[date]]:
    """The days from first to last in heaps, such as one for each school year."""
    heaps: dict[Any, set[date]] = {}
    day = first
    while day <= last:
        key: Any = {
            "promise": 0,
            "calendar_year": day.year,
            "school_year": day.year - (day.month < 8),
            "tertial": (day.year, (day.month + 3) // 4),
            "quarter": (day.year, (day.month + 2) // 3),
            "month": (day.year, day.month),
        }[window]
        heaps.setdefault(key, set()).add(day)
        day += ONE_DAY
    return list(heaps.values())


def _faults(fact: Facts, rule: Facts) -> list[str]:
    where = rule.get("where", {})
    faults = []
    if fact["is_void"] or fact["review"] == "rejected" or not fact["is_primary"]:
        faults.append("does not stand")
    if fact["kind"] not in rule["kinds"]:
        faults.append("kind")
    if fact["state"] not in where.get("state", ["done"]):
        faults.append("state")
    if not rule["starts_on"] <= fact["service_date"] <= rule["ends_on"]:
        faults.append("day")
    wished = any(asked_on < _start_day(fact) for asked_on in fact["wished_on"])
    askers = {fact["requested_by"]} | ({"citizens"} if wished else set())
    if where.get("requested_by") and not askers & set(where["requested_by"]):
        faults.append("requested_by")
    if where.get("wish") and not wished:
        faults.append("wish")
    if where.get("places") and fact["place_id"] not in where["places"]:
        faults.append("place")
    for code, values in where.get("fields", {}).items():
        if repr(fact["fields"].get(code)) not in [repr(value) for value in values]:
            faults.append(f"field {code}")
    if where.get("min_minutes") is not None:
        start, end = fact["started_at"], fact["ended_at"]
        vague = fact["time_precision"] == "evening"
        if (
            start is None
            or end is None
            or vague
            or (end - start) < timedelta(minutes=where["min_minutes"])
        ):
            faults.append("too short or unknown")
    if where.get("weekdays") and fact["service_date"].weekday() + 1 not in where["weekdays"]:
        faults.append("weekday")
    if where.get("organisations") and fact["organisation_id"] not in where["organisations"]:
        faults.append("organisation")
    if rule["type"] == "cohort" and fact["fields"].get("whole_cohort") is not True:
        faults.append("not everyone")
    if rule["type"] == "coverage" and not fact["unit_ids"]:
        faults.append("no unit")
    return faults


def _start_day(fact: Facts) -> date:
    start: datetime | None = fact["started_at"]
    if start is None or fact["time_precision"] == "evening":
        day: date = fact["service_date"]
        return day
    return start.astimezone(UTC).astimezone(ZoneInfo("Europe/Stockholm")).date()
