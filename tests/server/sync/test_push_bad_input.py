"""Bad input refuses one operation with a pointer; the others of the same push go through."""

from typing import Any

from tests.factories import ALE, KUNGALV, make_organisation, make_place, make_unit, stored
from tests.server.sync.answers import pointers_of, slug_of, statuses_of
from tests.server.sync.phone import Field, Phone, ordered_id

BAD_ACTIVITIES: list[tuple[dict[str, Any], str]] = [
    ({"kind": "no_such_kind"}, "#/activity/kind"),
    ({"kind_revision": 99}, "#/activity/kind_revision"),
    ({"fields": {"no_such_field": 1}}, "#/activity/fields/no_such_field"),
    ({"fields": {"speed_limit": "fast"}}, "#/activity/fields/speed_limit"),
    ({"fields": {"a/b~c": 1}}, "#/activity/fields/a~1b~0c"),
    ({"outcomes": {"order_fine_speed": -1}}, "#/activity/outcomes/order_fine_speed"),
    ({"outcomes": {"order_fine_speed": 1.5}}, "#/activity/outcomes/order_fine_speed"),
    ({"outcomes": {"order_fine_speed": True}}, "#/activity/outcomes/order_fine_speed"),
    ({"outcomes": {"no_such_outcome": 1}}, "#/activity/outcomes/no_such_outcome"),
    ({"participants": -1}, "#/activity/participants"),
    ({"ended_at": "2026-02-02T09:59:00+01:00"}, "#/activity/ended_at"),
    ({"started_at": None}, "#/activity/started_at"),
    ({"started_at": "2026-02-02T10:00:00"}, "#/activity/started_at"),
    ({"service_date": "2026-02-02"}, "#/activity/service_date"),
    ({"state": "planned"}, "#/activity/state"),
    ({"state": "cancelled"}, "#/activity/cancel_reason"),
    ({"requested_by": "the_king"}, "#/activity/requested_by"),
    ({"organisation_id": ordered_id()}, "#/activity/organisation_id"),
    ({"place_id": ordered_id()}, "#/activity/place_id"),
    ({"wish_ids": [ordered_id()]}, "#/activity/wish_ids/0"),
    ({"position": {"lat": 91, "lon": 12}}, "#/activity/position/lat"),
    ({"place_name": "Ring 070-174 06 05"}, "#/activity/place_name"),
    ({"colour": "blue"}, "#/activity/colour"),
]


def test_each_fault_is_named_and_the_others_of_the_push_go_through(field: Field) -> None:
    bad = [field.officer.log(**said) for said, _ in BAD_ACTIVITIES]
    good = [field.officer.log(), field.officer.log()]

    first, *refused, last = field.officer.push(good[0], *bad, good[1])

    assert statuses_of([first, last]) == ["applied", "applied"]
    assert [(one["status"], pointers_of(one)) for one in refused] == [
        ("rejected", [pointer]) for _, pointer in BAD_ACTIVITIES
    ]
    assert field.numbers() == sorted(one["activity_id"] for one in good)


def test_a_foreign_organisation_is_not_allowed(field: Field) -> None:
    with stored(field.app) as session:
        foreign = make_organisation(session, codes=(ALE,)).organisation_id

    foreign_result, unknown_result, good = field.officer.push(
        field.officer.log(organisation_id=foreign),
        field.officer.log(organisation_id=ordered_id()),
        field.officer.log(),
    )

    assert slug_of(foreign_result) == slug_of(unknown_result) == "not-allowed"
    # It reads as if the organisation did not exist.
    assert foreign_result["problem"] == unknown_result["problem"]
    assert pointers_of(foreign_result) == ["#/activity/organisation_id"]
    assert good["status"] == "applied"


def test_a_place_or_unit_of_another_municipality_is_refused(field: Field) -> None:
    with stored(field.app) as session:
        elsewhere = make_place(session, KUNGALV).place_id
        own = make_place(session, ALE).place_id
        private = make_place(
            session,
            ALE,
            visibility="organisation",
            organisation_id=make_organisation(session, codes=(ALE,)).organisation_id,
        ).place_id
        unit = make_unit(session, KUNGALV).unit_id

    results = field.officer.push(
        field.officer.log(place_id=elsewhere),
        field.officer.log(place_id=private),
        field.officer.log(unit_ids=[unit]),
        field.officer.log(place_id=own),
        field.officer.log(municipality_code=KUNGALV, place_id=elsewhere),
    )

    assert statuses_of(results) == ["rejected", "rejected", "rejected", "applied", "applied"]
    assert pointers_of(results[0]) == pointers_of(results[1]) == ["#/activity/place_id"]
    assert "#/activity/unit_ids/0" in pointers_of(results[2])


