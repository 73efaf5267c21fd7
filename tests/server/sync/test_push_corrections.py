"""Corrections, voids and restores: merged on what they were made on, in whatever order they come.

`officer` is the author. `coordinator` is the second person who may correct the same entry.
"""

from itertools import permutations
from typing import Any

import pytest

from server.organisations.models import Organisation
from server.sync.models import Installation
from tests.factories import make_member, stored
from tests.server.sync.answers import pointers_of, slug_of
from tests.server.sync.phone import Field, Operation, Phone, ordered_id


@pytest.fixture
def coordinator(field: Field) -> Phone:
    """A coordinator of the officer's own organisation."""
    with stored(field.app) as session:
        organisation = session.get_one(Organisation, field.organisation_id)
        user_id = make_member(session, organisation, "coordinator").user_id
    return field.sign_in(user_id)


def content_of(field: Field, operation: Operation) -> dict[str, Any]:
    row = field.row_of("activities", activity_id=operation["activity_id"])
    content: dict[str, Any] = row["content"]
    return content


def test_a_correction_raises_the_revision_and_is_counted_anew(field: Field) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, kind="place_check")
    field.officer.push_one(logged)
    assert field.numbers() == [logged["activity_id"]]

    result = field.officer.push_one(corrected)

    assert (result["status"], result["revision"]) == ("applied", 2)
    assert result["counted_for"] == []
    assert field.numbers() == []


def test_a_correction_keeps_the_receipt_number(field: Field) -> None:
    logged = field.officer.log()
    first, second = field.officer.push(logged, field.officer.correct(logged, participants=2))

    third = field.officer.push_one(field.officer.correct(logged, participants=3))

    assert first["receipt"] == second["receipt"] == third["receipt"]


def test_corrections_of_different_groups_merge(field: Field, coordinator: Phone) -> None:
    logged = field.officer.log(fields={"speed_limit": "30"})
    field.officer.push_one(logged)
    seen = (1, field.officer.epoch)

    (theirs,) = coordinator.applied(
        coordinator.correct(
            seen,
            activity_id=logged["activity_id"],
            **{**logged["activity"], "requested_by": "citizens"},
        )
    )
    (own,) = field.officer.applied(
        field.officer.correct(
            logged, outcomes={"order_fine_speed": 2}, fields={"speed_limit": "50"}
        )
    )

    assert (theirs["revision"], own["revision"]) == (2, 3)
    assert theirs["clashes"] == own["clashes"] == []
    content = content_of(field, logged)
    assert content["requested_by"] == "citizens"
    assert content["outcomes"] == {"order_fine_speed": 2}
    assert content["fields"] == {"speed_limit": "50"}


def test_both_changing_the_same_group_clashes_and_keeps_both(
    field: Field, coordinator: Phone
) -> None:
    logged = field.officer.log(outcomes={"order_fine_speed": 1})
    field.officer.push_one(logged)
    changed = {**logged["activity"], "outcomes": {"order_fine_speed": 5}}
    coordinator.applied(
        coordinator.correct((1, field.officer.epoch), activity_id=logged["activity_id"], **changed)
    )

    (result,) = field.officer.applied(
        field.officer.correct(
            logged,
            outcomes={"order_fine_speed": 3},
            started_at="2026-02-02T10:05:00+01:00",
            participants=2,
        )
    )

    assert result["clashes"] == ["outcomes.order_fine_speed"]
    assert result["revision"] == 3
    content = content_of(field, logged)
    assert content["outcomes"] == {"order_fine_speed": 5}
    assert content["participants"] == 2
    assert content["started_at"] == "2026-02-02T09:05:00+00:00"
    kept = field.row_of("activity_revisions", activity_id=logged["activity_id"], revision=3)
    assert kept["received"]["outcomes"] == {"order_fine_speed": 3}
    assert kept["clashes"] == ["outcomes.order_fine_speed"]
    activity = field.row_of("activities", activity_id=logged["activity_id"])
    assert activity["clashes"] == ["outcomes.order_fine_speed"]


