"""A move voids the old entry and makes one in another municipality, together: never both count."""

from tests.factories import ALE, KUNGALV, make_place, stored
from tests.server.sync.answers import pointers_of, slug_of, statuses_of
from tests.server.sync.phone import Field


def test_a_moved_entry_counts_in_the_new_municipality_only(field: Field) -> None:
    with stored(field.app) as session:
        old_place = make_place(session, ALE).place_id
        new_place = make_place(session, KUNGALV).place_id
    logged = field.officer.log(place_id=old_place, participants=3)
    moved = field.officer.move(logged, place_id=new_place)
    field.officer.applied(logged)

    (result,) = field.officer.applied(moved)

    assert result["activity_id"] == logged["activity_id"]
    assert result["new_activity_id"] == moved["new_activity_id"]
    assert [one["commitment_id"] for one in result["counted_for"]] == [
        field.commitment_ids[KUNGALV]
    ]
    assert field.numbers(ALE) == []
    assert field.numbers(KUNGALV) == [moved["new_activity_id"]]
    old = field.row_of("activities", activity_id=logged["activity_id"])
    new = field.row_of("activities", activity_id=moved["new_activity_id"])
    assert (old["is_void"], old["moved_to"], old["revision"]) == (True, new["activity_id"], 2)
    assert (new["is_void"], new["municipality_code"], new["revision"]) == (False, KUNGALV, 1)
    assert (new["place_id"], new["content"]["participants"]) == (new_place, 3)
    assert result["receipt"] == new["receipt"]
    assert field.officer.push_one(moved) == result


def test_a_move_takes_what_others_changed_along(field: Field) -> None:
    logged = field.officer.log()
    field.officer.applied(logged, field.officer.correct(logged, requested_by="citizens"))
    moved = field.officer.move(logged, participants=2)

    field.officer.applied(moved)

    content = field.row_of("activities", activity_id=moved["new_activity_id"])["content"]
    assert content["requested_by"] == "citizens"
    assert content["participants"] == 2


def test_an_entry_is_moved_once(field: Field) -> None:
    logged = field.officer.log()
    first, second = field.officer.move(logged), field.officer.move(logged)
    field.officer.applied(logged, first)

    again = field.officer.push_one(second)
    restored = field.officer.push_one(field.officer.restore(logged))

    assert (slug_of(again), pointers_of(again)) == ("invalid-input", ["#/activity_id"])
    assert (slug_of(restored), pointers_of(restored)) == ("invalid-input", ["#/activity_id"])
    assert field.numbers(ALE) == []
    assert field.numbers(KUNGALV) == [first["new_activity_id"]]


def test_a_moved_entry_is_corrected_and_moved_back_under_new_numbers(field: Field) -> None:
    logged = field.officer.log()
    there = field.officer.move(logged)
    corrected = field.officer.correct(there, participants=2)
    back = field.officer.move(
        {**corrected, "activity_id": there["new_activity_id"]}, to=ALE, participants=2
    )

    field.officer.applied(logged, there, corrected, back)

    assert field.numbers(KUNGALV) == []
    assert field.numbers(ALE) == [back["new_activity_id"]]


def test_a_move_within_a_municipality_or_onto_a_taken_number_is_refused(field: Field) -> None:
    logged, other = field.officer.log(), field.officer.log()
    field.officer.applied(logged, other)

    results = field.officer.push(
        field.officer.move(logged, to=ALE),
        {**field.officer.move(logged), "new_activity_id": other["activity_id"]},
        field.officer.move(logged, to="1492"),
    )

    assert statuses_of(results) == ["rejected"] * 3
    assert [slug_of(one) for one in results] == ["invalid-input", "already-exists", "not-allowed"]
    assert pointers_of(results[0]) == ["#/activity/municipality_code"]
    assert pointers_of(results[1]) == ["#/new_activity_id"]
    assert field.numbers(ALE) == sorted([logged["activity_id"], other["activity_id"]])
    assert field.numbers(KUNGALV) == []


def test_correcting_is_not_moving(field: Field) -> None:
    logged = field.officer.log()
    field.officer.applied(logged)

    crossed = {**field.officer.correct(logged), "municipality_code": ALE}
    crossed["activity"] = {**crossed["activity"], "municipality_code": KUNGALV}
    result = field.officer.push_one(crossed)

    assert pointers_of(result) == ["#/activity/municipality_code"]
