"""A signed-in browser for route tests: sign in once, and every unsafe call carries the token."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD

API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Browser:
    """What a test holds instead of a bare client; paths are relative to the API's base."""

    client: FlaskClient
    csrf_token: str = ""

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(API + path, query_string=query)

    def post(self, path: str, body: Any = None) -> TestResponse:
        return self.call("POST", path, body)

    def patch(self, path: str, body: Any = None) -> TestResponse:
        return self.call("PATCH", path, body)

    def call(self, method: str, path: str, body: Any = None) -> TestResponse:
        return self.client.open(
            API + path,
            method=method,
            json={} if body is None else body,
            headers={"X-CSRF-Token": self.csrf_token},
        )


def anonymous(app: Flask) -> Browser:
    """A browser of its own that has not signed in."""
    return Browser(app.test_client())


def signed_in(app: Flask, email: str) -> Browser:
    """A browser of its own in which the account with that address, made by a factory, signed in."""
    client = app.test_client()
    answer = client.post(f"{API}/session", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return Browser(client, answer.get_json()["csrf_token"])


def pointers(answer: TestResponse) -> list[str]:
    """Where the faults of a refused request are."""
    body = answer.get_json()
    return [error["pointer"] for error in body.get("errors", [])]


def slug(answer: TestResponse) -> str:
    """What kind of problem was answered, or "" when it was none."""
    body = answer.get_json(silent=True) or {}
    return str(body.get("type", "")).rpartition("/")[2] if answer.status_code >= 400 else ""