def test_a_later_correction_on_what_stands_settles_the_clash(
    field: Field, coordinator: Phone
) -> None:
    logged = field.officer.log(participants=1)
    field.officer.push_one(logged)
    epoch = field.officer.epoch
    activity_id = logged["activity_id"]
    five = {**logged["activity"], "participants": 5}
    coordinator.applied(coordinator.correct((1, epoch), activity_id=activity_id, **five))
    clashing = field.officer.correct(logged, participants=3)
    assert field.officer.push_one(clashing)["clashes"] == ["participants"]

    other = field.officer.correct(clashing, requested_by="citizens")
    assert field.officer.push_one(other)["clashes"] == []
    assert field.row_of("activities", activity_id=activity_id)["clashes"] == ["participants"]

    chosen = field.officer.correct(
        (4, epoch), activity_id=activity_id, **{**five, "participants": 3}
    )
    (result,) = field.officer.applied(chosen)

    assert result["clashes"] == []
    activity = field.row_of("activities", activity_id=activity_id)
    assert (activity["clashes"], activity["content"]["participants"]) == ([], 3)


def test_a_changed_kind_clashes_with_everything(field: Field, coordinator: Phone) -> None:
    logged = field.officer.log()
    field.officer.push_one(logged)
    other_kind = {**logged["activity"], "kind": "place_check"}
    coordinator.applied(
        coordinator.correct(
            (1, field.officer.epoch), activity_id=logged["activity_id"], **other_kind
        )
    )

    (result,) = field.officer.applied(
        field.officer.correct(logged, fields={"speed_limit": "30"}, participants=4)
    )

    assert result["clashes"] == ["kind"]
    assert content_of(field, logged)["kind"] == "place_check"
    assert "participants" not in content_of(field, logged)


def test_the_base_of_an_own_operation_is_the_entry_as_it_was_sent(
    field: Field, coordinator: Phone
) -> None:
    """The answer to the first correction was lost, so the second is made on what was sent."""
    logged = field.officer.log(participants=1)
    field.officer.push_one(logged)
    theirs = {**logged["activity"], "participants": 9}
    coordinator.applied(
        coordinator.correct((1, field.officer.epoch), activity_id=logged["activity_id"], **theirs)
    )
    second = field.officer.correct(logged, requested_by="citizens")
    third = field.officer.correct(second, outcomes={"order_fine_speed": 1})

    results = field.officer.applied(second, third)

    assert [one["clashes"] for one in results] == [[], []]
    content = content_of(field, logged)
    assert content["participants"] == 9
    assert content["requested_by"] == "citizens"
    assert content["outcomes"] == {"order_fine_speed": 1}


def test_a_revision_of_an_earlier_epoch_is_kept_as_a_clash_but_a_void_applies(
    field: Field,
) -> None:
    logged, other = field.officer.log(participants=1), field.officer.log()
    field.officer.applied(logged, other)
    earlier = ordered_id()

    corrected = field.officer.correct(
        (1, earlier), activity_id=logged["activity_id"], **{**logged["activity"], "participants": 2}
    )
    same = field.officer.correct(
        (7, earlier), activity_id=logged["activity_id"], **logged["activity"]
    )
    voided = field.officer.void((7, earlier), activity_id=other["activity_id"])
    results = field.officer.applied(corrected, same, voided)

    assert [one["clashes"] for one in results] == [["participants"], [], []]
    assert content_of(field, logged)["participants"] == 1
    assert field.row_of("activities", activity_id=other["activity_id"])["is_void"]


def test_a_base_of_another_activity_or_author_is_refused(field: Field, coordinator: Phone) -> None:
    first, second = field.officer.log(), field.officer.log()
    field.officer.applied(first, second)

    crossed = field.officer.push_one(
        {**field.officer.correct(first), "base_operation_id": second["operation_id"]}
    )
    borrowed = coordinator.push_one(coordinator.correct(first))
    unknown = field.officer.push_one({**field.officer.correct(first), "activity_id": ordered_id()})

    assert (slug_of(crossed), pointers_of(crossed)) == ("invalid-input", ["#/base_operation_id"])
    assert (slug_of(borrowed), pointers_of(borrowed)) == ("not-found", ["#/base_operation_id"])
    assert (slug_of(unknown), pointers_of(unknown)) == ("invalid-input", ["#/base_operation_id"])


