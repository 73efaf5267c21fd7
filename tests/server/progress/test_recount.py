"""Stored contributions follow the entries, a batch at a time."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.activities.models import Activity
from server.progress.models import ContributionRow
from server.progress.service.recount import (
    CountedFor,
    list_counted_for,
    recount_activities,
)
from tests.factories import (
    ALE,
    KUNGALV,
    make_activity,
    make_commitment,
    make_counting_rule,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    make_wish,
)
from tests.queries import QueryRecorder


def stored_for(session: Session, activity: Activity) -> list[ContributionRow]:
    return list(
        session.scalars(
            select(ContributionRow)
            .where(ContributionRow.activity_id == activity.activity_id)
            .order_by(ContributionRow.rule_revision)
            .execution_options(populate_existing=True)
        )
    )


def logged(session: Session, code: str = ALE, **said: Any) -> Activity:
    police = make_organisation(session, codes=(ALE, KUNGALV))
    return make_activity(session, make_member(session, police), police, code, **said)


def recount(session: Session, *activities: Activity) -> dict[str, tuple[CountedFor, ...]]:
    ids = [activity.activity_id for activity in activities]
    return recount_activities(session, activities[0].municipality_code, ids)


def test_an_entry_is_stored_under_each_rule_it_meets_and_says_so(session: Session) -> None:
    promise = make_promise(session)
    checks = make_commitment(session, promise, rule={})
    make_commitment(session, promise, rule={"kinds": ["moped_operation"]})
    check = logged(session, requested_by="citizens")

    counted_for = recount(session, check)

    (row,) = stored_for(session, check)
    assert (row.commitment_id, row.promise_id) == (checks.commitment_id, promise.promise_id)
    assert (row.activity_revision, row.amount, row.is_pending) == (1, 1, False)
    assert (row.service_date, row.started_at) == (date(2020, 5, 10), check.started_at)
    assert counted_for == {
        check.activity_id: (
            CountedFor(
                promise.promise_id,
                checks.commitment_id,
                "Hastighetskontroller",
                ("Den här typen av aktivitet räknas.",),
            ),
        )
    }
    assert list_counted_for(session, [(ALE, check.activity_id)]) == counted_for


def test_a_voided_entry_leaves_nothing_behind(session: Session) -> None:
    make_commitment(session, make_promise(session), rule={})
    check = logged(session)
    recount(session, check)
    check.is_void = True
    session.flush()

    counted_for = recount(session, check)

    assert counted_for == {}
    assert stored_for(session, check) == []


def test_a_rule_in_another_municipality_does_not_count(session: Session) -> None:
    make_commitment(session, make_promise(session, KUNGALV), rule={})
    check = logged(session)

    assert recount(session, check) == {}


def test_a_rule_being_built_counts_beside_the_current_one_and_is_not_told(
    session: Session,
) -> None:
    commitment = make_commitment(session, make_promise(session), rule={})
    make_counting_rule(session, commitment, revision=2, state="counting")
    make_counting_rule(session, commitment, revision=3, state="past")
    check = logged(session)

    counted_for = recount(session, check)

    assert [row.rule_revision for row in stored_for(session, check)] == [1, 2]
    assert len(counted_for[check.activity_id]) == 1


def test_a_linked_wish_is_read_with_its_day(session: Session) -> None:
    rule = {"where": {"requested_by": ["citizens"]}}
    make_commitment(session, make_promise(session), rule=rule)
    place = make_place(session)
    early = make_wish(session, place, asked_on=date(2020, 5, 9))
    late = make_wish(session, place, asked_on=date(2020, 5, 11))
    answering = logged(session, wish_ids=(early.wish_id,))
    before = logged(session, wish_ids=(late.wish_id,))

    counted_for = recount(session, answering, before)

    assert set(counted_for) == {answering.activity_id}
    assert stored_for(session, answering)[0].requested_by == "citizens"


def test_a_number_nobody_counted_is_stored_and_not_told(session: Session) -> None:
    rule = {"type": "outcome", "sum_of": "outcomes.licence_seized", "target": 5}
    make_commitment(session, make_promise(session), rule=rule)
    check = logged(session)

    assert recount(session, check) == {}
    assert [row.amount for row in stored_for(session, check)] == [None]


def test_an_entry_that_counts_as_before_is_not_written_again(
    session: Session, query_recorder: QueryRecorder
) -> None:
    make_commitment(session, make_promise(session), rule={})
    same, corrected = logged(session), logged(session)
    recount(session, same, corrected)
    corrected.requested_by, corrected.revision = "partner", 2
    corrected.content = {**corrected.content, "requested_by": "partner"}
    session.flush()

    with query_recorder as unchanged:
        recount(session, same)
    counted_for = recount(session, same, corrected)

    assert {statement.split()[0] for statement in unchanged} == {"SELECT"}
    assert set(counted_for) == {same.activity_id, corrected.activity_id}
    assert [row.activity_revision for row in stored_for(session, corrected)] == [2]
    assert [row.requested_by for row in stored_for(session, corrected)] == ["partner"]


def test_the_number_of_statements_does_not_grow_with_the_batch(
    session: Session, query_recorder: QueryRecorder
) -> None:
    promise = make_promise(session)
    for _ in range(4):
        make_commitment(session, promise, rule={})
    wish = make_wish(session, make_place(session))
    police = make_organisation(session)
    author = make_member(session, police)
    checks = [
        make_activity(
            session,
            author,
            police,
            started_at=datetime(2020, 5, 10, 10, minute, tzinfo=UTC),
            wish_ids=(wish.wish_id,),
        )
        for minute in range(30)
    ]

    with query_recorder as statements:
        recount(session, *checks[:1])
    with query_recorder as statements_for_all:
        recount(session, *checks)

    assert len(statements) == 5
    assert len(statements_for_all) == 5
