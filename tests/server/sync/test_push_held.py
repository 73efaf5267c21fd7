"""What arrives before its base is held, and settled exactly once when the base comes."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

from server.organisations.models import Organisation
from server.sync.models import HeldOperation
from tests.factories import KUNGALV, make_member, stored
from tests.server.sync.answers import pointers_of, slug_of, statuses_of
from tests.server.sync.phone import Field, ordered_id, without_times


def held_count(field: Field) -> int:
    return len(field.rows("held_operations")["held_operations"])


def test_a_correction_before_its_log_is_held_and_then_settled_once(field: Field) -> None:
    logged = field.officer.log(participants=1)
    corrected = field.officer.correct(logged, participants=2)
    (held,) = field.officer.push(corrected)
    assert held == {
        "operation_id": corrected["operation_id"],
        "status": "held",
        "activity_id": logged["activity_id"],
        "revision": None,
        "receipt": None,
        "counted_for": [],
        "clashes": [],
        "flags": [],
    }
    cursor = field.officer.pull()["cursor"]

    log_result = field.officer.push_one(logged)
    settled = field.officer.push_one(corrected)

    assert (log_result["revision"], settled["revision"]) == (1, 2)
    assert settled["status"] == "applied"
    assert len(settled["counted_for"]) == 1
    assert held_count(field) == 0
    activity = field.row_of("activities", activity_id=logged["activity_id"])
    assert (activity["revision"], activity["content"]["participants"]) == (2, 2)
    page = field.officer.pull(cursor=cursor)
    assert page["receipts"] == [settled]
    assert [one["revision"] for one in page["activities"]] == [2]
    assert field.officer.pull(cursor=page["cursor"])["receipts"] == []


def test_a_chain_sent_backwards_settles_in_its_own_order(field: Field) -> None:
    officer = field.officer
    for order in permutations(range(1, 4)):
        logged = officer.log(participants=1)
        corrected = officer.correct(logged, participants=2)
        voided = officer.void(corrected)
        restored = officer.restore(voided)
        chain = [logged, corrected, voided, restored]
        early = officer.push(*(chain[position] for position in order))
        assert statuses_of(early) == ["held"] * 3

        officer.applied(logged)

        results = officer.push(*chain)
        assert statuses_of(results) == ["applied"] * 4
        assert [one["revision"] for one in results] == [1, 2, 3, 4]
        activity = field.row_of("activities", activity_id=logged["activity_id"])
        assert (activity["is_void"], activity["content"]["participants"]) == (False, 2)
    assert held_count(field) == 0


def test_a_whole_chain_in_one_push_may_stand_in_any_order(field: Field) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, participants=2)
    voided = field.officer.void(corrected)

    results = field.officer.push(voided, corrected, logged)

    assert statuses_of(results) == ["applied"] * 3
    assert [one["revision"] for one in results] == [3, 2, 1]
    assert held_count(field) == 0


def test_a_long_chain_settles_whole(field: Field) -> None:
    """Longer than a push, and than Python lets functions call each other."""
    chain = [field.officer.log()]
    while len(chain) <= 390:
        chain.append(field.officer.correct(chain[-1], participants=len(chain)))
    field.officer.push(*chain[:195:-1])
    field.officer.push(*chain[195:0:-1])

    field.officer.applied(chain[0])

    assert held_count(field) == 0
    (last,) = field.officer.applied(chain[-1])
    assert last["revision"] == len(chain)


def test_each_settles_when_its_own_base_comes(field: Field) -> None:
    logged = field.officer.log()
    first = field.officer.correct(logged, participants=2)
    second = field.officer.correct(first, participants=3)
    assert statuses_of(field.officer.push(logged, second)) == ["applied", "held"]

    field.officer.applied(first)

    (settled,) = field.officer.applied(second)
    assert settled["revision"] == 3


def test_what_is_built_on_a_rejected_operation_is_rejected_too(field: Field) -> None:
    bad = field.officer.log(kind="no_such_kind")
    corrected = field.officer.correct(bad, kind="speed_check")
    voided = field.officer.void(corrected)
    field.officer.push(corrected, voided)
    cursor = field.officer.pull()["cursor"]

    (refused,) = field.officer.push(bad)
    results = field.officer.push(corrected, voided)

    assert refused["status"] == "rejected"
    assert [(one["status"], slug_of(one)) for one in results] == [("rejected", "base-rejected")] * 2
    assert pointers_of(results[0]) == ["#/base_operation_id"]
    assert held_count(field) == 0
    assert field.officer.pull(cursor=cursor)["receipts"] == results


def test_a_rejected_log_is_repaired_under_a_new_number_and_the_same_activity(
    field: Field,
) -> None:
    bad = field.officer.log(kind="no_such_kind")
    repaired = field.officer.log(bad["activity_id"])

    results = field.officer.push(bad, field.officer.void(bad), repaired)

    assert statuses_of(results) == ["rejected", "rejected", "applied"]
    assert field.numbers() == [bad["activity_id"]]


def test_what_waits_is_held_under_a_revision_that_is_yet_to_come(field: Field) -> None:
    logged = field.officer.log(participants=1)
    field.officer.applied(logged)
    ahead = field.officer.correct(
        (2, field.officer.epoch), activity_id=logged["activity_id"], **logged["activity"]
    )
    ahead["activity"]["requested_by"] = "citizens"
    assert field.officer.push_one(ahead)["status"] == "held"

    field.officer.applied(field.officer.correct(logged, participants=2))

    (settled,) = field.officer.applied(ahead)
    assert settled["revision"] == 3


def test_a_correction_waits_for_an_activity_that_a_held_move_brings(field: Field) -> None:
    """Three phones' worth of disorder: the correction, then the move, then the log."""
    logged = field.officer.log(participants=1)
    moved = field.officer.move(logged)
    corrected = field.officer.correct(moved, participants=2)
    for operation in (corrected, moved):
        assert field.officer.push_one(operation)["status"] == "held"

    field.officer.applied(logged)

    field.officer.applied(logged, moved, corrected)
    assert held_count(field) == 0
    assert field.numbers() == []
    assert field.numbers(KUNGALV) == [moved["new_activity_id"]]
    content = field.row_of("activities", activity_id=moved["new_activity_id"])["content"]
    assert content["participants"] == 2


