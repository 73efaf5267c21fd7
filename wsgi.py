"""The entry point for gunicorn and for `flask` commands."""

from __future__ import annotations

import sys

from flask import Flask

from server.app import create_app
from server.clock import utc_now
from server.db import db, transaction
from server.settings import Settings, SettingsError
from server.sync.service.installation import is_prepared, open_installation

# gunicorn stops at this code from a worker, and would start one after another at any other.
CANNOT_START = 3


def start() -> Flask:
    """The app on its own database; raises SettingsError where the two don't belong together."""
    settings = Settings.from_environment()
    settings.home.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    with app.app_context():
        # Before the first `flask db upgrade` there is nothing yet that could not fit.
        if is_prepared(db.session()):
            with transaction() as session:
                open_installation(session, is_demo=settings.is_demo, now=utc_now())
        # Each worker process opens connections of its own.
        db.engine.dispose()
    return app


try:
    app = start()
except SettingsError as error:
    sys.stderr.write(f"Trygglogg does not start: {error}\n")
    sys.exit(CANNOT_START)