def test_a_municipality_where_the_organisation_does_not_work_is_refused(field: Field) -> None:
    results = field.officer.push(
        field.officer.log(municipality_code="1492"), field.officer.log(municipality_code="9999")
    )

    assert [slug_of(one) for one in results] == ["not-allowed", "not-allowed"]
    assert pointers_of(results[0]) == ["#/activity/municipality_code"]
    assert field.officer.pull()["activities"] == []


def test_the_operations_municipality_is_that_of_the_activity(field: Field) -> None:
    crossed = {**field.officer.log(), "municipality_code": KUNGALV}

    result = field.officer.push_one(crossed)

    assert pointers_of(result) == ["#/activity/municipality_code"]


def test_a_start_may_lie_ten_minutes_after_the_operations_own_clock(field: Field) -> None:
    composed_at = "2026-02-02T12:00:00+01:00"

    def started(at: str, **said: Any) -> dict[str, Any]:
        return {**field.officer.log(started_at=at, **said), "device_time": composed_at}

    just, late, called_off = field.officer.push(
        started("2026-02-02T12:10:00+01:00"),
        started("2026-02-02T12:10:01+01:00"),
        started(
            "2026-02-09T12:00:00+01:00", state="cancelled", cancel_reason="Halt väglag, ny dag."
        ),
    )

    assert statuses_of([just, late, called_off]) == ["applied", "rejected", "applied"]
    assert pointers_of(late) == ["#/activity/started_at"]
    assert (just["flags"], called_off["flags"]) == ([], [])


def test_a_phone_whose_clock_is_ahead_is_flagged_and_nothing_is_moved(field: Field) -> None:
    tomorrow = "2026-02-03T12:00:00+00:00"
    ahead = {
        **field.officer.log(started_at="2026-02-03T11:30:00+00:00"),
        "device_time": tomorrow,
    }

    result = field.officer.push_one(ahead, device_time=tomorrow)

    assert (result["status"], result["flags"]) == ("applied", ["clock_skew"])
    stored_row = field.row_of("activities", activity_id=ahead["activity_id"])
    assert stored_row["started_at"].isoformat() == "2026-02-03T11:30:00+00:00"
    assert field.row_of("sync_receipts", operation_id=ahead["operation_id"])["skew_s"] == -86_400


def test_members_that_do_not_fit_the_type_are_refused(field: Field) -> None:
    officer = field.officer
    logged = officer.log()
    officer.push_one(logged)
    epoch = officer.epoch
    spoiled: list[tuple[dict[str, Any], str]] = [
        ({**officer.log(), "activity": None}, "#/activity"),
        ({**officer.void(logged), "activity": officer.activity()}, "#/activity"),
        ({**officer.log(), "base_operation_id": logged["operation_id"]}, "#/base_operation_id"),
        ({**officer.correct(logged), "base_operation_id": None}, "#/base_operation_id"),
        ({**officer.correct(logged), "base_revision": 1, "base_epoch": epoch}, "#/base_revision"),
        (
            {**officer.correct(logged), "base_operation_id": None, "base_revision": 1},
            "#/base_epoch",
        ),
        ({**officer.void(logged), "base_operation_id": None}, "#/base_operation_id"),
        ({**officer.move(logged), "new_activity_id": None}, "#/new_activity_id"),
        ({**officer.log(), "new_activity_id": ordered_id()}, "#/new_activity_id"),
        ({**officer.move(logged), "new_activity_id": logged["activity_id"]}, "#/activity_id"),
        ({**officer.void(logged), "reason": "Ring 070-174 06 05"}, "#/reason"),
    ]

    results = officer.push(*(operation for operation, _ in spoiled))

    assert [(one["status"], pointers_of(one)) for one in results] == [
        ("rejected", [pointer]) for _, pointer in spoiled
    ]


def test_an_existing_activity_is_the_authors_own_or_nobody_they_know_of(field: Field) -> None:
    logged = field.officer.log()
    field.officer.push_one(logged)
    activity_id = logged["activity_id"]
    epoch = field.colleague.epoch

    own = field.officer.push_one(field.officer.log(activity_id))
    colleague: Phone = field.colleague
    foreign = colleague.push(
        colleague.log(activity_id),
        colleague.correct((1, epoch), activity_id=activity_id),
        colleague.void((1, epoch), activity_id=activity_id),
        colleague.correct({**logged, "operation_id": logged["operation_id"]}),
    )

    assert (own["status"], slug_of(own), pointers_of(own)) == (
        "rejected",
        "already-exists",
        ["#/activity_id"],
    )
    assert [slug_of(one) for one in foreign] == ["not-found"] * 4
    assert field.row_of("activities", activity_id=activity_id)["revision"] == 1