def test_another_authors_guess_is_answered_when_the_activity_comes(field: Field) -> None:
    logged = field.officer.log()
    guess = field.colleague.void((1, field.colleague.epoch), activity_id=logged["activity_id"])
    assert field.colleague.push_one(guess)["status"] == "held"
    cursor = field.colleague.pull()["cursor"]

    field.officer.applied(logged)

    result = field.colleague.push_one(guess)
    assert (result["status"], slug_of(result)) == ("rejected", "not-found")
    assert field.colleague.pull(cursor=cursor)["receipts"] == [result]
    assert field.numbers() == [logged["activity_id"]]


def test_an_answer_reaches_its_author_from_a_municipality_they_do_not_work_in(
    field: Field,
) -> None:
    logged = field.officer.log()
    astray = field.officer.void(logged, municipality_code="1492")
    nowhere = field.officer.void(logged, municipality_code="9999")
    assert statuses_of(field.officer.push(astray, nowhere)) == ["held", "held"]
    cursor = field.officer.pull()["cursor"]

    field.officer.applied(logged)

    results = field.officer.push(astray, nowhere)
    assert [pointers_of(one) for one in results] == [["#/municipality_code"]] * 2
    assert field.officer.pull(cursor=cursor)["receipts"] == results


def test_settling_is_stored_once_however_often_it_is_asked_for(field: Field) -> None:
    logged = field.officer.log()
    voided = field.officer.void(logged)
    field.officer.push(voided)
    first = field.officer.push(logged, voided)
    before = field.rows()

    assert field.officer.push(logged, voided) == first
    assert field.officer.push(voided, logged) == first[::-1]
    assert without_times(field.rows()) == without_times(before)


