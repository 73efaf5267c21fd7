"""Which database this is: made once, and never started under the wrong flag."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask

from server.db import db, transaction
from server.settings import SettingsError
from server.sync.models import Installation
from server.sync.service.installation import is_prepared, open_installation
from tests.databases import Databases, Engine, app_on
from tests.factories import make_installation, stored

NOW = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)


def open_here(app: Flask, *, is_demo: bool = False) -> str:
    with app.app_context(), transaction() as session:
        return open_installation(session, is_demo=is_demo, now=NOW).epoch


def test_the_first_start_makes_the_installation_and_the_next_ones_find_it(app: Flask) -> None:
    first = open_here(app)

    assert open_here(app) == first
    with stored(app) as session:
        assert session.get_one(Installation, 1).created_at == NOW


def test_workers_that_start_at_once_agree_on_the_epoch(app: Flask) -> None:
    with ThreadPoolExecutor(4) as workers:
        epochs = list(workers.map(lambda _: open_here(app), range(8)))

    assert len(set(epochs)) == 1


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_flag_that_does_not_fit_the_database_refuses_to_start(app: Flask, is_demo: bool) -> None:
    with stored(app) as session:
        make_installation(session, is_demo=is_demo)

    with pytest.raises(SettingsError, match="TRYGGLOGG_DEMO"):
        open_here(app, is_demo=not is_demo)

    assert open_here(app, is_demo=is_demo)


def test_a_database_is_prepared_by_its_migrations(
    databases: Databases, engine: Engine, app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        databases.empty(engine) as url,
        app_on(url, home=tmp_path_factory.mktemp("empty")) as empty,
        empty.app_context(),
    ):
        assert not is_prepared(db.session())
    with app.app_context():
        assert is_prepared(db.session())
