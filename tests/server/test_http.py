"""Bodies in and answers out: what is refused before a schema sees it, and how a refusal looks."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema, fields
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

from server.http import (
    PROBLEM_TYPE,
    dump,
    init_http,
    load,
    load_query,
    parse_json,
)
from server.problems import (
    FieldError,
    InvalidInput,
    MalformedJson,
    NotFound,
    Problem,
    StaleRevision,
)

PUBLIC_URL = "https://trygglogg.invalid"


class WalkSchema(Schema):
    walkers = fields.Integer(required=True, strict=True)


class QuerySchema(Schema):
    limit = fields.Integer()


@pytest.fixture
def small_app() -> Flask:
    """A server with nothing but this module in it, and a view for each thing that can happen."""
    app = Flask("small")
    app.config.update(PUBLIC_URL=PUBLIC_URL, MAX_CONTENT_LENGTH=1000)
    init_http(app)

    @app.post("/walks")
    def walks() -> Any:
        return dump(load(WalkSchema()), status=201)

    @app.get("/walks")
    def list_walks() -> Any:
        return dump(load_query(QuerySchema()))

    return app


@pytest.fixture
def browser(small_app: Flask) -> FlaskClient:
    return small_app.test_client()


def raising(app: Flask, error: Exception) -> FlaskClient:
    """A browser of an app whose one more view raises that."""

    @app.get("/raising")
    def fail() -> Any:
        raise error

    return app.test_client()


class TestParsing:
    @pytest.mark.parametrize(
        ("body", "value"),
        [
            (b"null", None),
            (b'{"a":[1,2.5,"\xc3\xa5"]}', {"a": [1, 2.5, "å"]}),
            (b' {"a" : true} ', {"a": True}),
        ],
    )
    def test_json_is_read(self, body: bytes, value: Any) -> None:
        assert parse_json(body) == value

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"{'a':1}",
            b'{"a":1,}',
            b'{"a":NaN}',
            b'{"a":Infinity}',
            b'{"a":-Infinity}',
            b'"\xff"',
            b'"\xed\xa0\x80"',
            b'\xef\xbb\xbf{"a":1}',
            b'"a\x00b"',
            b'{"a":1,"a":1}',
            b'[{"b":{"a":1,"c":2,"\\u0061":3}}]',
            '{"a":1}'.encode("utf-16"),
            b"1" * 5000,
            b"[" * 200_000,
            b'{"a":' * 200_000,
        ],
        ids=lambda body: repr(body[:20]),
    )
    def test_anything_else_is_malformed(self, body: bytes) -> None:
        with pytest.raises(MalformedJson):
            parse_json(body)


class TestLoading:
    def test_a_right_body_gives_what_the_schema_builds(self, browser: FlaskClient) -> None:
        answer = browser.post("/walks", json={"walkers": 4})

        assert (answer.status_code, answer.get_json()) == (201, {"walkers": 4})

    @pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
    def test_a_body_must_say_that_it_is_json(self, browser: FlaskClient, kind: str | None) -> None:
        answer = browser.post("/walks", data=b'{"walkers": 4}', content_type=kind)

        assert_problem(answer, 415, "unsupported-media-type")

    def test_a_character_set_beside_the_media_type_is_let_through(
        self, browser: FlaskClient
    ) -> None:
        answer = browser.post(
            "/walks", data=b'{"walkers": 4}', content_type="application/json; charset=utf-8"
        )

        assert answer.status_code == 201

    @pytest.mark.parametrize(
        ("encoding", "status"), [("gzip", 415), ("br", 415), ("Identity", 201)]
    )
    def test_a_body_comes_as_it_is(self, browser: FlaskClient, encoding: str, status: int) -> None:
        answer = browser.post("/walks", json={"walkers": 4}, headers={"Content-Encoding": encoding})

        assert answer.status_code == status

    def test_a_broken_body_is_malformed(self, browser: FlaskClient) -> None:
        answer = browser.post("/walks", data=b"{", content_type="application/json")

        assert_problem(answer, 400, "malformed-json")

    def test_a_body_over_the_limit_is_too_large(self, browser: FlaskClient) -> None:
        answer = browser.post("/walks", data=b" " * 1001, content_type="application/json")

        assert_problem(answer, 413, "too-large")

    @pytest.mark.parametrize("body", ["null", "[]", '"walkers"', "7"])
    def test_a_body_that_is_no_object_is_invalid_as_a_whole(
        self, browser: FlaskClient, body: str
    ) -> None:
        answer = browser.post("/walks", data=body.encode(), content_type="application/json")

        problem = assert_problem(answer, 422, "invalid-input")
        assert [error["pointer"] for error in problem["errors"]] == ["#"]

    def test_a_wrong_member_is_named_by_its_pointer(self, browser: FlaskClient) -> None:
        answer = browser.post("/walks", json={"walkers": "4", "a/b~c": 1})

        problem = assert_problem(answer, 422, "invalid-input")
        assert {error["pointer"] for error in problem["errors"]} == {"#/walkers", "#/a~1b~0c"}
        assert all(error["detail"] for error in problem["errors"])


class TestQuery:
    def test_parameters_are_read(self, browser: FlaskClient) -> None:
        assert browser.get("/walks?limit=5").get_json() == {"limit": 5}

    def test_a_parameter_left_empty_says_nothing(self, browser: FlaskClient) -> None:
        assert browser.get("/walks?limit=").get_json() == {}

    @pytest.mark.parametrize(
        ("query", "pointer"),
        [
            ("limit=x", "#/limit"),
            ("limit=1&limit=2", "#/limit"),
            ("colour=red", "#/colour"),
            ("colour=", "#/colour"),
            ("a/b=1&a/b=2", "#/a~1b"),
        ],
    )
    def test_a_wrong_parameter_is_named_and_never_passed_over(
        self, browser: FlaskClient, query: str, pointer: str
    ) -> None:
        problem = assert_problem(browser.get(f"/walks?{query}"), 422, "invalid-input")

        assert [error["pointer"] for error in problem["errors"]] == [pointer]


class TestAnswers:
    def test_they_are_compact_and_never_kept_by_anyone(self, small_app: Flask) -> None:
        with small_app.test_request_context():
            answer = dump({"a": [1, "å"]}, headers={"Retry-After": "5"})

        assert answer.get_data() == '{"a":[1,"å"]}'.encode()
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Retry-After"] == "5"

    def test_half_a_surrogate_pair_does_not_break_an_answer(self, small_app: Flask) -> None:
        with small_app.test_request_context():
            assert json.loads(dump({"a": "\ud800"}).get_data()) == {"a": "?"}

    def test_what_is_not_json_is_never_answered(self, small_app: Flask) -> None:
        with small_app.test_request_context(), pytest.raises(ValueError, match="Out of range"):
            dump({"a": float("nan")})

    def test_every_answer_tells_its_request_id(self, browser: FlaskClient) -> None:
        first, second = browser.get("/walks"), browser.get("/walks")

        assert len(first.headers["X-Request-Id"]) == 32
        assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


class TestRefusals:
    def test_a_problem_is_answered_with_all_it_knows(self, small_app: Flask) -> None:
        problem = StaleRevision(
            "Du ändrade version 6, den nuvarande är 7.",
            extensions={"current_revision": 7},
            headers={"Retry-After": "1"},
        )

        answer = raising(small_app, problem).get("/raising")

        body = assert_problem(answer, 409, "stale-revision")
        assert body["detail"] == "Du ändrade version 6, den nuvarande är 7."
        assert body["current_revision"] == 7
        assert body["instance"] == "/raising"
        assert body["request_id"] == answer.headers["X-Request-Id"]
        assert answer.headers["Retry-After"] == "1"
        assert answer.headers["Cache-Control"] == "no-store"

    def test_the_fields_are_named(self, small_app: Flask) -> None:
        problem = InvalidInput(errors=[FieldError("#/kind", "Finns inte.")])

        body = assert_problem(raising(small_app, problem).get("/raising"), 422, "invalid-input")

        assert body["errors"] == [{"pointer": "#/kind", "detail": "Finns inte."}]

    def test_an_unknown_address(self, browser: FlaskClient) -> None:
        assert_problem(browser.get("/nowhere"), 404, "not-found")

    def test_a_method_that_an_address_does_not_have(self, browser: FlaskClient) -> None:
        answer = browser.delete("/walks")

        assert_problem(answer, 405, "method-not-allowed")
        assert {"GET", "POST"} <= set(answer.headers["Allow"].replace(" ", "").split(","))

    @pytest.mark.parametrize(
        ("error", "status", "slug"),
        [
            (BadRequest(), 400, "malformed-json"),
            (ServiceUnavailable(), 500, "internal"),
            (NotFound(), 404, "not-found"),
        ],
    )
    def test_every_other_refusal_is_a_problem_too(
        self, small_app: Flask, error: HTTPException | Problem, status: int, slug: str
    ) -> None:
        assert_problem(raising(small_app, error).get("/raising"), status, slug)

    def test_a_database_in_trouble_asks_to_be_tried_again(self, small_app: Flask) -> None:
        error = OperationalError("UPDATE", {}, RuntimeError("deadlock detected"))

        answer = raising(small_app, error).get("/raising")

        assert_problem(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "5"

    def test_the_unforeseen_is_logged_and_never_told(
        self, small_app: Flask, caplog: pytest.LogCaptureFixture
    ) -> None:
        answer = raising(small_app, RuntimeError("a secret detail")).get("/raising")

        assert_problem(answer, 500, "internal")
        assert "a secret detail" not in answer.get_data(as_text=True)
        assert "a secret detail" in caplog.text


def assert_problem(answer: Any, status: int, slug: str) -> dict[str, Any]:
    """That the answer is that problem, in the one shape all have; gives its body."""
    body: dict[str, Any] = json.loads(answer.get_data())
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM_TYPE)
    assert body["type"] == f"{PUBLIC_URL}/problems/{slug}"
    assert body["status"] == status
    assert body["title"]
    return body
