"""What activities add to commitments: the first of the two counting functions, and merge groups."""

from collections.abc import Sequence
from dataclasses import replace

from server.progress.rules.conditions import asked_by
from server.progress.rules.explain import Counted, explain
from server.progress.rules.facts import Contribution, CountedActivity, CountingRule


def contributions(
    activity: CountedActivity, rules: Sequence[CountingRule]
) -> tuple[Contribution, ...]:
    """What one activity adds under each rule it meets, in the order of the rules.

    A rule the activity meets but for a number nobody counted gives a contribution without amount.
    """
    found: list[Contribution] = []
    for rule in rules:
        if activity.kind not in rule.kinds:
            continue
        judged = explain(activity, rule)
        if isinstance(judged, Counted):
            found.append(_contribution(activity, rule, judged))
        elif judged.leaves_open:
            by = asked_by(activity, rule.where.requested_by)
            missing = Counted(0, (), by, (judged.reason,))
            found.append(replace(_contribution(activity, rule, missing), amount=None))
    return tuple(found)


def fold_merge_group(members: Sequence[CountedActivity]) -> CountedActivity | None:
    """One activity that stands for a merge group; None when no member is valid.

    The earliest valid member counts, with each outcome at the largest number anybody counted, and
    every valid member's organisation is credited. Among valid members the done ones come first, so
    that a planned entry never hides the one that was carried out.
    """
    standing = [member for member in members if not member.is_void and member.review != "rejected"]
    valid = [member for member in standing if member.state == "done"] or standing
    if not valid:
        return None
    primary = min(valid, key=order_of)
    codes = {code for member in valid for code in member.outcomes}
    outcomes = {code: _largest(valid, code) for code in sorted(codes)}
    organisations = tuple(sorted({member.organisation_id for member in valid}))
    return replace(
        primary, outcomes=outcomes, is_primary=True, member_organisation_ids=organisations
    )


def order_of(entry: CountedActivity | Contribution) -> tuple[str, bool, float, str]:
    """The order entries are numbered in: day, start (unknown ones last that day), id."""
    started_at = entry.started_at
    return (
        entry.service_date.isoformat(),
        started_at is None,
        0.0 if started_at is None else started_at.timestamp(),
        entry.activity_id,
    )


def _largest(members: Sequence[CountedActivity], code: str) -> int | None:
    counted = [number for m in members if (number := m.outcomes.get(code)) is not None]
    return max(counted, default=None)


def _contribution(activity: CountedActivity, rule: CountingRule, counted: Counted) -> Contribution:
    return Contribution(
        municipality_code=activity.municipality_code,
        promise_id=rule.promise_id,
        commitment_id=rule.commitment_id,
        rule_revision=rule.revision,
        activity_id=activity.activity_id,
        activity_revision=activity.revision,
        organisation_id=activity.organisation_id,
        kind=activity.kind,
        service_date=activity.service_date,
        started_at=activity.started_at,
        requested_by=counted.requested_by,
        amount=counted.amount,
        unit_ids=counted.unit_ids,
        is_pending=activity.review == "waiting",
        why=counted.why,
    )