def test_what_a_newer_release_cannot_read_any_more_is_rejected_and_blocks_nothing(
    field: Field,
) -> None:
    logged = field.officer.log()
    voided = field.officer.void(logged)
    field.officer.push(voided)
    with stored(field.app) as session:
        row = session.get_one(HeldOperation, ("1440", voided["operation_id"]))
        row.operation = {**row.operation, "type": "forgotten_activity"}

    (result,) = field.officer.applied(logged)

    assert result["revision"] == 1
    assert held_count(field) == 0
    receipt = field.row_of("sync_receipts", operation_id=voided["operation_id"])
    assert receipt["status"] == "rejected"
    assert field.numbers() == [logged["activity_id"]]


def test_a_held_operation_keeps_the_time_and_skew_it_came_with(field: Field) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, participants=2)
    slow = {"device_time": (field.clock() - timedelta(minutes=5)).isoformat()}
    field.officer.push(corrected, **slow)
    field.clock.advance(timedelta(hours=1))

    field.officer.applied(logged)

    receipt: dict[str, Any] = field.row_of("sync_receipts", operation_id=corrected["operation_id"])
    assert receipt["skew_s"] == 300
    assert receipt["settled_at"] - receipt["recorded_at"] == timedelta(hours=1)


def test_what_came_in_time_is_not_too_late_when_its_base_comes(field: Field) -> None:
    """The membership ends on 3 January; the correction comes on the 30th day after it."""
    with stored(field.app) as session:
        organisation = session.get_one(Organisation, field.organisation_id)
        user_id = make_member(session, organisation, valid_to=date(2026, 1, 3)).user_id
        coordinator_id = make_member(session, organisation, "coordinator").user_id
    phone = field.sign_in(user_id)
    logged = phone.log(started_at="2026-01-02T10:00:00+01:00", participants=1)
    phone.applied(logged)
    ahead = phone.correct((2, phone.epoch), activity_id=logged["activity_id"], **logged["activity"])
    ahead["activity"]["requested_by"] = "citizens"
    assert phone.push_one(ahead)["status"] == "held"
    field.clock.advance(timedelta(days=1))

    coordinator = field.sign_in(coordinator_id)
    seen = (1, coordinator.epoch)
    changed = {**logged["activity"], "participants": 2}
    coordinator.applied(coordinator.correct(seen, activity_id=logged["activity_id"], **changed))

    (settled,) = phone.applied(ahead)
    assert (settled["revision"], settled["flags"]) == (3, ["late_membership"])


def test_a_held_operation_keeps_no_closer_position_than_an_entry(field: Field) -> None:
    logged = field.officer.log()
    position = {"lat": 57.9123456, "lon": 12.1234567, "accuracy_m": 7.6}
    held = field.officer.correct(logged, position=position)
    field.officer.push(held)

    kept = field.row_of("held_operations", operation_id=held["operation_id"])["operation"]

    assert kept["activity"]["position"] == {"lat": 57.912, "lon": 12.123, "accuracy_m": 8}
    field.officer.applied(logged)
    (result,) = field.officer.applied(held)
    assert result["revision"] == 2


def test_an_operation_on_nothing_known_waits(field: Field) -> None:
    unknown = ordered_id()
    epoch = field.officer.epoch
    results = field.officer.push(
        field.officer.correct((1, epoch), activity_id=unknown),
        field.officer.void((1, epoch), activity_id=unknown),
        {**field.officer.restore((1, epoch), activity_id=unknown), "base_revision": None},
        {**field.officer.move(field.officer.log(unknown)), "base_operation_id": None},
    )

    assert statuses_of(results) == ["held"] * 4
