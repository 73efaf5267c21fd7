"""Which entries look like the same event written twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.progress.rules.duplicates import Sighting, possible_duplicates

NOON = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)


def seen(number: int, *, after: int = 0, lasts: int | None = None, **facts: Any) -> Sighting:
    started_at = NOON + timedelta(minutes=after)
    return Sighting(
        **{
            "activity_id": f"a{number}",
            "author_id": f"author {number}",
            "kind": "speed_check",
            "place_id": "p1",
            "started_at": started_at,
            "ended_at": None if lasts is None else started_at + timedelta(minutes=lasts),
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("other", "number"),
    [
        (seen(2), 1),
        (seen(2, after=30), 1),
        (seen(2, after=31), 0),
        (seen(2, after=-30), 1),
        (seen(2, author_id="author 1"), 0),
        (seen(2, kind="moped_operation"), 0),
        (seen(2, place_id="p2"), 0),
    ],
)
def test_same_kind_and_place_within_half_an_hour_by_another_author(
    other: Sighting, number: int
) -> None:
    assert possible_duplicates([seen(1), other]) == number
    assert possible_duplicates([other, seen(1)]) == number


def test_the_half_hour_runs_from_the_end_of_a_long_check() -> None:
    long = seen(1, lasts=180)

    assert possible_duplicates([long, seen(2, after=210)]) == 1
    assert possible_duplicates([long, seen(2, after=211)]) == 0


def test_three_of_the_same_are_two_too_many() -> None:
    assert possible_duplicates([seen(1), seen(2, after=5), seen(3, after=10)]) == 2


def test_nothing_is_like_nothing() -> None:
    assert possible_duplicates([]) == 0
