"""GET and POST /places and /wishes."""

from datetime import date

from flask import Flask

from tests.browser import Browser, pointers, signed_in, slug
from tests.factories import (
    ALE,
    KUNGALV,
    make_member,
    make_organisation,
    make_place,
    make_wish,
    new_id,
    stored,
)
from tests.queries import QueryRecorder

WISH = {
    "municipality_code": ALE,
    "kinds": ["speed_check"],
    "asked_on": "2026-01-20",
    "source": "dialogue",
    "text": "Många kör för fort förbi skolan.",
}


def member(
    app: Flask, role: str = "reporter", kind: str = "police_area", *codes: str
) -> tuple[Browser, str]:
    """A signed-in member of a new organisation, and the organisation's id."""
    with stored(app) as session:
        organisation = make_organisation(session, kind, codes=codes or (ALE,))
        email = make_member(session, organisation, role).email
        organisation_id = organisation.organisation_id
    return signed_in(app, email), organisation_id


def test_places_are_listed_as_far_as_they_may_be_seen(app: Flask) -> None:
    browser, own = member(app)
    _, other = member(app)
    with stored(app) as session:
        public = make_place(session, lat=57.89, lon=12.05, speed_limit=40)
        local = make_place(session, visibility="municipality")
        mine = make_place(session, visibility="organisation", organisation_id=own)
        make_place(session, visibility="organisation", organisation_id=other)
        make_place(session, KUNGALV)
        wanted = {public.place_id, local.place_id, mine.place_id}
        public_id = public.place_id

    items = browser.get("/places").get_json()["items"]

    assert {place["id"] for place in items} == wanted
    shown = next(place for place in items if place["id"] == public_id)
    assert shown == {
        "id": public_id,
        "municipality_code": ALE,
        "name": "Göteborgsvägen",
        "locality": "Nödinge",
        "location_type": None,
        "position": {"lat": 57.89, "lon": 12.05},
        "visibility": "public",
        "organisation_id": None,
        "speed_limit": 40,
        "revision": 1,
        "retired": False,
    }


def test_asking_for_a_foreign_municipality_gives_nothing(app: Flask) -> None:
    browser, _ = member(app)
    with stored(app) as session:
        make_place(session, KUNGALV)

    foreign = browser.get("/places", municipality_code=KUNGALV).get_json()
    unknown = browser.get("/places", municipality_code="9999").get_json()

    assert foreign == unknown == {"items": [], "next_cursor": None}


def test_places_are_paged_and_cost_one_statement(app: Flask, query_recorder: QueryRecorder) -> None:
    browser, _ = member(app)
    with stored(app) as session:
        wanted = {make_place(session).place_id for _ in range(5)}

    with query_recorder as statements:
        first = browser.get("/places", limit=3).get_json()
    second = browser.get("/places", limit=3, cursor=first["next_cursor"]).get_json()

    assert {place["id"] for place in first["items"] + second["items"]} == wanted
    assert second["next_cursor"] is None
    assert len(statements) == 3 + 1


def test_a_coordinator_adds_a_place_for_all(app: Flask) -> None:
    browser, _ = member(app, "coordinator", "municipality")
    reader, _ = member(app)

    made = browser.post(
        "/places",
        {
            "municipality_code": ALE,
            "name": "  Ala\u030afors torg ",
            "locality": "Alafors",
            "location_type": "centre",
            "position": {"lat": 57.93, "lon": 12.08},
            "speed_limit": 30,
        },
    )

    assert made.status_code == 201
    assert made.get_json()["visibility"] == "public"
    assert made.get_json()["name"] == "Al\u00e5fors torg"
    assert made.get_json() in reader.get("/places").get_json()["items"]


def test_an_organisations_own_place_is_its_own_unless_told(app: Flask) -> None:
    browser, own = member(app)
    reader, _ = member(app, "reporter", "association")

    made = browser.post(
        "/places", {"municipality_code": ALE, "name": "Parkeringen", "organisation_id": own}
    )

    assert made.get_json()["visibility"] == "organisation"
    assert reader.get("/places").get_json()["items"] == []


