"""Starting: an empty folder is enough, and a database under the wrong flag is refused."""

import os
import subprocess
import sys
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


def test_a_missing_secret_is_one_sentence(tmp_path: Path) -> None:
    done = flask(tmp_path, "db", "upgrade")

    assert done.returncode == 3
    assert done.stderr.startswith("Trygglogg does not start: TRYGGLOGG_SECRET_KEY is missing.")
    assert done.stderr.count("\n") == 1
