"""Every answer carries the security headers, whoever gives it."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.headers import standing_headers
from server.settings import Settings
from tests.databases import close_connections


@pytest.mark.parametrize(
    "path",
    ["/", "/healthz", "/nowhere/", "/nowhere", "/api/v1/session", "/api/v1/openapi.json"],
)
def test_every_answer_carries_the_headers(
    client: FlaskClient, settings: Settings, path: str
) -> None:
    answer = client.get(path)

    for name, value in standing_headers(settings).items():
        assert answer.headers[name] == value
    assert "X-Robots-Tag" not in answer.headers


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(settings: Settings) -> None:
    policy = standing_headers(settings)["Content-Security-Policy"]

    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy
    for hole in ("unsafe", "data:", "*", "http"):
        assert hole not in policy


def test_under_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    secure = replace(settings, public_url="https://trygglogg.invalid")
    app = create_app(secure)
    try:
        answer = app.test_client().get("/healthz")
    finally:
        close_connections(app)

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Strict-Transport-Security" not in standing_headers(settings)


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/api/v1/session"])
def test_nothing_of_a_demo_is_indexed(settings: Settings, path: str) -> None:
    app = create_app(replace(settings, is_demo=True))
    try:
        answer = app.test_client().get(path)
    finally:
        close_connections(app)

    assert answer.headers["X-Robots-Tag"] == "noindex"