def test_a_reporter_adds_no_place_that_others_see(app: Flask) -> None:
    browser, own = member(app)
    _, foreign = member(app)
    place = {"municipality_code": ALE, "name": "Torget"}

    for body in (
        place,
        {**place, "organisation_id": own, "visibility": "public"},
        {**place, "organisation_id": foreign},
        {**place, "organisation_id": new_id()},
        {**place, "organisation_id": own, "municipality_code": KUNGALV},
    ):
        assert slug(browser.post("/places", body)) == "not-allowed"


def test_a_place_with_faults_is_refused_with_a_pointer_for_each(app: Flask) -> None:
    browser, _ = member(app, "coordinator", "municipality")

    answer = browser.post(
        "/places",
        {
            "municipality_code": ALE,
            "name": "hos 070-174 06 05",
            "location_type": "moon",
            "visibility": "organisation",
        },
    )
    shapeless = browser.post(
        "/places",
        {"municipality_code": ALE, "name": " ", "speed_limit": 33, "position": {"lat": 91}},
    )

    assert pointers(answer) == ["#/name", "#/location_type", "#/organisation_id"]
    assert set(pointers(shapeless)) == {
        "#/name",
        "#/speed_limit",
        "#/position/lat",
        "#/position/lon",
    }


def test_wishes_are_for_those_who_answer_them(app: Flask) -> None:
    with stored(app) as session:
        wish_id = make_wish(session, make_place(session)).wish_id
        make_wish(session, make_place(session, KUNGALV))
    police, _ = member(app)
    kommun, _ = member(app, "viewer", "municipality")
    walkers, _ = member(app, "group_leader", "association")

    for browser in (police, kommun):
        assert [wish["id"] for wish in browser.get("/wishes").get_json()["items"]] == [wish_id]
    assert walkers.get("/wishes").get_json()["items"] == []


def test_wishes_are_paged_and_cost_one_statement(app: Flask, query_recorder: QueryRecorder) -> None:
    browser, _ = member(app)
    with stored(app) as session:
        place = make_place(session)
        wanted = {make_wish(session, place).wish_id for _ in range(5)}

    with query_recorder as statements:
        first = browser.get("/wishes", limit=3).get_json()
    second = browser.get("/wishes", limit=3, cursor=first["next_cursor"]).get_json()

    assert {wish["id"] for wish in first["items"] + second["items"]} == wanted
    assert second["next_cursor"] is None
    assert len(statements) == 3 + 1


def test_wishes_are_listed_by_status(app: Flask) -> None:
    browser, _ = member(app)
    with stored(app) as session:
        place = make_place(session)
        make_wish(session, place)
        checked = make_wish(session, place, status="checked").wish_id

    found = browser.get("/wishes", status="checked").get_json()["items"]

    assert [wish["id"] for wish in found] == [checked]


def test_a_wish_is_noted_by_those_who_meet_residents(app: Flask) -> None:
    with stored(app) as session:
        place_id = make_place(session).place_id
    police, _ = member(app)
    viewer, _ = member(app, "viewer", "municipality")
    walkers, _ = member(app, "coordinator", "association")

    made = police.post("/wishes", {**WISH, "place_id": place_id})

    assert made.status_code == 201
    assert made.get_json()["status"] == "received"
    for browser in (viewer, walkers):
        assert slug(browser.post("/wishes", {**WISH, "place_id": place_id})) == "not-allowed"


def test_a_wish_at_a_place_one_cannot_see_is_refused_like_one_at_no_place(app: Flask) -> None:
    browser, _ = member(app)
    _, other = member(app)
    with stored(app) as session:
        hidden = make_place(session, visibility="organisation", organisation_id=other).place_id
        foreign = make_place(session, KUNGALV).place_id

    bodies = []
    for place_id in (hidden, foreign, new_id()):
        answer = browser.post("/wishes", {**WISH, "place_id": place_id})
        body = answer.get_json()
        del body["request_id"]
        bodies.append(body)

    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["errors"][0]["pointer"] == "#/place_id"


def test_a_wish_with_faults_is_refused_with_a_pointer_for_each(app: Flask) -> None:
    browser, _ = member(app)
    with stored(app) as session:
        place_id = make_place(session).place_id

    answer = browser.post(
        "/wishes",
        {
            **WISH,
            "place_id": place_id,
            "kinds": ["speed_check", "dance"],
            "text": "Skriv till nagon@demo.invalid",
            "asked_on": date(2026, 2, 3).isoformat(),
        },
    )

    assert pointers(answer) == ["#/text", "#/kinds/1", "#/asked_on"]
