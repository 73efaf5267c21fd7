"""GET and POST /units."""

from datetime import date

import pytest
from flask import Flask

from tests.browser import Browser, pointers, signed_in
from tests.factories import ALE, KUNGALV, make_member, make_organisation, make_unit, stored
from tests.queries import QueryRecorder

NEW = {
    "municipality_code": ALE,
    "unit_kind": "school_grade",
    "name": "Bohusskolan",
    "grade": "7",
    "valid_from": "2020-08-01",
}


@pytest.fixture
def writer(app: Flask) -> Browser:
    with stored(app) as session:
        kommun = make_organisation(session, "municipality")
        email = make_member(session, kommun, "coordinator").email
    return signed_in(app, email)


def test_a_unit_is_added_and_listed(writer: Browser) -> None:
    made = writer.post("/units", NEW)

    assert made.status_code == 201
    assert made.get_json() == {**NEW, "id": made.get_json()["id"], "valid_to": None}
    assert writer.get("/units").get_json() == {"items": [made.get_json()], "next_cursor": None}


def test_units_are_listed_by_kind_and_municipality_in_one_statement(
    app: Flask, writer: Browser, query_recorder: QueryRecorder
) -> None:
    with stored(app) as session:
        wanted = {make_unit(session).unit_id for _ in range(3)}
        make_unit(session, unit_kind="street")
        make_unit(session, KUNGALV)

    with query_recorder as statements:
        first = writer.get("/units", unit_kind="school_grade", limit=2).get_json()
    rest = writer.get(
        "/units", unit_kind="school_grade", limit=2, cursor=first["next_cursor"]
    ).get_json()

    assert {unit["id"] for unit in first["items"] + rest["items"]} == wanted
    assert rest["next_cursor"] is None
    # Three for the sign-in.
    assert len(statements) == 4


def test_a_unit_that_ends_before_it_begins_is_refused(writer: Browser) -> None:
    answer = writer.post("/units", {**NEW, "valid_to": date(2020, 7, 31).isoformat()})

    assert pointers(answer) == ["#/valid_to"]
