"""Facts for the counting tests: a speed check in Ale 2020 and a rule that counts it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from server.progress.rules.contributions import contributions
from server.progress.rules.facts import (
    CommitmentLine,
    Contribution,
    CountedActivity,
    CountingRule,
)
from server.progress.rules.progress import ProgressRow, progress
from server.progress.rules.where import where_from
from server.progress.rules.windows import window_around

ALE = "1440"
POLICE = "00000000-0000-7000-8000-00000000000a"
KOMMUN = "00000000-0000-7000-8000-00000000000b"
PROMISE = "00000000-0000-7000-8000-0000000000aa"
COMMITMENT = "00000000-0000-7000-8000-0000000000cc"


def activity_id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


def an_activity(number: int = 1, **facts: Any) -> CountedActivity:
    """A done speed check on 10 May 2020 that residents asked for."""
    return CountedActivity(
        **{
            "municipality_code": ALE,
            "activity_id": activity_id(number),
            "revision": 1,
            "kind": "speed_check",
            "organisation_id": POLICE,
            "service_date": date(2020, 5, 10),
            "requested_by": "citizens",
            **facts,
        }
    )


def a_rule(where: dict[str, object] | None = None, **facts: Any) -> CountingRule:
    """At least 20 speed checks during 2020."""
    return CountingRule(
        **{
            "municipality_code": ALE,
            "promise_id": PROMISE,
            "commitment_id": COMMITMENT,
            "revision": 1,
            "type": "count",
            "starts_on": date(2020, 1, 1),
            "ends_on": date(2020, 12, 31),
            "target": 20,
            "kinds": ("speed_check",),
            "where": where_from(where),
            **facts,
        }
    )


def counted_in(
    activities: Sequence[CountedActivity], rule: CountingRule
) -> tuple[Contribution, ...]:
    """The contributions of all of them to one rule."""
    return tuple(one for activity in activities for one in contributions(activity, [rule]))


def a_row(
    activities: Sequence[CountedActivity], rule: CountingRule | None, **asked: Any
) -> ProgressRow:
    """Progress over the rule's own window, judged the day after 2020 unless told."""
    counted = () if rule is None else counted_in(activities, rule)
    line = CommitmentLine(COMMITMENT, PROMISE, "Hastighetskontroller")
    day = asked.pop("day", date(2021, 1, 1))
    if "window" not in asked:
        kind, starts_on, ends_on = (
            ("promise", date(2020, 1, 1), date(2020, 12, 31))
            if rule is None
            else (rule.window, rule.starts_on, rule.ends_on)
        )
        asked["window"] = window_around(kind, day, starts_on, ends_on)
    return progress(counted, rule, **{"line": line, "day": day, **asked})
