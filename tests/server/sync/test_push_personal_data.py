"""No record concerns an identified person: what could identify one is refused, never stored.

The phone stops it before it is saved; these are the operations of a phone that did not.
"""

from typing import Any

import pytest

from tests.server.sync.answers import pointers_of, slug_of, statuses_of
from tests.server.sync.phone import Field, ordered_id

PERSONAL_NUMBER = "640823-3234"  # the tax agency's own example


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"place_name": f"Hos {PERSONAL_NUMBER}"}, "#/activity/place_name"),
        ({"series": PERSONAL_NUMBER}, "#/activity/series"),
        ({"location_type": PERSONAL_NUMBER}, "#/activity/location_type"),
        ({"focus": [PERSONAL_NUMBER]}, "#/activity/focus/0"),
        ({"state": "cancelled", "cancel_reason": PERSONAL_NUMBER}, "#/activity/cancel_reason"),
    ],
)
def test_what_identifies_a_person_is_refused_and_never_stored(
    field: Field, said: dict[str, Any], pointer: str
) -> None:
    result = field.officer.push_one(field.officer.log(**said))

    assert (slug_of(result), pointers_of(result)) == ("invalid-input", [pointer])
    assert PERSONAL_NUMBER not in str(field.rows())


def test_an_entry_that_would_wait_for_its_base_is_looked_through_first(field: Field) -> None:
    waiting = field.officer.log()
    waiting = {
        **waiting,
        "type": "correct_activity",
        "base_operation_id": ordered_id(),
        "activity": {**waiting["activity"], "place_name": f"Hos {PERSONAL_NUMBER}"},
    }

    result = field.officer.push_one(waiting)

    assert (result["status"], pointers_of(result)) == ("rejected", ["#/activity/place_name"])
    assert PERSONAL_NUMBER not in str(field.rows())


def test_the_reason_of_a_change_is_looked_through_too(field: Field) -> None:
    logged = field.officer.log()
    correction = {**field.officer.correct(logged), "reason": f"Fel person, {PERSONAL_NUMBER}"}

    results = field.officer.push(logged, correction)

    assert statuses_of(results) == ["applied", "rejected"]
    assert pointers_of(results[1]) == ["#/reason"]
    assert PERSONAL_NUMBER not in str(field.rows())


def test_what_only_may_be_a_number_plate_is_kept(field: Field) -> None:
    """The phone has asked, and the person has answered."""
    assert field.officer.applied(field.officer.log(place_name="Vid RUM 101"))
