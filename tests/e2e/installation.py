"""A whole Trygglogg for one test: a home with the demo in it, and gunicorn serving it on loopback.

It can die as a server dies (SIGKILL to every process of it) and come back on the same port with
the same home, because that is what phones meet.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"
PASSWORD = "only-for-the-journeys"

READY_WITHIN_SECONDS = 30
POLL_SECONDS = 0.05


class Installation:
    """One server with its database. `url` is what people type, which may be a proxy before it."""

    def __init__(self, home: Path, *, port: int | None = None, url: str | None = None) -> None:
        self.home = home
        self.port = port or free_port()
        self.url = url or f"http://{HOST}:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def start(self) -> None:
        """Serve; returns when the first request is answered."""
        assert self._process is None, "the server is running already"
        self._log = self._log_path.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--no-control-socket", "wsgi:app"],
            cwd=ROOT,
            env=environment(
                self.home, HOST=HOST, PORT=str(self.port), TRYGGLOGG_PUBLIC_URL=self.url
            ),
            stdout=self._log,
            stderr=self._log,
            # A group of its own, so that the kill below reaches every worker and nobody else.
            start_new_session=True,
        )
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not self._answers():
            is_over = self._process.poll() is not None or time.monotonic() > deadline
            assert not is_over, f"no server:\n{self.log()}"
            time.sleep(POLL_SECONDS)

    def kill(self) -> None:
        """End it at once, as a power cut would: no request in flight gets its answer."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def log(self) -> str:
        """Everything the server has said since its first start."""
        return self._log_path.read_text(encoding="utf-8", errors="replace")

    def count(self, table: str, where: str = "1 = 1", *values: str) -> int:
        """How many rows the database holds, read past the server."""
        # The names come from the tests themselves, never from what a test receives.
        statement = f"SELECT count(*) FROM {table} WHERE {where}"  # noqa: S608
        with closing(sqlite3.connect(self.home / "trygglogg.db")) as connection:
            (number,) = connection.execute(statement, values).fetchone()
        return int(number)

    @property
    def _log_path(self) -> Path:
        return self.home / "server.log"

    def _answers(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/api/v1/session")
            return connection.getresponse().status == 401
        except OSError:
            return False
        finally:
            connection.close()


def load_demo(home: Path) -> None:
    """Make a home with a migrated database and the example data, as `make run` does."""
    home.mkdir()
    for command in (["db", "upgrade"], ["demo", "load"]):
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command],
            cwd=ROOT,
            env=environment(home),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def running(template: Path, home: Path, *, url: str | None = None) -> Iterator[Installation]:
    """Serve a copy of a home that is made already; fails if the server met a fault of its own."""
    shutil.copytree(template, home)
    installation = Installation(home, url=url)
    installation.start()
    try:
        yield installation
    finally:
        installation.kill()
    assert "unforeseen error" not in installation.log(), installation.log()


def environment(home: Path, **more: str) -> dict[str, str]:
    """The settings of a demo in that home, without anything of the caller's own installation."""
    kept = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    return kept | {
        "TRYGGLOGG_HOME": str(home),
        "TRYGGLOGG_DEMO": "1",
        "TRYGGLOGG_DEMO_PASSWORD": PASSWORD,
        "FLASK_SKIP_DOTENV": "1",
        # One process with its threads is enough for a handful of phones, and leaves the browser
        # the other core.
        "WEB_CONCURRENCY": "1",
        **more,
    }


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_setting(name: str) -> bool:
    return name.startswith("TRYGGLOGG_") or name in {"DATABASE_URL", "HOST", "PORT"}
