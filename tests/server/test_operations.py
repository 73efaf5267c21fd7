"""/healthz, /readyz and /metrics."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import Databases, app_on
from tests.factories import make_activity, make_member, make_organisation, stored


def test_a_server_at_the_migrations_head_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


@pytest.fixture
def bare_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """A server whose database has no table yet."""
    with databases.empty("sqlite") as url, app_on(url, home=tmp_path) as app:
        yield app


def test_a_server_whose_migrations_have_not_run_is_alive_but_not_ready(bare_app: Flask) -> None:
    client = bare_app.test_client()

    answer = client.get("/readyz")

    assert client.get("/healthz").status_code == 200
    assert answer.status_code == 503
    assert answer.get_json()["type"].endswith("/problems/unavailable")


def test_a_server_without_a_database_is_not_ready(tmp_path: Path) -> None:
    with app_on(f"sqlite:///{tmp_path}/no/such/folder.db", home=tmp_path) as app:
        answer = app.test_client().get("/readyz")

    assert answer.status_code == 503


def test_metrics_are_counts_and_nothing_else(app: Flask) -> None:
    with stored(app) as session:
        police = make_organisation(session)
        officer = make_member(session, police)
        make_activity(session, officer, police)
        make_activity(session, officer, police)
        make_activity(session, officer, police, state="cancelled")
        make_activity(session, officer, police, is_void=True)

    answer = app.test_client().get("/metrics")

    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.splitlines() == [
        "# HELP trygglogg_activities Entries that stand, by state.",
        "# TYPE trygglogg_activities gauge",
        'trygglogg_activities{state="cancelled"} 1',
        'trygglogg_activities{state="done"} 2',
        "# HELP trygglogg_receipts Operations that were answered, by status.",
        "# TYPE trygglogg_receipts gauge",
        "# HELP trygglogg_held_operations Operations that wait for what they were made on.",
        "# TYPE trygglogg_held_operations gauge",
        "trygglogg_held_operations 0",
    ]