def test_void_and_restore_change_what_counts(field: Field) -> None:
    logged = field.officer.log()
    voided = field.officer.void(logged, reason="Fel datum.")
    field.officer.applied(logged)

    (void_result,) = field.officer.applied(voided)
    assert (void_result["revision"], void_result["counted_for"]) == (2, [])
    assert field.numbers() == []

    (restored,) = field.officer.applied(field.officer.restore(voided))
    assert (restored["revision"], len(restored["counted_for"])) == (3, 1)
    assert field.numbers() == [logged["activity_id"]]


def test_restoring_what_is_not_void_changes_nothing(field: Field) -> None:
    logged = field.officer.log()
    (first,) = field.officer.applied(logged)
    before = field.rows("activities", "activity_revisions", "contributions")

    (restored,) = field.officer.applied(field.officer.restore(logged))

    # The answer is that of the entry as it stands, so that a phone shows the same as before.
    assert restored["revision"] == 1
    assert restored["receipt"] == first["receipt"]
    assert restored["counted_for"] == first["counted_for"]
    assert field.rows("activities", "activity_revisions", "contributions") == before


def test_a_correction_on_a_restore_that_changed_nothing_is_made_on_what_stood_then(
    field: Field, coordinator: Phone
) -> None:
    logged = field.officer.log(participants=1)
    restored = field.officer.restore(logged)
    field.officer.applied(logged, restored)
    theirs = {**logged["activity"], "participants": 9}
    coordinator.applied(
        coordinator.correct((1, field.officer.epoch), activity_id=logged["activity_id"], **theirs)
    )

    late = field.officer.correct(logged, requested_by="citizens")
    late["base_operation_id"] = restored["operation_id"]
    (result,) = field.officer.applied(late)

    assert result["clashes"] == []
    assert content_of(field, logged)["participants"] == 9
    assert content_of(field, logged)["requested_by"] == "citizens"


def test_voiding_twice_is_one_void(field: Field) -> None:
    logged = field.officer.log()
    field.officer.applied(logged, field.officer.void(logged))

    (again,) = field.officer.applied(field.officer.void(logged))

    assert again["revision"] == 2
    assert again["counted_for"] == []


def test_a_void_beats_concurrent_corrections_in_every_order(field: Field) -> None:
    for order in permutations(range(3)):
        logged = field.officer.log(participants=1)
        made = [
            field.officer.correct(logged, participants=2),
            field.officer.void(logged),
            field.officer.correct(logged, requested_by="citizens"),
        ]
        field.officer.applied(logged)

        results = field.officer.applied(*(made[position] for position in order))

        assert [one["clashes"] for one in results] == [[], [], []]
        activity = field.row_of("activities", activity_id=logged["activity_id"])
        assert activity["is_void"]
        assert activity["revision"] == 4
        assert activity["content"]["participants"] == 2
        assert activity["content"]["requested_by"] == "citizens"
    assert field.numbers() == []


def test_a_restore_made_on_the_void_follows_it_whatever_comes_between(field: Field) -> None:
    logged = field.officer.log()
    voided = field.officer.void(logged)
    restored = field.officer.restore(voided)
    between = field.officer.correct(logged, participants=2)

    field.officer.applied(logged, voided, between, restored)

    activity = field.row_of("activities", activity_id=logged["activity_id"])
    assert (activity["is_void"], activity["revision"]) == (False, 4)
    assert activity["content"]["participants"] == 2
    assert field.numbers() == [logged["activity_id"]]


def test_a_restored_database_keeps_offering_exact(field: Field) -> None:
    """A new epoch: what the phone had sent is offered again, and the receipts keep it exact."""
    logged = field.officer.log()
    corrected = field.officer.correct(logged, participants=2)
    first = field.officer.applied(logged, corrected)
    with stored(field.app) as session:
        session.get_one(Installation, 1).epoch = ordered_id()
    again = field.sign_in(field.officer.user_id)
    assert field.officer.send([logged]).status_code == 401

    assert again.push(logged, corrected) == first
