"""Every answer carries the security headers, whoever gives it."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.headers import security_headers
from server.settings import Settings
from tests.databases import close_connections


@pytest.mark.parametrize(
    "path",
    ["/", "/healthz", "/nowhere/", "/nowhere", "/api/v1/session", "/api/v1/openapi.json"],
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    for name, value in security_headers(is_https=False).items():
        assert answer.headers[name] == value


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed() -> None:
    policy = security_headers(is_https=False)["Content-Security-Policy"]

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
    assert "Strict-Transport-Security" not in security_headers(is_https=False)
