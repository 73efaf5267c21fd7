"""Fresh databases for tests, on both engines, made by the migrations and never by `create_all`.

Each engine gets one template at migration head per test process; a test gets a copy of it (a few
milliseconds for SQLite, some 50 for PostgreSQL). A copy, unlike a transaction that is rolled back,
lets the code under test commit, open savepoints and use several connections as it does in life.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Literal

import flask_migrate
from flask import Flask

from server.app import create_app
from server.db import db
from server.settings import Settings
from tests.postgres import PostgresServer, cloned_database, running_postgres

Engine = Literal["sqlite", "postgresql"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgresql")

MIGRATIONS = Path(__file__).parent.parent / "migrations"
TEMPLATE = "at_head"


class Databases:
    """Hands out databases; starts PostgreSQL only when somebody asks for one there."""

    def __init__(self, folder: Path, until_the_end: ExitStack) -> None:
        self._folder = folder
        self._until_the_end = until_the_end
        self._numbers = count(1)

    @contextmanager
    def at_head(self, engine: Engine) -> Iterator[str]:
        """Give the address of a database at migration head that nobody else uses."""
        if engine == "postgresql":
            with cloned_database(self._postgres_at_head, template=TEMPLATE) as url:
                yield url
        else:
            path = self._next_path()
            shutil.copyfile(self._sqlite_at_head, path)
            yield f"sqlite:///{path}"
            _remove_sqlite(path)

    @contextmanager
    def empty(self, engine: Engine) -> Iterator[str]:
        """Give the address of a database without any table."""
        if engine == "postgresql":
            with cloned_database(self._postgres, template="template1") as url:
                yield url
        else:
            path = self._next_path()
            yield f"sqlite:///{path}"
            _remove_sqlite(path)

    @cached_property
    def _postgres(self) -> PostgresServer:
        return self._until_the_end.enter_context(running_postgres())

    @cached_property
    def _postgres_at_head(self) -> PostgresServer:
        self._postgres.create(TEMPLATE)
        with app_on(self._postgres.url(TEMPLATE), home=self._folder) as app:
            upgrade(app)
        return self._postgres

    @cached_property
    def _sqlite_at_head(self) -> Path:
        path = self._folder / f"{TEMPLATE}.db"
        with app_on(f"sqlite:///{path}", home=self._folder) as app:
            upgrade(app)
        # Closing the last connection empties the write-ahead log into the file; a copy of the
        # file alone would otherwise lack tables.
        assert not path.with_name(f"{path.name}-wal").exists()
        return path

    def _next_path(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"


def settings_for(url: str, *, home: Path) -> Settings:
    """Give the settings of an installation that is not a demo, with its files under `home`."""
    static_folder = home / "static"
    static_folder.mkdir(exist_ok=True)
    return Settings(
        home=home,
        database_url=url,
        secret_key="a secret for tests, used nowhere else at all",
        public_url="http://localhost",
        is_demo=False,
        demo_password=None,
        static_folder=static_folder,
    )


@contextmanager
def app_on(url: str, *, home: Path) -> Iterator[Flask]:
    """Give an app on that database, and close its connections when the block ends."""
    app = create_app(settings_for(url, home=home))
    try:
        yield app
    finally:
        close_connections(app)


def close_connections(app: Flask) -> None:
    """Close what the app's engines keep open; an unclosed connection is an error in tests."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def upgrade(app: Flask, revision: str = "head") -> None:
    """Bring the app's database up to a revision."""
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision=revision)


def downgrade(app: Flask, revision: str) -> None:
    """Bring the app's database down to a revision, or to nothing with "base"."""
    with app.app_context():
        flask_migrate.downgrade(directory=str(MIGRATIONS), revision=revision)


def _remove_sqlite(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
