"""The ground that every test stands on: databases on both engines, the app, a clock, a counter.

A test that asks for `engine_url`, `app`, `client` or `session` runs twice, on SQLite and on
PostgreSQL, each time in a database of its own at migration head. One that asks for none of them
starts no database at all.
"""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from server.app import create_app
from server.db import db
from server.settings import Settings
from tests.clock import SettableClock
from tests.databases import ENGINES, Databases, Engine, close_connections, settings_for
from tests.memory import memory_folder
from tests.queries import QueryRecorder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that is skipped or expected to fail: what proves nothing is no test."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and no test may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Fresh databases on request, for tests that need more than one or none at head."""
    with (
        TemporaryDirectory(prefix="trygglogg-", dir=memory_folder()) as folder,
        ExitStack() as until_the_end,
    ):
        yield Databases(Path(folder), until_the_end)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """The name of the engine that the test runs on this time."""
    name: Engine = request.param
    return name


@pytest.fixture
def engine_url(engine: Engine, databases: Databases) -> Iterator[str]:
    """The address of an empty database at migration head."""
    with databases.at_head(engine) as url:
        yield url


@pytest.fixture
def settings(engine_url: str, tmp_path: Path) -> Settings:
    """An installation of its own, not a demo."""
    return settings_for(engine_url, home=tmp_path)


@pytest.fixture
def clock() -> SettableClock:
    """The app's clock: a winter noon, until the test sets what matters to it."""
    return SettableClock(datetime(2026, 2, 2, 12, 0, tzinfo=UTC))


@pytest.fixture
def app(settings: Settings, clock: SettableClock) -> Iterator[Flask]:
    """The whole server on an empty database."""
    app = create_app(settings, clock=clock)
    yield app
    close_connections(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session outside any request, for services and queries.

    Not together with `client` in one test: a request inside this context would share its session.
    """
    with app.app_context():
        yield db.session()


@pytest.fixture
def query_recorder() -> QueryRecorder:
    """Counts statements: `with query_recorder as statements: …`, then look at `statements`."""
    return QueryRecorder()
