"""Small counts about persons are hidden from others, also where they could be worked out."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from server.progress.rules.entries import counted_entries, current_contributions
from server.progress.rules.facts import CountedActivity
from server.progress.rules.masking import masked_row, masks_amounts
from server.progress.rules.progress import ProgressRow
from server.progress.rules.windows import Window
from tests.server.progress.factories import KOMMUN, POLICE, a_row, a_rule, an_activity, counted_in
from tests.server.progress.test_rules_progress import an_adjustment

WHOLE = Window("all", date(2020, 1, 1), date(2020, 12, 31))
AFTER = date(2021, 1, 1)


def seized(number: int, count: int, **facts: Any) -> CountedActivity:
    return an_activity(number, outcomes={"licence_seized": count}, **facts)


def rule_for(target: int) -> Any:
    return a_rule(type="outcome", sum_of="outcomes.licence_seized", target=target)


def seen_by(
    organisations: Collection[str],
    activities: list[CountedActivity],
    *,
    target: int = 5,
    **asked: Any,
) -> ProgressRow:
    rule = rule_for(target)
    current = current_contributions(counted_in(activities, rule), rule, window=WHOLE)
    entries = counted_entries(current, rule, units=(), window=WHOLE, day=AFTER)
    return masked_row(
        a_row(activities, rule, **asked),
        entries,
        own_organisations=organisations,
        below=5,
        is_over=True,
    )


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_are_an_interval_for_others(count: int) -> None:
    row = seen_by([], [seized(1, count)])

    assert row.masked
    assert (row.value, row.low, row.high) == (None, 1, 4)
    assert (row.series, row.parts) == ((), ())
    assert row.entries == 1


@pytest.mark.parametrize("count", [0, 5, 12])
def test_none_and_five_or_more_are_shown(count: int) -> None:
    row = seen_by([], [seized(1, count)])

    assert not row.masked
    assert row.value == count
    assert row.series


def test_the_organisation_that_logged_them_sees_them() -> None:
    row = seen_by([POLICE], [seized(1, 2)])

    assert not row.masked
    assert (row.value, row.series[0].value) == (2, 2)


def test_ones_own_part_does_not_reveal_the_others() -> None:
    row = seen_by([KOMMUN], [seized(1, 2), seized(2, 7, organisation_id=KOMMUN)])

    assert row.masked
    assert (row.value, row.low, row.high) == (None, 8, 11)


def test_the_status_is_set_from_the_interval() -> None:
    assert seen_by([], [seized(1, 2)], target=3).status == "undecided"
    assert seen_by([], [seized(1, 3)], target=3).status == "undecided"
    assert seen_by([], [seized(1, 3)], target=5).status == "partly_met"
    assert seen_by([], [seized(1, 3)], target=1).status == "met"


def test_a_small_month_takes_the_whole_series_with_it() -> None:
    row = seen_by([], [seized(1, 6), seized(2, 2, service_date=date(2020, 8, 1))])

    assert row.value == 8
    assert row.series == ()


def test_a_small_number_from_a_source_is_masked_too() -> None:
    row = seen_by([], [], adjustments=[an_adjustment(3, 3)])

    assert row.masked
    assert row.adjustments == ()
    assert (row.low, row.high) == (1, 4)


def test_a_row_without_number_has_nothing_to_hide() -> None:
    row = a_row([], None)

    assert masked_row(row, (), own_organisations=(), below=5, is_over=False) is row


def test_one_small_amount_hides_all_amounts_in_the_list() -> None:
    rule = rule_for(5)
    activities = [seized(1, 9), seized(2, 2)]
    current = current_contributions(counted_in(activities, rule), rule, window=WHOLE)
    entries = counted_entries(current, rule, units=(), window=WHOLE, day=AFTER)

    assert masks_amounts(entries, own_organisations=[KOMMUN], below=5)
    assert not masks_amounts(entries, own_organisations=[POLICE], below=5)
    assert not masks_amounts(entries[:1], own_organisations=[], below=5)
