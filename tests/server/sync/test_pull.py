"""A pull: everything that changed, nothing skipped, and nothing that is not the reader's to see."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.auth.queries import list_actors
from server.db import db
from server.organisations.models import Membership, Organisation
from server.organisations.queries import next_change_seq
from server.stockholm import stockholm_date
from server.sync.models import Installation
from server.sync.service import pull as pulling
from tests.factories import (
    ALE,
    KUNGALV,
    make_commitment,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    make_unit,
    make_wish,
    stored,
)
from tests.queries import QueryRecorder
from tests.server.sync.phone import Field, Phone, ordered_id

COLLECTIONS = ("places", "wishes", "units", "promises", "activities", "receipts")


def ids(page: dict[str, Any], collection: str) -> list[str]:
    name = {"activities": "activity_id", "receipts": "operation_id"}.get(collection, "id")
    return [row[name] for row in page[collection]]


def organisation_of(session: Session, field: Field) -> Organisation:
    return session.get_one(Organisation, field.organisation_id)


def test_a_first_pull_is_full_and_the_next_one_empty(field: Field) -> None:
    with stored(field.app) as session:
        place = make_place(session, ALE, lat=57.9, lon=12.1)
        wish = make_wish(session, place)
        unit = make_unit(session, KUNGALV)
        expected = {"places": place.place_id, "wishes": wish.wish_id, "units": unit.unit_id}
    logged = field.officer.log()
    field.officer.applied(logged)

    first = field.officer.pull()
    second = field.officer.pull(cursor=first["cursor"])

    assert (first["reset"], first["has_more"]) == (True, False)
    assert first["epoch"] == field.officer.epoch
    assert first["server_time"] == field.clock().isoformat()
    assert {name: ids(first, name) for name in expected} == {
        name: [one] for name, one in expected.items()
    }
    assert len(first["promises"]) == len(first["progress"]) == 2
    assert ids(first, "activities") == [logged["activity_id"]]
    assert {kind["code"] for kind in first["catalogue"]["kinds"]} >= {"speed_check", "night_walk"}
    assert (second["reset"], second["has_more"]) == (False, False)
    assert second["catalogue"] is None
    assert all(second[name] == [] for name in COLLECTIONS)
    # Progress comes whole, never as a difference.
    assert second["progress"] == first["progress"]


def test_an_own_entry_comes_as_the_phone_sent_it_with_its_receipt(field: Field) -> None:
    logged = field.officer.log(outcomes={"order_fine_speed": 0}, requested_by="citizens")
    (result,) = field.officer.applied(logged)

    (row,) = field.officer.pull()["activities"]

    assert row == {
        "activity_id": logged["activity_id"],
        "municipality_code": ALE,
        "revision": 1,
        "is_void": False,
        "activity": {
            **logged["activity"],
            "kind_revision": 1,
            "time_precision": "exact",
            "started_at": "2026-02-02T09:00:00+00:00",
        },
        "receipt": result["receipt"],
        "recorded_at": field.clock().isoformat(),
        "service_date": "2026-02-02",
        "counted_for": result["counted_for"],
        "flags": [],
        "clashes": [],
    }


def test_a_pull_brings_what_changed_since(field: Field) -> None:
    first, second = field.officer.log(), field.officer.log()
    field.officer.applied(first, second)
    cursor = field.officer.pull()["cursor"]
    with stored(field.app) as session:
        place_id = make_place(session, KUNGALV).place_id
    field.officer.applied(field.officer.void(second))

    page = field.officer.pull(cursor=cursor)

    assert page["reset"] is False
    assert ids(page, "places") == [place_id]
    assert [(row["activity_id"], row["is_void"]) for row in page["activities"]] == [
        (second["activity_id"], True)
    ]
    (value,) = [
        row["value"]
        for promise in page["progress"]
        for row in promise["items"]
        if row["commitment_id"] == field.commitment_ids[ALE]
    ]
    assert value == 1
    # The old cursor still works: an answer that was lost is asked for again.
    assert field.officer.pull(cursor=cursor)["places"] == page["places"]


def test_a_cursor_that_is_not_ours_means_a_full_pull(field: Field) -> None:
    good = field.officer.pull()["cursor"]
    spoiled = ["x", "%%%", "e30", "bnVsbA", "W10", good[:-4], good[3:], "å" * 10, "A" * 3999]

    for cursor in spoiled:
        page = field.officer.pull(cursor=cursor)

        assert (page["reset"], len(page["promises"])) == (True, 2), cursor
        assert page["catalogue"] is not None


def test_another_persons_cursor_means_no_more_than_ones_own_rights(field: Field) -> None:
    field.officer.applied(field.officer.log())
    with stored(field.app) as session:
        coordinator = make_member(session, organisation_of(session, field), "coordinator").user_id
    cursor = field.sign_in(coordinator).pull()["cursor"]

    page = field.officer.pull(cursor=cursor)

    assert page["reset"] is True
    assert len(page["activities"]) == 1


def test_a_new_epoch_or_other_memberships_send_everything_anew(field: Field) -> None:
    cursor = field.officer.pull()["cursor"]
    with stored(field.app) as session:
        membership = session.scalars(
            select(Membership).where(Membership.user_id == field.officer.user_id)
        ).one()
        membership.role = "coordinator"
    promoted = field.officer.pull(cursor=cursor)
    assert promoted["reset"] is True
    assert field.officer.pull(cursor=promoted["cursor"])["reset"] is False

    with stored(field.app) as session:
        session.get_one(Installation, 1).epoch = ordered_id()
    restored = field.sign_in(field.officer.user_id).pull(cursor=promoted["cursor"])

    assert restored["reset"] is True
    assert restored["epoch"] != promoted["epoch"]


def test_a_membership_that_ends_takes_its_municipalities_along(field: Field) -> None:
    with stored(field.app) as session:
        user_id = make_member(
            session, organisation_of(session, field), valid_to=date(2026, 2, 2)
        ).user_id
        make_place(session, ALE)
    phone = field.sign_in(user_id)
    before = phone.pull()
    field.clock.advance(timedelta(days=1))

    after = phone.pull(cursor=before["cursor"])

    assert len(before["places"]) == 1
    assert after["reset"] is True
    assert all(after[name] == [] for name in COLLECTIONS)
    assert after["progress"] == []


def test_a_phone_gets_its_own_entries_of_ninety_days(field: Field) -> None:
    """The clock stands at 2 February 2026; ninety days before is 4 November."""
    kept = field.officer.log(started_at="2025-11-04T00:00:00+01:00")
    old = field.officer.log(started_at="2025-11-03T23:59:00+01:00")
    field.officer.applied(kept, old)
    field.colleague.applied(field.colleague.log())

    assert ids(field.officer.pull(), "activities") == [kept["activity_id"]]


def test_drafts_wishes_and_own_places_are_for_those_who_may_see_them(field: Field) -> None:
    with stored(field.app) as session:
        police = organisation_of(session, field)
        association = make_organisation(session, "association", codes=(ALE,))
        elsewhere = make_organisation(session, codes=("1492",))
        draft = make_promise(session, ALE, status="draft").promise_id
        public = make_place(session, ALE)
        make_wish(session, public)
        shared = make_place(session, ALE, visibility="municipality").place_id
        own = make_place(
            session, ALE, visibility="organisation", organisation_id=police.organisation_id
        ).place_id
        theirs = make_place(
            session, ALE, visibility="organisation", organisation_id=association.organisation_id
        ).place_id
        public_id = public.place_id
        walker = make_member(session, association).user_id
        walking_coordinator = make_member(session, association, "coordinator").user_id
        coordinator = make_member(session, police, "coordinator").user_id
        stranger = make_member(session, elsewhere).user_id

    def sees(user_id: str) -> tuple[bool, bool, set[str]]:
        page = field.sign_in(user_id).pull()
        return draft in ids(page, "promises"), bool(page["wishes"]), set(ids(page, "places"))

    assert sees(field.officer.user_id) == (False, True, {public_id, shared, own})
    assert sees(coordinator) == (True, True, {public_id, shared, own})
    assert sees(walker) == (False, False, {public_id, shared, theirs})
    assert sees(walking_coordinator) == (False, False, {public_id, shared, theirs})
    assert sees(stranger) == (False, False, set())


def pages_of(field: Field, phone: Phone, page_rows: int) -> list[dict[str, Any]]:
    """A full pull in pages of that many rows."""
    pages: list[dict[str, Any]] = []
    while not pages or pages[-1]["has_more"]:
        pages.append(page_of(field, phone, page_rows, pages[-1]["cursor"] if pages else None))
    return pages


def page_of(field: Field, phone: Phone, page_rows: int, cursor: str | None) -> dict[str, Any]:
    with field.app.app_context():
        session, now = db.session(), field.clock()
        actor = list_actors(session, [phone.user_id], today=stockholm_date(now))[phone.user_id]
        return pulling.pull(
            actor,
            cursor=cursor,
            epoch=session.get_one(Installation, 1).epoch,
            catalogue=field.app.extensions["trygglogg.catalogue"],
            now=now,
            page_rows=page_rows,
        )


@pytest.mark.parametrize("page_rows", [1, 3, 7])
def test_pages_end_in_the_middle_of_a_large_transaction_and_skip_nothing(
    field: Field, page_rows: int
) -> None:
    with stored(field.app) as session:
        number = next_change_seq(session, ALE)
        places = [make_place(session, ALE) for _ in range(5)]
        for place in places:
            make_wish(session, place).change_seq = number
            place.change_seq = number
        made = {place.place_id for place in places}
    logs = [field.officer.log() for _ in range(6)]
    logs += [field.officer.log(municipality_code=KUNGALV) for _ in range(6)]
    field.officer.applied(*logs)
    whole = field.officer.pull()

    pages = pages_of(field, field.officer, page_rows)

    rows = sum(len(whole[name]) for name in COLLECTIONS)
    assert len(pages) == -(-rows // page_rows)
    assert [page["has_more"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert all(page["reset"] for page in pages)
    assert [page["catalogue"] is None for page in pages] == [False] + [True] * (len(pages) - 1)
    assert [page["progress"] for page in pages[:-1]] == [[]] * (len(pages) - 1)
    assert pages[-1]["progress"] == whole["progress"]
    for name in COLLECTIONS:
        assert [one for page in pages for one in ids(page, name)] == ids(whole, name)
    assert {one for page in pages for one in ids(page, "places")} == made
    again = page_of(field, field.officer, page_rows, pages[-1]["cursor"])
    assert (again["reset"], again["has_more"]) == (False, False)
    assert all(again[name] == [] for name in COLLECTIONS)


def test_what_is_committed_between_two_pages_comes_with_a_later_one(field: Field) -> None:
    field.officer.applied(*(field.officer.log() for _ in range(4)))
    first = page_of(field, field.officer, 3, None)
    late = field.officer.log()
    corrected = field.officer.correct(late, participants=2)
    field.officer.applied(late, corrected)

    rest = page_of(field, field.officer, 100, first["cursor"])

    assert first["has_more"] is True
    assert rest["has_more"] is False
    assert late["activity_id"] in ids(rest, "activities")
    assert len({*ids(first, "activities"), *ids(rest, "activities")}) == 5


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_later_commit_never_has_an_earlier_number(field: Field) -> None:
    """A slow transaction holds its number until it commits; a push behind it waits."""
    field.officer.applied(field.officer.log())
    cursor = field.officer.pull()["cursor"]
    logged = field.officer.log()
    with ThreadPoolExecutor(1) as threads:
        with stored(field.app) as session:
            place_id = make_place(session, ALE).place_id
            pushed = threads.submit(field.officer.applied, logged)
            with pytest.raises(TimeoutError):
                pushed.result(timeout=0.5)
            meanwhile = page_of_another(field, cursor)
            assert all(meanwhile[name] == [] for name in COLLECTIONS)
        pushed.result(timeout=60)

    page = field.officer.pull(cursor=meanwhile["cursor"])

    assert ids(page, "places") == [place_id]
    assert ids(page, "activities") == [logged["activity_id"]]


def page_of_another(field: Field, cursor: str) -> dict[str, Any]:
    """A pull from a thread of its own, while this one is inside a transaction."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(page_of, field, field.officer, 100, cursor).result(timeout=60)


