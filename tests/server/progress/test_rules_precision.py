"""How precisely each viewer sees an entry."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.progress.rules.entries import CountedEntry
from server.progress.rules.precision import (
    RESIDENT,
    EntryDetail,
    SeenEntry,
    Viewer,
    row_for,
    seen_entry,
)
from tests.server.progress.factories import (
    KOMMUN,
    POLICE,
    a_row,
    a_rule,
    activity_id,
    an_activity,
    counted_in,
)

START = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)
OFFICER = Viewer(own_organisations=frozenset({POLICE}), is_local=True)
NEIGHBOUR = Viewer(own_organisations=frozenset({KOMMUN}), is_local=True)
DETAIL = EntryDetail(
    started_at=START,
    ended_at=None,
    receipt="1043-2",
    place_name=None,
    listed_place="Göteborgsvägen",
    place_visibility="public",
)
WHY = ("Den här typen av aktivitet räknas.", "Invånare har önskat den.")


def entry(**facts: Any) -> CountedEntry:
    (counted,) = counted_in([an_activity(started_at=START, **facts)], a_rule())
    return CountedEntry(7, counted, 1)


def seen_by(viewer: Viewer, detail: EntryDetail = DETAIL, **asked: Any) -> SeenEntry:
    how = {"is_month_only": False, "hides_amount": False, **asked}
    return seen_entry(entry(), detail, WHY, viewer=viewer, **how)


def test_members_see_it_as_it_was_written() -> None:
    seen = seen_by(OFFICER, is_month_only=True)

    assert (seen.precision, seen.ordinal, seen.amount) == ("full", 7, 1)
    assert (seen.started_at, seen.place_name) == (START, "Göteborgsvägen")
    assert (seen.receipt, seen.revision, seen.activity_id) == ("1043-2", 1, activity_id(1))
    assert seen.why == WHY


def test_others_see_kind_public_place_and_day() -> None:
    seen = seen_by(NEIGHBOUR)

    assert (seen.precision, seen.service_date) == ("day", date(2020, 5, 10))
    assert (seen.place_name, seen.requested_by) == ("Göteborgsvägen", "citizens")
    assert (seen.started_at, seen.ended_at, seen.receipt) == (None, None, None)
    assert seen.why == WHY


def test_place_checks_and_narcotics_work_of_others_have_a_month_only() -> None:
    seen = seen_by(NEIGHBOUR, is_month_only=True)

    assert (seen.precision, seen.month, seen.organisation_id) == ("month", "2020-05", POLICE)
    assert (seen.activity_id, seen.service_date, seen.place_name) == (None, None, None)
    assert (seen.requested_by, seen.receipt, seen.revision) == (None, None, None)
    assert seen.why == WHY[:1]


@pytest.mark.parametrize(
    ("visibility", "viewer", "place"),
    [
        ("public", RESIDENT, "Göteborgsvägen"),
        ("municipality", RESIDENT, None),
        ("municipality", NEIGHBOUR, "Göteborgsvägen"),
        ("organisation", NEIGHBOUR, None),
        ("organisation", OFFICER, "Göteborgsvägen"),
    ],
)
def test_a_place_is_shown_to_those_it_is_open_to(
    visibility: str, viewer: Viewer, place: str | None
) -> None:
    assert seen_by(viewer, replace(DETAIL, place_visibility=visibility)).place_name == place


def test_a_place_in_the_authors_own_words_is_for_the_organisation() -> None:
    unlisted = replace(DETAIL, listed_place=None, place_visibility=None, place_name="Vid ladan")

    assert seen_by(OFFICER, unlisted).place_name == "Vid ladan"
    assert seen_by(NEIGHBOUR, unlisted).place_name is None


def test_a_hidden_amount_is_hidden_from_others_only() -> None:
    assert seen_by(NEIGHBOUR, hides_amount=True).amount is None
    assert seen_by(OFFICER, hides_amount=True).amount == 1


@pytest.mark.parametrize(
    ("viewer", "kinds", "day"),
    [
        (OFFICER, {"speed_check"}, date(2020, 5, 10)),
        (NEIGHBOUR, {"speed_check"}, None),
        (NEIGHBOUR, set(), date(2020, 5, 10)),
        (RESIDENT, set(), None),
    ],
)
def test_the_day_of_the_latest_entry_is_as_hidden_as_the_entry(
    viewer: Viewer, kinds: set[str], day: date | None
) -> None:
    row = a_row([an_activity()], a_rule())

    shown = row_for(row, [entry()], viewer=viewer, month_only_kinds=frozenset(kinds))

    assert (shown.latest_on, shown.latest_month) == (day, "2020-05")


def test_a_row_without_entries_has_no_latest_day() -> None:
    row = a_row([], a_rule())

    assert row_for(row, [], viewer=RESIDENT, month_only_kinds=frozenset()) is row
