"""A replay gets the stored answer, whatever it was, and changes nothing."""

import pytest

from tests.server.sync.answers import pointers_of, slug_of
from tests.server.sync.phone import Field, ordered_id, without_times


def test_a_logged_check_is_applied_once_with_a_receipt_and_what_it_counts_for(
    field: Field,
) -> None:
    logged = field.officer.log()

    result = field.officer.push_one(logged)

    assert result["status"] == "applied"
    assert result["activity_id"] == logged["activity_id"]
    assert result["revision"] == 1
    assert result["receipt"] == f"{change_seq(field)}-1"
    assert [one["short_name"] for one in result["counted_for"]] == ["Hastighetskontroller"]
    assert result["counted_for"][0]["why"]
    assert (result["clashes"], result["flags"]) == ([], [])
    assert field.numbers() == [logged["activity_id"]]


def test_a_replay_of_the_same_body_changes_nothing(field: Field) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, requested_by="citizens")
    voided = field.officer.void(corrected)
    early = field.officer.correct(field.officer.log(), participants=2)
    refused = field.officer.log(kind="no_such_kind")
    operations = [logged, corrected, early, refused, voided]
    first = field.officer.push(*operations)
    before = field.rows()

    again = field.officer.push(*operations)
    one_by_one = [field.officer.push_one(operation) for operation in reversed(operations)]

    assert [one["status"] for one in first] == [
        "applied",
        "applied",
        "held",
        "rejected",
        "applied",
    ]
    assert again == first
    assert one_by_one == list(reversed(first))
    assert without_times(field.rows()) == without_times(before)


def test_absent_and_null_are_the_same_body(field: Field) -> None:
    logged = field.officer.log()
    first = field.officer.push_one(logged)

    padded = {**logged, "reason": None, "activity": {**logged["activity"], "note": None}}

    assert field.officer.push_one(padded) == first


def test_another_body_under_the_same_number_is_refused(field: Field) -> None:
    logged = field.officer.log()
    first = field.officer.push_one(logged)
    before = field.rows()

    changed = {**logged, "activity": {**logged["activity"], "participants": 3}}
    result = field.officer.push_one(changed)

    assert result["status"] == "rejected"
    assert slug_of(result) == "operation-reused"
    assert without_times(field.rows()) == without_times(before)
    assert field.officer.push_one(logged) == first


def test_another_author_learns_nothing_of_an_operation(field: Field) -> None:
    logged = field.officer.log()
    field.officer.push_one(logged)
    before = field.rows()

    result = field.colleague.push_one(logged)

    assert result["status"] == "rejected"
    assert slug_of(result) == "not-found"
    assert result["receipt"] is None
    assert result["counted_for"] == []
    assert without_times(field.rows("activities", "sync_receipts")) == {
        name: before[name] for name in ("activities", "sync_receipts")
    }


def test_the_same_operation_twice_in_one_push_is_done_once(field: Field) -> None:
    logged = field.officer.log()

    first, second = field.officer.push(logged, logged)

    assert first == second
    assert first["revision"] == 1
    assert len(field.rows("activity_revisions")["activity_revisions"]) == 1


def test_a_number_that_an_activity_has_is_nobodys_operation(field: Field) -> None:
    logged = field.officer.log()
    field.officer.push_one(logged)

    for phone in (field.officer, field.colleague):
        result = phone.push_one({**phone.log(), "operation_id": logged["activity_id"]})

        assert (result["status"], slug_of(result)) == ("rejected", "not-found")
    assert len(field.rows("activities")["activities"]) == 1


def test_a_number_that_an_operation_has_is_no_activity(field: Field) -> None:
    logged = field.officer.log()
    field.officer.push_one(logged)

    own, foreign = (
        field.officer.push_one(field.officer.log(logged["operation_id"])),
        field.colleague.push_one(field.colleague.log(logged["operation_id"])),
    )

    assert (own["status"], slug_of(own)) == ("rejected", "already-exists")
    assert (foreign["status"], slug_of(foreign)) == ("rejected", "not-found")
    assert pointers_of(own) == pointers_of(foreign) == ["#/activity_id"]


def test_numbers_are_the_same_however_they_are_spelled(field: Field) -> None:
    logged = field.officer.log()
    first = field.officer.push_one(logged)
    shouted = {**logged, "operation_id": logged["operation_id"].upper()}

    answer = field.officer.send([shouted]).get_json()["results"][0]

    # Another spelling is another body, so it is not the same operation, but it has the same number.
    assert slug_of(answer) == "operation-reused"
    assert field.officer.push_one(logged) == first


@pytest.mark.parametrize("shape", ["wrong kind", "wrong shape"])
def test_a_rejection_is_remembered(field: Field, shape: str) -> None:
    bad = field.officer.log(kind="no_such_kind")
    if shape == "wrong shape":
        bad["activity"]["started_at"] = "yesterday"
    first = field.officer.push_one(bad)
    before = field.rows()

    again = field.officer.push_one(bad)

    assert first["status"] == "rejected"
    assert again == first
    assert without_times(field.rows()) == without_times(before)


def test_an_operation_of_the_wrong_shape_is_another_authors_not_found(field: Field) -> None:
    bad = {"operation_id": ordered_id(), "type": "dance"}
    field.officer.push_one(bad)

    assert slug_of(field.colleague.push_one(bad)) == "not-found"


def change_seq(field: Field, code: str = "1440") -> int:
    number: int = field.row_of("municipality_counters", municipality_code=code)["change_seq"]
    return number