def test_pulls_beside_pushes_miss_nothing(field: Field) -> None:
    """Four phones of one person push while a fifth pulls page by page and never looks back."""
    phones = [field.sign_in(field.officer.user_id) for _ in range(4)]
    has_ended = threading.Event()
    seen: dict[str, int] = {}

    def pull_on() -> None:
        cursor: str | None = None
        is_last_round = False
        while True:
            page = page_of(field, field.officer, 4, cursor)
            for row in page["activities"]:
                seen[row["activity_id"]] = row["revision"]
            cursor = page["cursor"]
            if not page["has_more"]:
                if is_last_round:
                    return
                is_last_round = has_ended.is_set()

    def push_on(phone: Phone) -> list[str]:
        made = []
        for number in range(6):
            code = (ALE, KUNGALV)[number % 2]
            logged = phone.log(municipality_code=code)
            phone.applied(logged, phone.correct(logged, participants=2))
            made.append(logged["activity_id"])
        return made

    with ThreadPoolExecutor(5) as threads:
        pulled = threads.submit(pull_on)
        made = [one for mine in threads.map(push_on, phones) for one in mine]
        has_ended.set()
        pulled.result(timeout=60)

    assert seen == dict.fromkeys(made, 2)


def test_a_pull_takes_the_same_statements_whatever_there_is(
    field: Field, query_recorder: QueryRecorder
) -> None:
    def statements() -> int:
        with query_recorder as found:
            field.officer.pull()
        return len(found)

    def fill(count: int) -> None:
        with stored(field.app) as session:
            for _ in range(count):
                make_wish(session, make_place(session, ALE))
                make_unit(session, ALE)
                promise = make_promise(session, ALE)
                make_commitment(session, promise, rule={})
        field.officer.push(*(field.officer.log() for _ in range(count)))
        held = field.officer.log()
        field.officer.push(field.officer.void(held))
        field.officer.push(held)

    fill(1)
    few = statements()
    fill(12)

    assert statements() == few


def test_an_unknown_parameter_is_named(field: Field) -> None:
    answer = field.officer.browser.get("/sync/pull", since="yesterday")

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == ["#/since"]
