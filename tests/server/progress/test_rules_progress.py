"""How a commitment stands: every rule type, every status, and numbers from outside the log."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.progress.rules.entries import counted_entries, current_contributions
from server.progress.rules.facts import Adjustment, CommitmentLine, Deviation, Unit
from server.progress.rules.progress import LOGGED_PARTS_NOTE, Part, SeriesPoint, progress
from server.progress.rules.windows import Window
from tests.server.progress.factories import (
    COMMITMENT,
    PROMISE,
    a_row,
    a_rule,
    activity_id,
    an_activity,
    counted_in,
)

IN_JUNE = date(2020, 6, 30)
AFTER = date(2021, 1, 1)
FIRST_TERTIAL = Window("2020-T1", date(2020, 1, 1), date(2020, 4, 30))


def checks(number: int, **facts: Any) -> list[Any]:
    return [an_activity(at, **facts) for at in range(1, number + 1)]


def an_adjustment(low: int, high: int | None, **facts: Any) -> Adjustment:
    return Adjustment(
        **{
            "low": low,
            "high": high,
            "qualifier": "over",
            "words": "drygt 200",
            "kinds": ("speed_check",),
            "starts_on": date(2020, 1, 1),
            "ends_on": date(2020, 12, 31),
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("logged", "day", "status"),
    [
        (0, IN_JUNE, "not_started"),
        (1, IN_JUNE, "in_progress"),
        (19, IN_JUNE, "in_progress"),
        (20, IN_JUNE, "met"),
        (33, AFTER, "met"),
        (19, AFTER, "partly_met"),
        (0, AFTER, "not_met"),
        (0, date(2020, 12, 31), "not_started"),
        (19, date(2020, 12, 31), "in_progress"),
    ],
)
def test_the_status_of_a_count(logged: int, day: date, status: str) -> None:
    row = a_row(checks(logged), a_rule(), day=day)

    assert (row.value, row.low, row.high, row.target) == (logged, logged, logged, 20)
    assert row.status == status
    assert row.entries == logged


@pytest.mark.parametrize(
    ("adjustment", "status"),
    [
        (an_adjustment(0, None, words="inget resultat i källan"), "undecided"),
        (an_adjustment(12, None), "undecided"),
        (an_adjustment(12, 25), "undecided"),
        (an_adjustment(12, 19), "partly_met"),
        (an_adjustment(0, 0), "not_met"),
        (an_adjustment(20, None), "met"),
    ],
)
def test_the_status_of_a_number_from_outside_the_log(adjustment: Adjustment, status: str) -> None:
    row = a_row([], a_rule(), adjustments=[adjustment])

    assert (row.low, row.high) == (adjustment.low, adjustment.high)
    assert row.status == status
    assert row.adjustments == (adjustment,)


def test_entries_there_do_not_add_to_an_adjustment() -> None:
    adjustment = an_adjustment(5, 8, starts_on=date(2020, 5, 1), ends_on=date(2020, 5, 31))
    in_may, in_june = checks(3), [an_activity(50, service_date=date(2020, 6, 1))]

    row = a_row([*in_may, *in_june], a_rule(), adjustments=[adjustment])

    assert (row.low, row.high) == (6, 9)
    assert row.entries == 4


def test_more_entries_than_an_adjustment_says_hold() -> None:
    row = a_row(checks(9), a_rule(), adjustments=[an_adjustment(5, 8)])

    assert (row.low, row.high) == (9, 9)


def test_entries_of_other_kinds_add_to_an_adjustment() -> None:
    rule = a_rule(kinds=("speed_check", "moped_operation"))
    other = an_activity(60, kind="moped_operation")

    row = a_row([*checks(3), other], rule, adjustments=[an_adjustment(5, None)])

    assert (row.low, row.high) == (6, None)


def test_two_adjustments_add_up_and_an_entry_belongs_to_one() -> None:
    first = an_adjustment(2, 2, starts_on=date(2020, 1, 1), ends_on=date(2020, 5, 31))
    second = an_adjustment(1, 4, starts_on=date(2020, 5, 1), ends_on=date(2020, 12, 31))

    row = a_row(checks(3), a_rule(), adjustments=[second, first])

    assert (row.low, row.high) == (4, 7)


def test_of_an_adjustment_that_reaches_outside_the_window_it_is_not_known_how_much_is_inside() -> (
    None
):
    outside = an_adjustment(201, 240)

    row = a_row(
        checks(2, service_date=date(2020, 2, 1)),
        a_rule(),
        adjustments=[outside],
        window=FIRST_TERTIAL,
    )

    assert (row.low, row.high) == (2, 240)


def test_drygt_200_place_checks_of_a_continuous_commitment() -> None:
    """Its entries are of another kind than the adjustment, and still don't add to it."""
    rule = a_rule(type="continuous", target=None, kinds=("place_cooperation", "place_check"))
    entry = an_activity(kind="place_cooperation")

    row = a_row([entry], rule, adjustments=[an_adjustment(201, None, kinds=("place_check",))])

    assert (row.value, row.low, row.high, row.target) == (201, 201, None, None)
    assert row.status == "continuous"
    assert row.latest_on == entry.service_date
    assert row.expected_by_now is None


