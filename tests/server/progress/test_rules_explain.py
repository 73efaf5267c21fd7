"""Every condition of a rule: what meets it, what doesn't, and that the sentence says so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server.progress.rules.explain import Counted, NotCounted, explain
from server.progress.rules.facts import CountedActivity, LinkedWish
from server.progress.rules.where import UnreadableCondition, where_from
from tests.server.progress.factories import KOMMUN, POLICE, a_rule, an_activity

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)


def lasting(minutes: int, **facts: Any) -> CountedActivity:
    return an_activity(started_at=NOON, ended_at=NOON + timedelta(minutes=minutes), **facts)


def test_a_speed_check_counts_once_and_says_why() -> None:
    judged = explain(an_activity(), a_rule({"requested_by": ["citizens"]}))

    assert judged == Counted(
        amount=1,
        unit_ids=(),
        requested_by="citizens",
        why=("Den här typen av aktivitet räknas.", "Invånare har önskat den."),
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_void": True}, "Posten är borttagen."),
        ({"review": "rejected"}, "Posten godtogs inte när den gicks igenom."),
        ({"is_primary": False}, "Posten är ihopslagen med en annan, som räknas i stället."),
        ({"kind": "moped_operation"}, "Den här typen av aktivitet ingår inte i åtagandet."),
        ({"municipality_code": "1482"}, "Den gjordes i en annan kommun."),
        ({"state": "cancelled"}, "Den blev inte av."),
        ({"state": "planned"}, "Den är inte genomförd."),
        ({"state": "running"}, "Den är inte genomförd."),
        ({"service_date": date(2019, 12, 31)}, "Den gjordes före löftets start 2020-01-01."),
        ({"service_date": date(2021, 1, 1)}, "Den gjordes efter löftets slut 2020-12-31."),
    ],
)
def test_what_does_not_stand_never_counts(facts: dict[str, Any], reason: str) -> None:
    assert explain(an_activity(**facts), a_rule()) == NotCounted(reason)


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 12, 31)])
def test_the_first_and_the_last_day_of_a_promise_count(day: date) -> None:
    assert isinstance(explain(an_activity(service_date=day), a_rule()), Counted)


def test_an_open_ended_promise_has_no_last_day() -> None:
    rule = a_rule(ends_on=None)

    assert isinstance(explain(an_activity(service_date=date(2090, 1, 1)), rule), Counted)


def test_a_waiting_review_counts_meanwhile_and_says_so() -> None:
    judged = explain(an_activity(review="waiting"), a_rule())

    assert isinstance(judged, Counted)
    assert "Posten väntar på att gås igenom och räknas under tiden." in judged.why


@pytest.mark.parametrize(
    ("where", "meets", "fails"),
    [
        (
            {"requested_by": ["citizens", "partner"]},
            [{"requested_by": "citizens"}, {"requested_by": "partner"}],
            [{"requested_by": "own_planning"}, {"requested_by": "unknown"}],
        ),
        (
            {"places": ["p1"]},
            [{"place_id": "p1"}],
            [{"place_id": "p2"}, {"place_id": None}],
        ),
        (
            {"focus": ["moped", "narkotika"]},
            [{"focus": ("narkotika",)}, {"focus": ("skola", "moped")}],
            [{"focus": ()}, {"focus": ("skola",)}],
        ),
        (
            {"fields": {"method": ["laser", "radar"]}},
            [{"fields": {"method": "laser"}}],
            [{"fields": {"method": "atk"}}, {"fields": {}}, {"fields": {"method": None}}],
        ),
        (
            {"fields": {"held": [True]}},
            [{"fields": {"held": True}}],
            [{"fields": {"held": 1}}, {"fields": {"held": False}}],
        ),
        (
            {"organisations": [POLICE]},
            [
                {"organisation_id": POLICE},
                {"organisation_id": KOMMUN, "member_organisation_ids": (KOMMUN, POLICE)},
            ],
            [{"organisation_id": KOMMUN}],
        ),
        (
            {"weekdays": [5, 6]},
            [{"service_date": date(2020, 5, 8)}, {"service_date": date(2020, 5, 9)}],
            [{"service_date": date(2020, 5, 10)}],
        ),
        (
            {"state": ["cancelled"]},
            [{"state": "cancelled"}],
            [{"state": "done"}, {"state": "planned"}],
        ),
        (
            {"review": "accepted"},
            [{"review": "accepted"}],
            [{"review": "waiting"}, {"review": "none"}],
        ),
    ],
)
def test_conditions(
    where: dict[str, object], meets: list[dict[str, Any]], fails: list[dict[str, Any]]
) -> None:
    rule = a_rule(where)

    for facts in meets:
        assert isinstance(explain(an_activity(**facts), rule), Counted), facts
    for facts in fails:
        assert isinstance(explain(an_activity(**facts), rule), NotCounted), facts


def test_a_linked_wish_makes_it_asked_for_by_citizens() -> None:
    rule = a_rule({"requested_by": ["citizens"]})
    wish = LinkedWish("w1", date(2020, 5, 9))

    judged = explain(an_activity(requested_by="unknown", wishes=(wish,)), rule)

    assert isinstance(judged, Counted)
    assert judged.requested_by == "citizens"


def test_what_the_author_wrote_stands_if_the_rule_counts_it() -> None:
    rule = a_rule({"requested_by": ["citizens", "partner"]})
    wish = LinkedWish("w1", date(2020, 5, 9))

    judged = explain(an_activity(requested_by="partner", wishes=(wish,)), rule)

    assert isinstance(judged, Counted)
    assert judged.requested_by == "partner"


@pytest.mark.parametrize(
    ("asked_on", "counts"), [(date(2020, 5, 9), True), (date(2020, 5, 10), False)]
)
def test_a_linked_wish_is_older_than_the_start(asked_on: date, counts: bool) -> None:
    activity = an_activity(wishes=(LinkedWish("w1", asked_on),))

    judged = explain(activity, a_rule({"wish": True}))

    assert isinstance(judged, Counted) is counts


def test_the_start_of_a_late_evening_is_its_own_day_in_sweden() -> None:
    """A walk after midnight belongs to the evening before, but a wish from that day is older."""
    start = datetime(2020, 5, 9, 22, 30, tzinfo=UTC)  # 00.30 on the 10th in Sweden
    activity = an_activity(
        service_date=date(2020, 5, 9),
        started_at=start,
        wishes=(LinkedWish("w1", date(2020, 5, 9)),),
    )

    assert isinstance(explain(activity, a_rule({"wish": True})), Counted)


def test_without_a_link_there_is_no_wish() -> None:
    assert explain(an_activity(), a_rule({"wish": True})) == NotCounted(
        "Inget önskemål är kopplat till den."
    )


@pytest.mark.parametrize(
    ("activity", "reason"),
    [
        (lasting(20), None),
        (lasting(19), "Den varade i 19 minuter, och åtagandet kräver minst 20."),
        (
            an_activity(started_at=NOON),
            "Sluttiden är okänd, och åtagandet kräver minst 20 minuter.",
        ),
        (an_activity(), "Tiden är okänd, och åtagandet kräver minst 20 minuter."),
        (
            lasting(60, time_precision="evening"),
            "Tiden är okänd, och åtagandet kräver minst 20 minuter.",
        ),
    ],
)
def test_minutes_that_are_not_known_do_not_count_and_say_so(
    activity: CountedActivity, reason: str | None
) -> None:
    judged = explain(activity, a_rule({"min_minutes": 20}))

    assert (judged.reason if isinstance(judged, NotCounted) else None) == reason


@pytest.mark.parametrize(
    ("night", "hours"), [(date(2026, 3, 28), 4), (date(2026, 10, 24), 6), (date(2026, 6, 6), 5)]
)
def test_minutes_are_real_time_when_the_clocks_change(night: date, hours: int) -> None:
    """23.00–04.00 is four hours in the spring night, six in the autumn one."""
    start = datetime(night.year, night.month, night.day, 23, 0, tzinfo=STOCKHOLM)
    walk = an_activity(service_date=night, started_at=start, ended_at=(start + timedelta(hours=5)))

    enough = explain(walk, a_rule({"min_minutes": hours * 60}, ends_on=None))
    too_much = explain(walk, a_rule({"min_minutes": hours * 60 + 1}, ends_on=None))

    assert isinstance(enough, Counted)
    assert isinstance(too_much, NotCounted)


@pytest.mark.parametrize(
    ("started_at", "counts"),
    [
        (datetime(2020, 5, 10, 18, 59, tzinfo=UTC), False),
        (datetime(2020, 5, 10, 19, 0, tzinfo=UTC), True),
        (datetime(2020, 5, 10, 22, 59, tzinfo=UTC), True),
        (datetime(2020, 5, 10, 23, 0, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_hours_are_swedish_and_may_cross_midnight(
    started_at: datetime | None, counts: bool
) -> None:
    rule = a_rule({"hours": {"from": "21:00", "to": "01:00"}})

    assert isinstance(explain(an_activity(started_at=started_at), rule), Counted) is counts


def test_an_outcome_nobody_counted_is_not_zero() -> None:
    rule = a_rule(type="outcome", sum_of="outcomes.licence_seized", target=5)

    missing = explain(an_activity(outcomes={"licence_seized": None}), rule)
    zero = explain(an_activity(outcomes={"licence_seized": 0}), rule)

    assert isinstance(missing, NotCounted)
    assert missing.leaves_open
    assert isinstance(zero, Counted)
    assert zero.amount == 0


@pytest.mark.parametrize(
    ("sum_of", "amount"),
    [
        ("fields.vehicles", 40),
        ("outcomes.order_fine_speed", 3),
        ("participants", 6),
        ("minutes", 90),
        ("fields.limit", None),
        ("fields.held", None),
        ("fields.below", None),
        ("elsewhere.x", None),
        (None, None),
    ],
)
def test_what_a_sum_adds(sum_of: str | None, amount: int | None) -> None:
    activity = lasting(
        90,
        fields={"vehicles": 40, "limit": "50", "held": True, "below": -1},
        outcomes={"order_fine_speed": 3},
        participants=6,
    )

    judged = explain(activity, a_rule(type="sum", sum_of=sum_of))

    assert (judged.amount if isinstance(judged, Counted) else None) == amount


def test_a_sentence_never_tells_the_number() -> None:
    rule = a_rule(type="outcome", sum_of="outcomes.licence_seized")

    judged = explain(an_activity(outcomes={"licence_seized": 3}), rule)

    assert isinstance(judged, Counted)
    assert not any("3" in sentence for sentence in judged.why)


def test_a_mailing_counts_when_it_reached_its_whole_group() -> None:
    rule = a_rule(type="cohort", kinds=("mailing",))

    whole = explain(an_activity(kind="mailing", fields={"whole_cohort": True}), rule)
    some = explain(an_activity(kind="mailing", fields={"whole_cohort": False}), rule)
    unsaid = explain(an_activity(kind="mailing"), rule)

    assert isinstance(whole, Counted)
    assert isinstance(some, NotCounted)
    assert isinstance(unsaid, NotCounted)


def test_coverage_needs_a_unit() -> None:
    rule = a_rule(type="coverage", unit_kind="school_grade")

    judged = explain(an_activity(unit_ids=("u2", "u1", "u2")), rule)

    assert isinstance(judged, Counted)
    assert judged.unit_ids == ("u1", "u2")
    assert explain(an_activity(), rule) == NotCounted("Ingen enhet är vald.")


@pytest.mark.parametrize("rule_type", ["directional", "survey", "cadence"])
def test_what_is_not_measured_in_activities_counts_none(rule_type: str) -> None:
    assert isinstance(explain(an_activity(), a_rule(type=rule_type)), NotCounted)


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({"moon": "full"}, "moon"),
        ({"requested_by": [1]}, "requested_by"),
        ({"places": 7}, "places"),
        ({"wish": "yes"}, "wish"),
        ({"min_minutes": -1}, "min_minutes"),
        ({"min_minutes": True}, "min_minutes"),
        ({"weekdays": [0]}, "weekdays"),
        ({"weekdays": 5}, "weekdays"),
        ({"hours": {"from": "21:00"}}, "hours"),
        ({"hours": {"from": "21:00", "to": "25:00"}}, "hours"),
        ({"fields": ["method"]}, "fields"),
        ({"fields": {"method": [None]}}, "fields/method"),
    ],
)
def test_a_condition_that_is_not_understood_is_refused(
    conditions: dict[str, object], code: str
) -> None:
    with pytest.raises(UnreadableCondition) as refused:
        where_from(conditions)

    assert refused.value.code == code


def test_null_and_absent_conditions_ask_nothing() -> None:
    assert where_from({"places": None, "hours": None}) == where_from({}) == where_from(None)
