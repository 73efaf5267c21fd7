"""What is stored for an activity, and how a merge group becomes one."""

from dataclasses import replace
from datetime import UTC, date, datetime

from server.progress.rules.contributions import contributions, fold_merge_group
from server.progress.rules.facts import Contribution
from tests.server.progress.factories import (
    ALE,
    COMMITMENT,
    KOMMUN,
    POLICE,
    PROMISE,
    a_rule,
    activity_id,
    an_activity,
)


def test_one_activity_counts_for_several_commitments_in_the_order_of_the_rules() -> None:
    other = replace(a_rule(kinds=("speed_check", "moped_operation")), commitment_id="other")
    neither = replace(a_rule(kinds=("moped_operation",)), commitment_id="neither")

    found = contributions(an_activity(), [other, neither, a_rule()])

    assert [one.commitment_id for one in found] == ["other", COMMITMENT]


def test_what_is_stored() -> None:
    start = datetime(2020, 5, 10, 18, 0, tzinfo=UTC)

    (found,) = contributions(
        an_activity(7, revision=3, started_at=start, review="waiting"), [a_rule(revision=2)]
    )

    assert found == Contribution(
        municipality_code=ALE,
        promise_id=PROMISE,
        commitment_id=COMMITMENT,
        rule_revision=2,
        activity_id=activity_id(7),
        activity_revision=3,
        organisation_id=POLICE,
        kind="speed_check",
        service_date=date(2020, 5, 10),
        started_at=start,
        requested_by="citizens",
        amount=1,
        unit_ids=(),
        is_pending=True,
        why=(
            "Den här typen av aktivitet räknas.",
            "Posten väntar på att gås igenom och räknas under tiden.",
        ),
    )


def test_a_number_nobody_counted_is_stored_without_amount() -> None:
    rule = a_rule(type="outcome", sum_of="outcomes.licence_seized")

    (found,) = contributions(an_activity(outcomes={"licence_seized": None}), [rule])

    assert found.amount is None


def test_the_earliest_valid_member_stands_for_a_merge_group() -> None:
    early = datetime(2020, 5, 10, 8, 0, tzinfo=UTC)
    late = datetime(2020, 5, 10, 9, 0, tzinfo=UTC)
    members = [
        an_activity(1, started_at=early, is_void=True, outcomes={"a": 9}),
        an_activity(2, started_at=early, review="rejected", outcomes={"a": 8}),
        an_activity(
            3, started_at=late, is_primary=False, outcomes={"a": 2, "b": None}, merge_group_id="g"
        ),
        an_activity(4, organisation_id=KOMMUN, outcomes={"a": 3, "c": None}, merge_group_id="g"),
    ]

    folded = fold_merge_group(members)

    assert folded is not None
    assert folded.activity_id == activity_id(3)
    assert folded.is_primary
    assert folded.outcomes == {"a": 3, "b": None, "c": None}
    assert folded.member_organisation_ids == (POLICE, KOMMUN)
    assert contributions(folded, [a_rule({"organisations": [KOMMUN]})])


def test_a_planned_member_does_not_hide_the_one_carried_out() -> None:
    planned = an_activity(1, service_date=date(2020, 5, 9), state="planned")

    folded = fold_merge_group([planned, an_activity(2)])

    assert folded is not None
    assert folded.activity_id == activity_id(2)


def test_a_group_without_a_valid_member_is_nothing() -> None:
    assert fold_merge_group([an_activity(is_void=True)]) is None
    assert fold_merge_group([]) is None