def test_continuous_without_entries_in_the_window_is_never_continuous() -> None:
    rule = a_rule(type="continuous", target=None)

    assert a_row([], rule).status == "no_entries"
    assert a_row(checks(1), rule, window=FIRST_TERTIAL).status == "no_entries"
    assert a_row([], rule, adjustments=[an_adjustment(201, None)]).status == "no_entries"


SCHOOLS = tuple(Unit(f"u{number}", "school_grade", date(2019, 8, 1)) for number in range(1, 5))


def coverage(**facts: Any) -> Any:
    return a_rule(type="coverage", target=None, unit_kind="school_grade", **facts)


def test_coverage_counts_each_unit_once_and_says_how_many_there_are() -> None:
    visits = [
        an_activity(1, unit_ids=("u1", "u2")),
        an_activity(2, unit_ids=("u2", "u3", "elsewhere")),
        an_activity(3, unit_ids=("elsewhere",)),
    ]

    row = a_row(visits, coverage(), units=SCHOOLS)

    assert (row.value, row.target, row.status, row.entries) == (3, 4, "partly_met", 2)
    assert row.series == (SeriesPoint("2020-05", 3),)


def test_coverage_counts_units_valid_in_the_window_and_of_the_rules_kind() -> None:
    units = [
        *SCHOOLS,
        Unit("closed", "school_grade", date(2010, 1, 1), date(2019, 12, 31)),
        Unit("opened", "school_grade", date(2021, 1, 1)),
        Unit("area", "area", date(2019, 1, 1)),
    ]
    visit = an_activity(1, unit_ids=("closed", "opened", "area", "u1"))

    row = a_row([visit], coverage(), units=units)

    assert (row.value, row.target) == (1, 4)


def test_coverage_over_several_windows_is_units_times_windows() -> None:
    rule = coverage(window="calendar_year", ends_on=date(2022, 12, 31))
    visits = [
        an_activity(1, unit_ids=("u1",), service_date=date(2020, 3, 1)),
        an_activity(2, unit_ids=("u1",), service_date=date(2020, 4, 1)),
        an_activity(3, unit_ids=("u1", "u2"), service_date=date(2021, 4, 1)),
    ]

    whole = a_row(visits, rule, units=SCHOOLS, window=Window("all", rule.starts_on, rule.ends_on))
    one = a_row(visits, rule, units=SCHOOLS, day=date(2021, 6, 1))

    assert (whole.value, whole.target, whole.entries) == (3, 12, 3)
    assert (one.window.code, one.value, one.target) == ("2021", 2, 4)


def test_coverage_before_any_unit_is_listed_is_never_met() -> None:
    assert a_row([], coverage(), day=IN_JUNE).status == "not_started"
    assert a_row([], coverage()).status == "undecided"
    assert a_row([], coverage()).target is None


def test_what_an_adjustment_covers_may_be_the_same_units() -> None:
    in_march = an_adjustment(2, 2, kinds=(), starts_on=date(2020, 3, 1), ends_on=date(2020, 3, 31))
    visit = an_activity(1, unit_ids=("u1",))

    row = a_row([visit], coverage(), units=SCHOOLS, adjustments=[in_march])

    assert (row.low, row.high) == (2, 3)


