"""How precisely an entry is seen, decided in one place for every list, page and number."""

import pytest

from server.activities.policy import (
    ListedPlace,
    Precision,
    may_see_entry,
    precision,
    seen_outcomes,
    seen_place,
)

PUBLIC = ListedPlace("Busstorget", "Älvängen", "public")


@pytest.mark.parametrize(
    ("is_own", "is_month_only", "expected"),
    [(True, False, "full"), (True, True, "full"), (False, False, "day"), (False, True, "month")],
)
def test_precision_follows_whose_entry_and_what_kind_it_is(
    is_own: bool, is_month_only: bool, expected: str
) -> None:
    assert precision(is_own=is_own, is_month_only=is_month_only) == expected


@pytest.mark.parametrize(
    ("place", "kind", "level", "is_local", "expected"),
    [
        (PUBLIC, "speed_check", "full", True, "Busstorget, Älvängen"),
        (PUBLIC, "speed_check", "day", False, "Busstorget, Älvängen"),
        (PUBLIC, "speed_check", "month", True, None),
        (PUBLIC, "night_walk", "day", True, "Älvängen"),
        (PUBLIC, "night_walk", "full", True, "Busstorget, Älvängen"),
        (ListedPlace("Torget", "", "public"), "night_walk", "day", True, None),
        (ListedPlace("Gården", "Nol", "municipality"), "speed_check", "day", True, "Gården, Nol"),
        (ListedPlace("Gården", "Nol", "municipality"), "speed_check", "day", False, None),
        (ListedPlace("Gården", "Nol", "organisation"), "speed_check", "day", True, None),
        (None, "speed_check", "day", True, None),
        (None, "speed_check", "full", True, "Vid bron"),
    ],
)
def test_a_place_is_told_as_far_as_it_may_be(
    place: ListedPlace | None, kind: str, level: Precision, is_local: bool, expected: str | None
) -> None:
    told = seen_place(place, kind=kind, precision=level, own_words="Vid bron", is_local=is_local)

    assert told == expected


def test_every_number_about_persons_but_zero_is_masked_for_others() -> None:
    outcomes = {"licence_seized": 4, "order_fine_speed": 5, "report_unlicensed": 0, "order": 3}
    persons = {"licence_seized", "order_fine_speed", "report_unlicensed"}

    seen = seen_outcomes(outcomes, precision="day", person_related=persons)

    assert seen.counts == {
        "licence_seized": None,
        "order_fine_speed": None,
        "report_unlicensed": 0,
        "order": 3,
    }
    assert seen.masked == ("licence_seized", "order_fine_speed")


def test_the_own_organisation_sees_its_numbers_and_the_month_tells_none() -> None:
    outcomes = {"licence_seized": 2}

    full = seen_outcomes(outcomes, precision="full", person_related={"licence_seized"})
    month = seen_outcomes(outcomes, precision="month", person_related={"licence_seized"})

    assert full.counts == outcomes
    assert full.masked == ()
    assert month.counts == {}


@pytest.mark.parametrize(
    ("level", "state", "is_void", "expected"),
    [
        ("full", "planned", False, True),
        ("full", "done", True, True),
        ("day", "done", False, True),
        ("day", "cancelled", False, True),
        ("day", "planned", False, False),
        ("day", "running", False, False),
        ("day", "done", True, False),
        ("month", "done", False, True),
        ("month", "cancelled", False, False),
    ],
)
def test_what_is_not_done_or_is_void_stays_with_its_own(
    level: Precision, state: str, is_void: bool, expected: bool
) -> None:
    assert may_see_entry(precision=level, state=state, is_void=is_void) is expected
