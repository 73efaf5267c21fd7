"""The commands an operator runs."""

import stat
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from server.app import create_app
from server.settings import Settings
from server.sync.models import Installation
from tests.clock import SettableClock
from tests.databases import close_connections
from tests.factories import make_installation, stored

ACCOUNTS = ("polis", "vandrare", "falt", "samordnare", "admin")


@pytest.fixture
def demo_app(settings: Settings, clock: SettableClock) -> Iterator[Flask]:
    """An installation that is a demo, on an empty database, without a set password."""
    app = create_app(replace(settings, is_demo=True), clock=clock)
    yield app
    close_connections(app)


@pytest.fixture
def runner(demo_app: Flask) -> FlaskCliRunner:
    return demo_app.test_cli_runner()


def test_demo_load_fills_the_database_once(runner: FlaskCliRunner) -> None:
    first = runner.invoke(args=["demo", "load"])
    second = runner.invoke(args=["demo", "load"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == "The example data are loaded.\n"
    assert second.output == "The example data are there.\n"


def test_demo_load_is_refused_without_the_demo_flag(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["demo", "load"])

    assert answer.exit_code == 1
    assert "TRYGGLOGG_DEMO=1" in answer.output


def test_demo_load_is_refused_in_a_real_database(demo_app: Flask, runner: FlaskCliRunner) -> None:
    with stored(demo_app) as session:
        make_installation(session, is_demo=False)

    answer = runner.invoke(args=["demo", "load"])

    assert answer.exit_code == 1
    assert "riktig installation" in answer.output


def test_demo_accounts_prints_a_password_that_signs_in(
    demo_app: Flask, runner: FlaskCliRunner, settings: Settings
) -> None:
    runner.invoke(args=["demo", "load"])
    printed = runner.invoke(args=["demo", "accounts"]).output

    kept = settings.home / "demo-password"
    password = kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert password in printed
    for account in ACCOUNTS:
        email = f"{account}@demo.invalid"
        assert email in printed
        answer = demo_app.test_client().post(
            "/api/v1/session", json={"email": email, "password": password}
        )
        assert answer.status_code == 200, answer.text
        assert answer.get_json()["is_demo"] is True


def test_a_set_password_is_used_and_not_written_down(
    settings: Settings, clock: SettableClock
) -> None:
    app = create_app(replace(settings, is_demo=True, demo_password="set by hand"), clock=clock)
    runner = app.test_cli_runner()

    runner.invoke(args=["demo", "load"])

    assert "set by hand" in runner.invoke(args=["demo", "accounts"]).output
    assert not (settings.home / "demo-password").exists()
    close_connections(app)


def test_a_restored_installation_gets_a_new_epoch(app: Flask) -> None:
    with stored(app) as session:
        old = make_installation(session).epoch

    answer = app.test_cli_runner().invoke(args=["installation", "restored"])

    assert answer.exit_code == 0
    with stored(app) as session:
        new = session.get_one(Installation, 1).epoch
    assert new != old
    assert new in answer.output