@pytest.mark.parametrize(
    ("rule", "entry"),
    [
        (a_rule(type="milestone", target=None), an_activity()),
        (
            a_rule(type="cohort", target=None, kinds=("mailing",)),
            an_activity(kind="mailing", fields={"whole_cohort": True}),
        ),
    ],
)
def test_what_is_done_once_is_done(rule: Any, entry: Any) -> None:
    again = replace(entry, activity_id=activity_id(2), service_date=date(2020, 9, 1))

    done = a_row([again, entry], rule, day=IN_JUNE)

    assert (done.value, done.high, done.target, done.status, done.entries) == (1, 1, 1, "met", 2)
    assert done.series == (SeriesPoint("2020-05", 1), SeriesPoint("2020-09", 0))
    assert a_row([], rule, day=IN_JUNE).status == "not_started"
    assert a_row([], rule).status == "not_met"
    assert a_row([], rule, adjustments=[an_adjustment(0, None)]).status == "undecided"
    assert a_row([], rule, adjustments=[an_adjustment(3, None)]).low == 1


def test_an_outcome_adds_what_was_counted_and_leaves_the_rest_open() -> None:
    rule = a_rule(type="outcome", sum_of="outcomes.licence_seized", target=5)
    counted = [an_activity(1, outcomes={"licence_seized": 3}), an_activity(2, outcomes={})]

    row = a_row(counted, rule)

    assert (row.value, row.low, row.high) == (3, 3, None)
    assert row.entries == 1
    assert row.status == "undecided"
    assert a_row(counted[:1], rule).status == "partly_met"


def test_a_number_nobody_counted_is_not_open_where_an_adjustment_stands_for_it() -> None:
    rule = a_rule(type="outcome", sum_of="outcomes.licence_seized", target=5)

    row = a_row([an_activity(2, outcomes={})], rule, adjustments=[an_adjustment(4, 4)])

    assert (row.low, row.high, row.status) == (4, 4, "partly_met")


def test_a_sum_adds_a_field() -> None:
    rule = a_rule(type="sum", sum_of="fields.vehicles", target=100)
    counted = [an_activity(1, fields={"vehicles": 40}), an_activity(2, fields={"vehicles": 70})]

    row = a_row(counted, rule)

    assert (row.value, row.status, row.entries) == (110, "met", 2)


@pytest.mark.parametrize("rule_type", ["directional", "survey", "cadence"])
def test_what_is_not_measured_has_no_number(rule_type: str) -> None:
    row = a_row(checks(3), a_rule(type=rule_type, target=3))

    assert (row.value, row.low, row.high, row.target) == (None, None, None, None)
    assert row.status == "not_measured"


def test_a_goal_without_a_rule_is_not_measured() -> None:
    row = a_row([], None)

    assert (row.type, row.text, row.value, row.status) == (None, "", None, "not_measured")


def test_a_withdrawn_commitment_says_so_whatever_its_number() -> None:
    line = CommitmentLine(COMMITMENT, PROMISE, "Kontroller", is_withdrawn=True)

    row = a_row(checks(20), a_rule(), line=line)

    assert (row.value, row.status) == (20, "withdrawn")
    assert a_row([], None, line=line).status == "withdrawn"


def test_parts_show_each_that_the_rule_lists() -> None:
    rule = a_rule({"requested_by": ["citizens", "partner"]})
    counted = [
        *checks(21),
        *(an_activity(at, requested_by="partner") for at in range(31, 43)),
        an_activity(99, requested_by="own_planning"),
    ]
    line = CommitmentLine(COMMITMENT, PROMISE, "Kontroller", parts_note="Fördelningen är påhittad.")

    row = a_row(counted, rule, line=line)

    assert row.value == 33
    assert row.parts == (
        Part("requested_by", "citizens", 21),
        Part("requested_by", "partner", 12),
    )
    assert row.parts_note == "Fördelningen är påhittad."


def test_parts_of_a_number_with_an_adjustment_say_what_they_are() -> None:
    rule = a_rule({"requested_by": ["citizens", "partner"]})

    row = a_row([], rule, adjustments=[an_adjustment(3, None)])

    assert row.parts_note == LOGGED_PARTS_NOTE


def test_a_rule_that_lists_one_has_no_parts() -> None:
    row = a_row(checks(1), a_rule({"requested_by": ["citizens"]}))

    assert (row.parts, row.parts_note) == ((), None)


def test_until_leaves_out_later_days_and_holds_nothing_against_the_commitment() -> None:
    counted = [an_activity(1), an_activity(2, service_date=date(2020, 12, 28))]

    row = a_row(counted, a_rule(), until=date(2020, 12, 25))

    assert (row.value, row.status) == (1, "in_progress")
    assert a_row(counted, a_rule(), until=date(2021, 1, 1)).status == "partly_met"
    assert a_row(counted, a_rule(), until=date(2019, 1, 1)).status == "not_started"


