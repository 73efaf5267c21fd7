"""Bring the database up to date and load the demo, in one process because each start takes time.

Usage, from the project's folder: python -m scripts.prepare. It runs the same commands as
`flask db upgrade`, `flask demo load` and `flask demo accounts`, the last two in a demo only.
"""

import time
from contextlib import redirect_stdout
from io import StringIO

from flask import Flask
from flask.cli import AppGroup

from server.settings import Settings
from wsgi import app


def run(app: Flask, *command: str) -> str:
    """Run a command of `flask` and give what it printed; what it raises stops the start."""
    printed = StringIO()
    assert isinstance(app.cli, AppGroup)
    with app.app_context(), redirect_stdout(printed):
        app.cli.main(list(command), prog_name="flask", standalone_mode=False)
    return printed.getvalue()


def step(name: str, *command: str) -> None:
    """Run a command with its name and time on the screen."""
    start = time.monotonic()
    print(f"  {name} … ", end="", flush=True)
    run(app, *command)
    print(f"done ({time.monotonic() - start:.0f} s)", flush=True)


def main() -> None:
    """Print a line a step, and in a demo who can sign in."""
    settings: Settings = app.extensions["trygglogg.settings"]
    step("Database", "db", "upgrade")
    if settings.is_demo:
        step("Demo data", "demo", "load")
        print()
        print(run(app, "demo", "accounts"), end="", flush=True)


if __name__ == "__main__":
    main()
