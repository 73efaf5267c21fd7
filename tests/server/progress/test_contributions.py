"""GET /commitments/{id}/contributions."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Flask

from tests.browser import pointers, signed_in, slug
from tests.factories import (
    ALE,
    make_commitment,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    stored,
)
from tests.queries import QueryRecorder
from tests.server.progress.test_progress import Ale, log, police_of, promise_of, set_up, voided


def shown_to(app: Flask, email: str, ale: Ale, **query: Any) -> dict[str, Any]:
    answer = signed_in(app, email).get(f"/commitments/{ale.commitment_id}/contributions", **query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_an_entry_in_full_and_the_number_it_stands_behind(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        police = police_of(session, ale)
        place_id = make_place(session, name="Göteborgsvägen").place_id
        check = log(
            session,
            police,
            place_id=place_id,
            requested_by="citizens",
            ended_at=datetime(2020, 5, 10, 11, 0, tzinfo=UTC),
        )
        ids, receipt, name = (check.activity_id, check.receipt, police.name)

    body = shown_to(app, ale.officer, ale)

    assert body["items"] == [
        {
            "activity_id": ids,
            "precision": "full",
            "kind": "speed_check",
            "kind_label": "Hastighetskontroll",
            "municipality_code": ALE,
            "organisation_name": name,
            "service_date": "2020-05-10",
            "month": "2020-05",
            "started_at": "2020-05-10T10:00:00+00:00",
            "ended_at": "2020-05-10T11:00:00+00:00",
            "place_name": "Göteborgsvägen, Nödinge",
            "requested_by": "citizens",
            "ordinal": 1,
            "amount": 1,
            "why": ["Den här typen av aktivitet räknas."],
            "receipt": receipt,
            "revision": 1,
        }
    ]
    assert body["next_cursor"] is None
    assert (body["row"]["commitment_id"], body["row"]["value"]) == (ale.commitment_id, 1)


def test_others_see_place_checks_as_municipality_and_month(app: Flask) -> None:
    ale = set_up(app, checks=1, rule={"kinds": ["place_check"]}, kind="place_check")

    (entry,) = shown_to(app, ale.coordinator, ale)["items"]

    assert (entry["precision"], entry["month"]) == ("month", "2020-05")
    assert entry["organisation_name"]
    hidden = "activity_id service_date started_at ended_at place_name requested_by receipt revision"
    assert {entry[name] for name in hidden.split()} == {None}


def test_pages_are_newest_first_and_lose_nothing(app: Flask) -> None:
    ale = set_up(app, checks=5)
    browser = signed_in(app, ale.officer)
    seen: list[int] = []
    cursor: dict[str, str] = {}

    while True:
        path = f"/commitments/{ale.commitment_id}/contributions"
        body = browser.get(path, limit=2, **cursor).get_json()
        seen += [entry["ordinal"] for entry in body["items"]]
        assert body["row"]["entries"] == 5
        if body["next_cursor"] is None:
            break
        cursor = {"cursor": body["next_cursor"]}

    assert seen == [5, 4, 3, 2, 1]


def test_only_entries_that_count_are_listed(app: Flask) -> None:
    rule = {"type": "sum", "sum_of": "outcomes.driving_ban", "target": 5}
    ale = set_up(app, checks=1, rule=rule)
    with stored(app) as session:
        log(session, police_of(session, ale), outcomes={"driving_ban": 2})

    body = shown_to(app, ale.officer, ale)

    assert [entry["amount"] for entry in body["items"]] == [2]
    assert (body["row"]["low"], body["row"]["high"]) == (2, None)


def test_small_amounts_about_persons_are_left_out_for_others(app: Flask) -> None:
    rule = {"type": "outcome", "sum_of": "outcomes.licence_seized", "target": 5}
    ale = set_up(app, checks=1, rule=rule, outcomes={"licence_seized": 9})
    with stored(app) as session:
        log(session, police_of(session, ale), outcomes={"licence_seized": 2})

    own = shown_to(app, ale.officer, ale)["items"]
    others = shown_to(app, ale.coordinator, ale)["items"]

    assert sorted(entry["amount"] for entry in own) == [2, 9]
    assert [entry["amount"] for entry in others] == [None, None]


def test_window_until_and_as_of_bound_the_list_as_they_bound_the_number(app: Flask) -> None:
    ale = set_up(app, checks=2)
    with stored(app) as session:
        august = datetime(2020, 8, 1, 8, 0, tzinfo=UTC)
        check = log(session, police_of(session, ale), started_at=august)
        voided(session, check, datetime(2020, 9, 1, tzinfo=UTC))

    def listed(**query: str) -> tuple[int, int]:
        body = shown_to(app, ale.officer, ale, **query)
        return len(body["items"]), body["row"]["value"]

    assert listed() == (2, 2)
    assert listed(window="2020-T3") == (0, 0)
    assert listed(until="2020-05-09") == (0, 0)
    assert listed(as_of="2020-08-31") == (3, 3)
    assert listed(as_of="2020-08-31", window="2020-08") == (1, 1)
    assert listed(as_of="2020-09-01") == (2, 2)


def test_looking_back_shows_the_same_entries_as_now(app: Flask) -> None:
    ale = set_up(app, checks=2, requested_by="citizens")

    now = shown_to(app, ale.coordinator, ale)
    folded = shown_to(app, ale.coordinator, ale, as_of="2026-02-02T12:00:00Z")

    assert now == folded


def test_a_goal_has_no_entries(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        goal = make_commitment(session, promise_of(session, ale), role="goal").commitment_id

    answer = signed_in(app, ale.officer).get(f"/commitments/{goal}/contributions")

    assert (answer.get_json()["items"], answer.get_json()["row"]["role"]) == ([], "goal")


def test_a_commitment_not_yet_known_is_not_found(app: Flask) -> None:
    ale = set_up(app)

    answer = signed_in(app, ale.officer).get(
        f"/commitments/{ale.commitment_id}/contributions", as_of="2019-01-01"
    )

    assert (answer.status_code, slug(answer)) == (404, "not-found")


def test_what_cannot_be_asked_is_refused(app: Flask) -> None:
    ale = set_up(app)
    browser = signed_in(app, ale.officer)

    for query in (
        {"limit": "0"},
        {"limit": "501"},
        {"cursor": "x"},
        {"cursor": "WyJhIl0"},
        {"window": "2021"},
    ):
        answer = browser.get(f"/commitments/{ale.commitment_id}/contributions", **query)

        assert answer.status_code == 422, query
        assert pointers(answer) == [f"#/{name}" for name in query]


def test_who_may_see_them(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        stranger = make_member(session, make_organisation(session, codes=("1482",))).email
        draft = make_promise(session, status="draft", published_at=None)
        drafted = make_commitment(session, draft, rule={}).commitment_id

    def asked_by(email: str, commitment_id: str) -> int:
        answer = signed_in(app, email).get(f"/commitments/{commitment_id}/contributions")
        return answer.status_code

    assert asked_by(ale.walker, ale.commitment_id) == 200
    assert asked_by(stranger, ale.commitment_id) == 404
    assert asked_by(ale.officer, drafted) == 404
    assert asked_by(ale.coordinator, drafted) == 200
    assert asked_by(ale.officer, str(uuid4())) == 404


def test_the_number_of_statements_does_not_grow_with_the_page(
    app: Flask, query_recorder: QueryRecorder
) -> None:
    ale = set_up(app, checks=20)
    browser = signed_in(app, ale.coordinator)
    path = f"/commitments/{ale.commitment_id}/contributions"

    with query_recorder as few:
        browser.get(path, limit=1)
    with query_recorder as many:
        browser.get(path, limit=20)

    assert len(few) == len(many)