def test_a_tertial_of_a_promise_for_the_year_is_not_failed_in_june() -> None:
    row = a_row(checks(1), a_rule(), window=FIRST_TERTIAL, day=IN_JUNE)

    assert row.status == "not_started"
    assert a_row([], a_rule(), window=FIRST_TERTIAL).status == "not_met"


def test_a_rule_by_tertial_is_judged_by_tertial() -> None:
    rule = a_rule(window="tertial", target=2)
    counted = [an_activity(1, service_date=date(2020, 2, 1))]

    row = a_row(counted, rule, window=FIRST_TERTIAL, day=date(2020, 5, 1))

    assert row.status == "partly_met"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 6, 1), 0.0),
        (date(2020, 1, 1), 0.1),
        (IN_JUNE, 9.9),
        (date(2020, 12, 31), 20.0),
        (date(2026, 1, 1), 20.0),
    ],
)
def test_expected_by_now_is_the_targets_share_of_the_days_gone_by(
    day: date, expected: float
) -> None:
    assert a_row([], a_rule(), day=day).expected_by_now == expected


def test_nothing_is_expected_of_a_promise_without_end() -> None:
    rule = a_rule(ends_on=None)

    row = a_row([], rule, day=date(2040, 1, 1))

    assert (row.expected_by_now, row.status) == (None, "not_started")


def test_series_latest_entries_and_pending() -> None:
    counted = [
        an_activity(1, service_date=date(2020, 3, 2)),
        an_activity(2, service_date=date(2020, 3, 9), review="waiting"),
        an_activity(3, service_date=date(2020, 11, 1), review="rejected"),
        an_activity(4, service_date=date(2020, 10, 1), is_void=True),
        an_activity(5, service_date=date(2020, 9, 30)),
    ]

    row = a_row(counted, a_rule())

    assert row.series == (SeriesPoint("2020-03", 2), SeriesPoint("2020-09", 1))
    assert row.latest_on == date(2020, 9, 30)
    assert (row.entries, row.pending_review) == (3, 1)


def test_a_deviation_shows_in_its_window() -> None:
    spring = Deviation("pandemic", "Mötena ställdes in.", date(2020, 4, 1))
    autumn = Deviation("staffing", "Personalbrist.", date(2020, 10, 1))

    def shown(**asked: Any) -> tuple[Deviation, ...]:
        return a_row([], a_rule(), deviations=[autumn, spring], **asked).deviations

    assert shown() == (spring, autumn)
    assert shown(window=FIRST_TERTIAL) == (spring,)
    assert shown(until=date(2020, 3, 1)) == ()


def test_rows_of_another_revision_of_the_rule_do_not_count() -> None:
    building = counted_in(checks(5), a_rule(revision=2))
    current = counted_in(checks(3), a_rule())
    line = CommitmentLine(COMMITMENT, PROMISE, "Kontroller")

    row = progress(
        [*building, *current],
        a_rule(),
        line=line,
        window=Window("all", date(2020, 1, 1), date(2020, 12, 31)),
        day=AFTER,
    )

    assert row.value == 3


def test_an_older_revision_of_an_activity_never_wins() -> None:
    rule = a_rule(type="sum", sum_of="fields.vehicles", target=10)
    old, new = (
        counted_in([an_activity(revision=revision, fields={"vehicles": vehicles})], rule)
        for revision, vehicles in ((1, 100), (2, 3))
    )
    line = CommitmentLine(COMMITMENT, PROMISE, "Fordon")
    window = Window("all", date(2020, 1, 1), date(2020, 12, 31))

    for rows in ([*old, *new], [*new, *old]):
        assert progress(rows, rule, line=line, window=window, day=AFTER).value == 3


def test_entries_are_numbered_by_day_start_and_id() -> None:
    noon = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)
    counted = [
        an_activity(1, service_date=date(2020, 5, 11)),
        an_activity(2),
        an_activity(5, started_at=noon),
        an_activity(4, started_at=noon),
        an_activity(3, started_at=noon.replace(hour=8)),
    ]
    rule = a_rule()
    window = Window("all", date(2020, 1, 1), date(2020, 12, 31))

    current = current_contributions(counted_in(counted, rule), rule, window=window)
    entries = counted_entries(current, rule, units=(), window=window, day=AFTER)

    assert [(e.ordinal, int(e.contribution.activity_id[-3:])) for e in entries] == [
        (1, 3),
        (2, 4),
        (3, 5),
        (4, 2),
        (5, 1),
    ]
