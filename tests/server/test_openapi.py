"""The OpenAPI document: valid, whole, and what the server really answers."""

from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from server import openapi
from tests.browser import API, anonymous, signed_in
from tests.factories import (
    ALE,
    make_activity,
    make_adjustment,
    make_commitment,
    make_deviation,
    make_focus_area,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    make_result_line,
    make_unit,
    make_wish,
    stored,
)


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    body: dict[str, Any] = app.test_client().get(f"{API}/openapi.json").get_json()
    return body


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_rule_under_the_base_is_described(app: Flask) -> None:
    missing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(f"{API}/") and openapi.described(app, rule) is None
    ]

    assert missing == []


def test_the_document_names_every_operation_once(app: Flask, document: dict[str, Any]) -> None:
    operations = [
        operation["operationId"]
        for path in document["paths"].values()
        for name, operation in path.items()
        if name in {"get", "post", "put", "patch", "delete"}
    ]
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{API}/")]

    assert len(operations) == len(set(operations)) == len(rules)


def test_every_unsafe_call_but_signing_in_asks_for_the_token(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method in operations.keys() & {"post", "put", "patch", "delete"}:
            names = {parameter.get("name") for parameter in operations[method]["parameters"]}
            assert ("X-CSRF-Token" in names) == ((path, method) != ("/session", "post"))


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    """One of everything, with every member said somewhere, and the coordinator's address."""
    with stored(app) as session:
        kommun = make_organisation(session, "municipality")
        coordinator = make_member(session, kommun, "coordinator")
        place = make_place(session, lat=57.9, lon=12.1, location_type="centre", speed_limit=30)
        make_wish(session, place)
        make_unit(session, grade="7")
        promise = make_promise(
            session,
            sections=[{"heading": "Lägesbild", "text": "Farten."}],
            parties=[{"name": "Ale kommun", "role": "lead"}],
        )
        make_promise(session, ends_on=None)
        area = make_focus_area(session, promise)
        commitment = make_commitment(
            session,
            promise,
            rule={"where": {"requested_by": ["citizens"]}},
            focus_area_id=area.focus_area_id,
            parties=[{"organisation_id": kommun.organisation_id, "name": "K", "role": "lead"}],
        )
        make_commitment(session, promise, role="goal")
        make_adjustment(session, commitment)
        make_deviation(session, commitment)
        make_result_line(session, promise, focus_area_id=area.focus_area_id)
        own = make_activity(
            session,
            coordinator,
            kommun,
            kind="info_meeting",
            place_id=place.place_id,
            fields={"attendance": 20},
        )
        police = make_organisation(session)
        officer = make_member(session, police)
        make_activity(session, officer, police, outcomes={"licence_seized": 2})
        make_activity(session, officer, police, kind="narcotics_operation")
        return {
            "promise_id": promise.promise_id,
            "commitment_id": commitment.commitment_id,
            "activity_id": own.activity_id,
            "email": coordinator.email,
        }


def check(document: dict[str, Any], path: str, method: str, status: str, body: Any) -> None:
    """Hold an answer against the schema that the document gives for it."""
    answer = document["paths"][path][method]["responses"][status]
    (content,) = answer["content"].values()
    schema = {**content["schema"], "components": document["components"]}
    errors = [
        f"{'/'.join(map(str, error.path))}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(body)
    ]
    assert errors == []


def test_what_is_read_has_the_shape_the_document_gives(
    app: Flask, document: dict[str, Any], ids: dict[str, str]
) -> None:
    browser = signed_in(app, ids["email"])
    read = [
        path
        for path, operations in document["paths"].items()
        if "get" in operations and path != "/openapi.json"
    ]

    for path in read:
        answer = browser.get(path.format(**ids))
        assert answer.status_code == 200, f"{path}: {answer.text}"
        check(document, path, "get", "200", answer.get_json())
    assert read


def written(ids: dict[str, str]) -> list[tuple[str, str, Any, str]]:
    """A valid body for each call that writes one thing and answers with it."""
    return [
        (
            "/promises",
            "post",
            {
                "municipality_code": ALE,
                "label": "2026",
                "title": "Löfte",
                "starts_on": "2026-01-01",
                "until_further_notice": True,
                "focus_areas": ["Trafik"],
            },
            "201",
        ),
        ("/promises/{promise_id}", "patch", {"base_revision": 1, "title": "Löftet"}, "200"),
        ("/promises/{promise_id}/publish", "post", {}, "200"),
        (
            "/promises/{promise_id}/commitments",
            "post",
            {
                "short_name": "Mopedinsatser",
                "text": "Minst två.",
                "counting_rule": {
                    "type": "count",
                    "target": 2,
                    "kinds": ["moped_operation"],
                    "text": "Varje insats räknas.",
                },
            },
            "201",
        ),
        ("/commitments/{commitment_id}", "patch", {"base_revision": 1, "text": "Nytt."}, "200"),
        (
            "/commitments/{commitment_id}/deviations",
            "post",
            {"reason": "pandemi", "text": "Inställt.", "occurred_on": "2020-03-20"},
            "201",
        ),
        (
            "/commitments/{commitment_id}/adjustments",
            "post",
            {
                "low": 201,
                "qualifier": "over",
                "words": "drygt 200",
                "starts_on": "2020-01-01",
                "ends_on": "2020-12-31",
            },
            "201",
        ),
        (
            "/promises/{promise_id}/result-lines",
            "post",
            {"text": "Kampanjer.", "qualifier": "several", "words": "flera", "low": 3},
            "201",
        ),
        (
            "/units",
            "post",
            {
                "municipality_code": ALE,
                "unit_kind": "school_grade",
                "name": "Bohusskolan",
                "grade": "8",
                "valid_from": "2026-01-01",
            },
            "201",
        ),
        ("/places", "post", {"municipality_code": ALE, "name": "Torget"}, "201"),
        (
            "/activities/{activity_id}",
            "patch",
            {"base_revision": 1, "activity": {"requested_by": "partner"}},
            "200",
        ),
    ]


def test_what_is_written_has_the_shape_the_document_gives(
    app: Flask, document: dict[str, Any], ids: dict[str, str]
) -> None:
    browser = signed_in(app, ids["email"])

    for path, method, body, status in written(ids):
        request = document["paths"][path][method].get("requestBody")
        if request is not None:
            schema = request["content"]["application/json"]["schema"]
            Draft202012Validator({**schema, "components": document["components"]}).validate(body)
        answer = browser.call(method.upper(), path.format(**ids), body)
        assert str(answer.status_code) == status, f"{method} {path}: {answer.text}"
        check(document, path, method, status, answer.get_json())


def test_a_problem_has_the_shape_the_document_gives(
    app: Flask, document: dict[str, Any], ids: dict[str, str]
) -> None:
    refused = signed_in(app, ids["email"]).get("/promises", limit=0)
    unknown = anonymous(app).get("/promises")

    for answer in (refused, unknown):
        assert answer.content_type == "application/problem+json"
        check(document, "/promises", "get", "default", answer.get_json())
