"""Keeps the stored contributions true while entries and rules change. It calls no other service."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.progress.queries.commitments import CountingRules, list_counting_rules
from server.progress.queries.contributions import (
    list_stored_contributions,
    replace_contributions,
)
from server.progress.queries.ledger import list_counted_activities
from server.progress.rules.contributions import contributions
from server.progress.rules.facts import Contribution


@dataclass(frozen=True, slots=True)
class CountedFor:
    """One commitment that an activity counts for, and why."""

    promise_id: str
    commitment_id: str
    short_name: str
    why: tuple[str, ...]


def recount_activities(
    session: Session, municipality_code: str, activity_ids: Collection[str]
) -> dict[str, tuple[CountedFor, ...]]:
    """Replace what these activities contribute by what they contribute now, and say what they do.

    The caller has flushed them and holds their locks. A constant number of statements, whatever the
    number of activities and rules.
    """
    rules = list_counting_rules(session, municipality_code)
    activities = list_counted_activities(session, municipality_code, activity_ids)
    found = [one for activity in activities for one in contributions(activity, rules.rules)]
    replace_contributions(session, municipality_code, activity_ids, found)
    return _counted_for(found, rules)


def list_counted_for(
    session: Session, activities: Collection[tuple[str, str]]
) -> dict[str, tuple[CountedFor, ...]]:
    """What each activity, given as municipality and id, counts for: two statements a municipality.

    Activities that count for nothing are left out.
    """
    by_code: dict[str, list[str]] = defaultdict(list)
    for municipality_code, activity_id in activities:
        by_code[municipality_code].append(activity_id)
    found: dict[str, tuple[CountedFor, ...]] = {}
    for municipality_code, activity_ids in sorted(by_code.items()):
        rules = list_counting_rules(session, municipality_code)
        stored = list_stored_contributions(session, municipality_code, activity_ids)
        found.update(_counted_for(stored, rules))
    return found


def _counted_for(
    found: Collection[Contribution], rules: CountingRules
) -> dict[str, tuple[CountedFor, ...]]:
    by_activity: dict[str, list[CountedFor]] = defaultdict(list)
    for one in found:
        if one.amount is None or (one.commitment_id, one.rule_revision) in rules.unannounced:
            continue
        name = rules.short_names[one.commitment_id]
        by_activity[one.activity_id].append(
            CountedFor(one.promise_id, one.commitment_id, name, one.why)
        )
    return {activity_id: tuple(entries) for activity_id, entries in by_activity.items()}
