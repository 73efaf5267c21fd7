"""Starting: an empty folder is enough, and a database under the wrong flag is refused."""

import json
import os
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from server.settings import PROJECT_ROOT


def flask(home: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command the way the scripts do, in an environment with nothing else in it."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=PROJECT_ROOT,
        env={"PATH": os.environ["PATH"], "TRYGGLOGG_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def life(home: Path) -> tuple[str, int]:
    """The epoch of the database in that folder, and how many changes it has seen."""
    connection = sqlite3.connect(home / "trygglogg.db")
    query = "SELECT epoch, (SELECT sum(change_seq) FROM municipality_counters) FROM installation"
    epoch, changes = connection.execute(query).fetchone()
    connection.close()
    return str(uuid.UUID(epoch)), changes


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that was set up in a folder that did not exist."""
    home = tmp_path_factory.mktemp("demo") / "not" / "there" / "yet"
    for command in (("db", "upgrade"), ("demo", "load")):
        done = flask(home, *command, TRYGGLOGG_DEMO="1")
        assert done.returncode == 0, done.stderr
    return home


def test_a_demo_starts_again_as_a_demo(demo_home: Path) -> None:
    done = flask(demo_home, "db", "upgrade", TRYGGLOGG_DEMO="1")

    assert done.returncode == 0, done.stderr


def test_a_demo_database_never_starts_without_the_flag(demo_home: Path) -> None:
    done = flask(demo_home, "db", "upgrade", TRYGGLOGG_SECRET_KEY="k" * 40)

    assert done.returncode == 3
    assert done.stderr == (
        "Trygglogg does not start: This database holds the demo. "
        "Set TRYGGLOGG_DEMO=1, or name another database.\n"
    )


def test_a_restored_database_gets_a_new_epoch_at_the_next_start(demo_home: Path) -> None:
    old, changes = life(demo_home)
    (demo_home / "high-water.json").write_text(json.dumps({old: changes + 1}))

    first = flask(demo_home, "db", "current", TRYGGLOGG_DEMO="1")
    new, _ = life(demo_home)
    second = flask(demo_home, "db", "current", TRYGGLOGG_DEMO="1")

    assert "This database is an older copy than the one that was served here." in first.stderr
    assert new != old
    assert "older copy" not in second.stderr
    assert life(demo_home) == (new, changes)


def test_a_missing_secret_is_one_sentence(tmp_path: Path) -> None:
    done = flask(tmp_path, "db", "upgrade")

    assert done.returncode == 3
    assert done.stderr.startswith("Trygglogg does not start: TRYGGLOGG_SECRET_KEY is missing.")
    assert done.stderr.count("\n") == 1
