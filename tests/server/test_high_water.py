"""A restored database is known by the changes it has lost."""

import json
from pathlib import Path

import pytest
from flask import Flask

from server.db import snapshot, transaction
from server.high_water import HighWater, keep_high_water
from server.sync.queries import Life, get_life
from server.sync.service.installation import begin_epoch
from tests.browser import Browser, signed_in
from tests.factories import ALE, make_member, make_organisation, stored

MONDAY, TUESDAY = Life("monday", 40), Life("monday", 41)


@pytest.fixture
def high_water(tmp_path: Path) -> HighWater:
    return HighWater(tmp_path / "high-water.json")


def coordinator(app: Flask) -> Browser:
    with stored(app) as session:
        kommun = make_organisation(session, "municipality")
        email = make_member(session, kommun, "coordinator").email
    return signed_in(app, email)


def add_place(browser: Browser) -> int:
    return browser.post("/places", {"municipality_code": ALE, "name": "Torget"}).status_code


def life_of(app: Flask) -> Life:
    with app.app_context(), snapshot() as session:
        return get_life(session)


def test_a_database_with_fewer_changes_than_the_mark_was_restored(high_water: HighWater) -> None:
    assert not high_water.is_above(MONDAY)

    high_water.raise_to(TUESDAY)

    assert high_water.is_above(MONDAY)
    assert not high_water.is_above(TUESDAY)
    assert not high_water.is_above(Life("another epoch", 0))


def test_a_worker_that_comes_late_does_not_lower_the_mark(high_water: HighWater) -> None:
    high_water.raise_to(TUESDAY)
    high_water.raise_to(MONDAY)

    assert high_water.is_above(MONDAY)


def test_the_marks_of_earlier_epochs_are_kept(high_water: HighWater) -> None:
    high_water.raise_to(TUESDAY)
    high_water.raise_to(Life("after the first restore", 7))

    assert high_water.is_above(MONDAY)
    assert high_water.is_above(Life("after the first restore", 6))


def test_a_mark_that_cannot_be_read_starts_anew(high_water: HighWater) -> None:
    high_water.path.write_bytes(b'{"monday')

    assert not high_water.is_above(MONDAY)

    high_water.raise_to(TUESDAY)

    assert json.loads(high_water.path.read_bytes()) == {"monday": 41}


def test_every_request_that_writes_raises_the_mark(app: Flask, high_water: HighWater) -> None:
    keep_high_water(app, high_water)
    browser = coordinator(app)
    before = life_of(app)

    assert add_place(browser) == 201

    after = life_of(app)
    assert (after.epoch, after.changes) == (before.epoch, before.changes + 1)
    assert high_water.is_above(before)
    assert not high_water.is_above(after)


def test_trouble_with_the_mark_takes_no_answer_back(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep_high_water(app, HighWater(tmp_path))

    assert add_place(coordinator(app)) == 201
    assert "the high-water mark was not raised" in caplog.text


def test_a_new_epoch_ends_every_sign_in(app: Flask) -> None:
    browser = coordinator(app)
    old = life_of(app).epoch

    with app.app_context(), transaction() as session:
        new = begin_epoch(session)

    assert new != old
    assert life_of(app).epoch == new
    assert browser.get("/session").status_code == 401
