"""Who may write: by the memberships that were valid on the entry's day."""

from datetime import date
from typing import Any

from server.organisations.models import Organisation
from tests.factories import ALE, make_member, make_organisation, stored
from tests.server.sync.answers import pointers_of, slug_of, statuses_of
from tests.server.sync.phone import Field, Phone


def member(field: Field, role: str = "reporter", **dates: Any) -> Phone:
    with stored(field.app) as session:
        organisation = session.get_one(Organisation, field.organisation_id)
        user_id = make_member(session, organisation, role, **dates).user_id
    return field.sign_in(user_id)


def test_what_arrives_within_thirty_days_after_a_membership_ended_applies_flagged(
    field: Field,
) -> None:
    """The clock stands at 2 February; both were members on the day of the check."""
    within = member(field, valid_to=date(2026, 1, 3))
    after = member(field, valid_to=date(2026, 1, 2))
    started_at = "2026-01-02T10:00:00+01:00"

    late = within.push_one(within.log(started_at=started_at))
    too_late = after.push_one(after.log(started_at=started_at))

    assert (late["status"], late["flags"]) == ("applied", ["late_membership"])
    assert (too_late["status"], slug_of(too_late)) == ("rejected", "not-allowed")
    assert pointers_of(too_late) == ["#/activity/organisation_id"]
    row = field.row_of("activities", activity_id=late["activity_id"])
    assert row["flags"] == ["late_membership"]


def test_an_entry_outside_the_membership_is_refused(field: Field) -> None:
    new = member(field, valid_from=date(2026, 2, 2))
    former = member(field, valid_to=date(2026, 2, 1))

    before, today = new.push(
        new.log(started_at="2026-02-01T23:00:00+01:00"),
        new.log(started_at="2026-02-02T00:00:00+01:00"),
    )
    after = former.push_one(former.log())

    assert statuses_of([before, today, after]) == ["rejected", "applied", "rejected"]
    assert slug_of(before) == slug_of(after) == "not-allowed"


def test_voiding_late_is_flagged_and_later_refused(field: Field) -> None:
    within = member(field, valid_to=date(2026, 1, 20))
    logged, other = (within.log(started_at="2026-01-10T10:00:00+01:00") for _ in range(2))
    within.applied(logged, other)

    (voided,) = within.applied(within.void(logged))
    field.clock.set("2026-02-20T12:00:00+01:00")
    too_late = within.push_one(within.void(other))

    assert voided["flags"] == ["late_membership"]
    assert slug_of(too_late) == "not-allowed"


def test_a_person_without_any_membership_left_still_gets_answers(field: Field) -> None:
    gone = member(field, valid_to=date(2025, 12, 1))

    result = gone.push_one(gone.log())
    page = gone.pull()

    assert slug_of(result) == "not-allowed"
    assert page["has_more"] is False
    assert page["promises"] == page["places"] == page["progress"] == []


def test_viewers_and_administrators_write_nothing(field: Field) -> None:
    for role in ("viewer", "administrator"):
        phone = member(field, role)

        assert slug_of(phone.push_one(phone.log())) == "not-allowed"


def test_each_kind_is_written_by_those_it_is_for(field: Field) -> None:
    with stored(field.app) as session:
        association = make_organisation(session, "association", codes=(ALE,))
        user_id = make_member(session, association).user_id
        organisation_id = association.organisation_id
    walker = field.sign_in(user_id, organisation_id)

    refused, walk = walker.push(walker.log(), walker.log(kind="night_walk"))

    assert (slug_of(refused), pointers_of(refused)) == ("not-allowed", ["#/activity/kind"])
    assert walk["status"] == "applied"


def test_a_coordinator_corrects_and_voids_for_the_organisation(field: Field) -> None:
    logged = field.officer.log()
    field.officer.applied(logged)
    coordinator = member(field, "coordinator")
    seen = (1, coordinator.epoch)

    (result,) = coordinator.applied(coordinator.void(seen, activity_id=logged["activity_id"]))

    assert result["revision"] == 2
    assert field.numbers() == []
    # It is still the officer's entry, and the officer's phone hears of it.
    row = field.row_of("activities", activity_id=logged["activity_id"])
    assert row["author_id"] == field.officer.user_id
    assert [one["is_void"] for one in field.officer.pull()["activities"]] == [True]
