"""GET and POST /promises."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser, pointers, signed_in, slug
from tests.factories import (
    ALE,
    KUNGALV,
    make_commitment,
    make_focus_area,
    make_member,
    make_organisation,
    make_promise,
    make_result_line,
    stored,
)
from tests.queries import QueryRecorder

NEW = {
    "municipality_code": ALE,
    "label": "2026",
    "title": "Medborgarlöfte 2026",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


def coordinator(app: Flask, *codes: str) -> Browser:
    with stored(app) as session:
        kommun = make_organisation(session, "municipality", codes=codes or (ALE,))
        email = make_member(session, kommun, "coordinator").email
    return signed_in(app, email)


def reporter(app: Flask) -> Browser:
    with stored(app) as session:
        email = make_member(session, make_organisation(session)).email
    return signed_in(app, email)


def test_a_promise_is_shown_with_everything_in_it(app: Flask) -> None:
    with stored(app) as session:
        promise = make_promise(session, sections=[{"heading": "Lägesbild", "text": "Farten."}])
        area = make_focus_area(session, promise)
        counted = make_commitment(
            session, promise, focus_area_id=area.focus_area_id, rule={"target": 20}
        )
        goal = make_commitment(session, promise, role="goal", short_name="Ökad trygghet")
        make_result_line(session, promise, low=1)
        promise_id = promise.promise_id
        ids = [counted.commitment_id, goal.commitment_id]

    shown = reporter(app).get(f"/promises/{promise_id}").get_json()

    assert [shown["id"], shown["label"], shown["revision"]] == [promise_id, "2020", 1]
    assert shown["sections"] == [{"heading": "Lägesbild", "text": "Farten."}]
    assert [area["name"] for area in shown["focus_areas"]] == ["Trafik"]
    assert [one["id"] for one in shown["commitments"]] == ids
    assert shown["commitments"][0]["counting_rule"]["target"] == 20
    assert shown["commitments"][0]["focus_area_id"] == shown["focus_areas"][0]["id"]
    assert shown["commitments"][1]["counting_rule"] is None
    assert [line["low"] for line in shown["result_lines"]] == [1]


@pytest.mark.parametrize("said", [{}, {"title": None}, {"title": " "}])
def test_a_promise_without_a_title_is_called_by_its_label(app: Flask, said: dict[str, Any]) -> None:
    untitled = {name: value for name, value in NEW.items() if name != "title"}

    answer = coordinator(app).post("/promises", {**untitled, **said})

    assert answer.status_code == 201
    assert answer.get_json()["title"] == "2026"


def test_the_list_holds_what_one_may_see_newest_first(app: Flask) -> None:
    with stored(app) as session:
        old = make_promise(session).promise_id
        new = make_promise(
            session, starts_on=date(2021, 1, 1), ends_on=None, label="tills vidare"
        ).promise_id
        make_promise(session, status="draft")
        make_promise(session, KUNGALV)

    answer = reporter(app).get("/promises").get_json()

    assert [one["id"] for one in answer["items"]] == [new, old]
    assert answer["next_cursor"] is None


def test_coordinators_see_their_drafts_and_nobody_else_does(app: Flask) -> None:
    with stored(app) as session:
        draft = make_promise(session, status="draft").promise_id
    writer, other = coordinator(app), reporter(app)

    assert [one["id"] for one in writer.get("/promises").get_json()["items"]] == [draft]
    assert writer.get(f"/promises/{draft}").status_code == 200
    assert other.get("/promises").get_json()["items"] == []
    assert other.get(f"/promises/{draft}").status_code == 404


def test_the_list_is_paged_without_gaps(app: Flask) -> None:
    with stored(app) as session:
        wanted = {make_promise(session).promise_id for _ in range(5)}
    browser = reporter(app)

    found: list[str] = []
    cursor = None
    for expected in (2, 2, 1):
        page = browser.get("/promises", limit=2, **({"cursor": cursor} if cursor else {}))
        items = page.get_json()["items"]
        assert len(items) == expected
        found += [one["id"] for one in items]
        cursor = page.get_json()["next_cursor"]

    assert cursor is None
    assert len(found) == 5
    assert set(found) == wanted


def test_a_cursor_that_no_list_gave_out_is_refused(app: Flask) -> None:
    browser = reporter(app)

    for cursor in ("x", "W10", "WzEsMl0", "eyJhIjoxfQ", "%00"):
        answer = browser.get("/promises", cursor=cursor)
        assert answer.status_code == 422
        assert pointers(answer) == ["#/cursor"]


def test_the_number_of_statements_does_not_grow_with_the_promises(
    app: Flask, query_recorder: QueryRecorder
) -> None:
    browser = reporter(app)

    def statements(promises: int) -> int:
        with stored(app) as session:
            for _ in range(promises):
                promise = make_promise(session)
                make_commitment(session, promise, rule={})
                make_result_line(session, promise)
        with query_recorder as found:
            browser.get("/promises")
        return len(found)

    few = statements(1)
    assert statements(10) == few
    # The sign-in takes three; then the promises, three sorts of parts, and the rules.
    assert few == 8


def test_a_coordinator_writes_a_draft_and_publishes_it(app: Flask) -> None:
    writer, other = coordinator(app), reporter(app)

    made = writer.post("/promises", {**NEW, "focus_areas": ["Narkotika", "Trafik"]})
    body = made.get_json()
    hidden = other.get(f"/promises/{body['id']}")
    published = writer.post(f"/promises/{body['id']}/publish")

    assert made.status_code == 201
    assert [body["status"], body["until_further_notice"], body["is_example"]] == [
        "draft",
        False,
        False,
    ]
    assert [area["name"] for area in body["focus_areas"]] == ["Narkotika", "Trafik"]
    assert hidden.status_code == 404
    assert published.get_json()["status"] == "active"
    assert other.get(f"/promises/{body['id']}").get_json()["title"] == NEW["title"]


def test_publishing_twice_changes_nothing(app: Flask) -> None:
    writer = coordinator(app)
    promise_id = writer.post("/promises", NEW).get_json()["id"]

    first = writer.post(f"/promises/{promise_id}/publish").get_json()
    second = writer.post(f"/promises/{promise_id}/publish").get_json()

    assert first == second


def test_a_promise_ends_or_runs_until_further_notice(app: Flask) -> None:
    writer = coordinator(app)
    open_ended = {name: value for name, value in NEW.items() if name != "ends_on"}

    neither = writer.post("/promises", open_ended)
    both = writer.post("/promises", {**NEW, "until_further_notice": True})
    backwards = writer.post("/promises", {**NEW, "ends_on": "2025-12-31"})
    good = writer.post("/promises", {**open_ended, "until_further_notice": True})

    for refused in (neither, both, backwards):
        assert slug(refused) == "invalid-input"
        assert pointers(refused) == ["#/ends_on"]
    assert good.status_code == 201
    assert good.get_json()["ends_on"] is None


def test_what_could_identify_a_person_is_refused_in_every_text(app: Flask) -> None:
    secret = "ring 070-174 06 05"
    party = {"name": secret, "role": "lead", "unit": secret}

    answer = coordinator(app).post(
        "/promises",
        {
            **NEW,
            "title": secret,
            "source_note": secret,
            "sections": [{"heading": "Lägesbild", "text": secret}],
            "parties": [party],
            "focus_areas": [secret],
        },
    )

    assert slug(answer) == "invalid-input"
    assert pointers(answer) == [
        "#/title",
        "#/source_note",
        "#/sections/0/text",
        "#/parties/0/name",
        "#/parties/0/unit",
        "#/focus_areas/0",
    ]
    assert "070" not in answer.text


def test_only_coordinators_of_the_municipality_write_promises(app: Flask) -> None:
    foreign = coordinator(app, KUNGALV).post("/promises", NEW)
    unknown = coordinator(app).post("/promises", {**NEW, "municipality_code": "9999"})

    assert slug(reporter(app).post("/promises", NEW)) == "not-allowed"
    assert slug(foreign) == "not-allowed"
    assert slug(unknown) == "not-allowed"


def test_a_change_on_a_stale_base_is_refused_and_changes_nothing(app: Flask) -> None:
    writer = coordinator(app)
    path = f"/promises/{writer.post('/promises', NEW).get_json()['id']}"

    first = writer.patch(path, {"base_revision": 1, "title": "Första"})
    second = writer.patch(path, {"base_revision": 1, "title": "Andra"})

    assert first.get_json()["revision"] == 2
    assert slug(second) == "stale-revision"
    assert second.get_json()["current_revision"] == 2
    assert writer.get(path).get_json()["title"] == "Första"


def test_a_change_leaves_what_it_does_not_say(app: Flask) -> None:
    writer = coordinator(app)
    made = writer.post("/promises", {**NEW, "focus_areas": ["Trafik"]}).get_json()

    changed = writer.patch(
        f"/promises/{made['id']}",
        {
            "base_revision": 1,
            "until_further_notice": True,
            "focus_areas": [{"name": "Narkotika"}],
        },
    )
    # Saying that it runs on, without taking the last day away, is a contradiction only when the
    # last day is said too.
    assert changed.status_code == 200
    body = changed.get_json()
    assert body["ends_on"] is None
    assert body["title"] == NEW["title"]
    assert {area["name"] for area in body["focus_areas"]} == {"Trafik", "Narkotika"}


def test_a_draft_is_published_before_it_can_end(app: Flask) -> None:
    writer = coordinator(app)
    path = f"/promises/{writer.post('/promises', NEW).get_json()['id']}"

    too_early = writer.patch(path, {"base_revision": 1, "status": "ended"})
    writer.post(f"{path}/publish")
    ended = writer.patch(path, {"base_revision": 2, "status": "ended"})

    assert pointers(too_early) == ["#/status"]
    assert ended.get_json()["status"] == "ended"
