"""The evening or day that a pushed entry belongs to, through the whole stack."""

from typing import Any

from tests.factories import ALE, make_member, make_organisation, stored
from tests.server.sync.answers import pointers_of
from tests.server.sync.phone import Field, Operation, Phone

EVENINGS: list[tuple[str, str]] = [
    ("2025-12-31T23:50:00+01:00", "2025-12-31"),
    ("2026-01-01T00:15:00+01:00", "2025-12-31"),
    ("2026-01-01T04:59:59+01:00", "2025-12-31"),
    ("2026-01-01T05:00:00+01:00", "2026-01-01"),
    # The night when 02.00 becomes 03.00, and the one when 03.00 becomes 02.00.
    ("2026-03-28T21:00:00+01:00", "2026-03-28"),
    ("2026-03-29T00:59:59+00:00", "2026-03-28"),
    ("2026-03-29T01:00:00+00:00", "2026-03-28"),
    ("2026-03-29T02:59:59+00:00", "2026-03-28"),
    ("2026-03-29T03:00:00+00:00", "2026-03-29"),
    ("2026-10-24T21:00:00+02:00", "2026-10-24"),
    ("2026-10-25T00:59:59+00:00", "2026-10-24"),
    ("2026-10-25T01:00:00+00:00", "2026-10-24"),
    ("2026-10-25T03:59:59+00:00", "2026-10-24"),
    ("2026-10-25T04:00:00+00:00", "2026-10-25"),
]


def walkers_of(field: Field) -> Phone:
    with stored(field.app) as session:
        association = make_organisation(session, "association", codes=(ALE,))
        user_id = make_member(session, association).user_id
        organisation_id = association.organisation_id
    return field.sign_in(user_id, organisation_id)


def test_a_walk_belongs_to_its_evening_and_a_check_to_its_day(field: Field) -> None:
    field.clock.set("2026-12-01T12:00:00+01:00")
    walkers = walkers_of(field)
    officer = field.sign_in(field.officer.user_id)
    walks = [walkers.log(kind="night_walk", started_at=at) for at, _ in EVENINGS]
    checks = [officer.log(started_at=at) for at, _ in EVENINGS[:4]]

    walkers.applied(*walks)
    officer.applied(*checks)

    def days(operations: list[Operation]) -> list[str]:
        return [
            field.row_of("activities", activity_id=one["activity_id"])["service_date"].isoformat()
            for one in operations
        ]

    assert days(walks) == [day for _, day in EVENINGS]
    assert days(checks) == ["2025-12-31", "2026-01-01", "2026-01-01", "2026-01-01"]
    # The promise runs over 2026.
    assert field.numbers() == sorted(one["activity_id"] for one in checks[1:])


def test_only_the_evening_may_be_known(field: Field) -> None:
    evening: dict[str, Any] = {
        "time_precision": "evening",
        "started_at": None,
        "service_date": "2026-02-01",
    }
    logged = field.officer.log(**evening)

    (result,) = field.officer.applied(logged)

    assert len(result["counted_for"]) == 1
    row = field.row_of("activities", activity_id=logged["activity_id"])
    assert (row["started_at"], row["service_date"].isoformat()) == (None, "2026-02-01")
    tomorrow = field.officer.push_one(
        field.officer.log(**{**evening, "service_date": "2026-02-03"})
    )
    assert pointers_of(tomorrow) == ["#/activity/service_date"]
