"""The entry point for gunicorn and for `flask` commands."""

from __future__ import annotations

import sys

from flask import Flask

from server.app import create_app
from server.clock import utc_now
from server.db import db, transaction
from server.high_water import FILE_NAME, HighWater, keep_high_water
from server.settings import Settings, SettingsError
from server.sync.queries import get_life
from server.sync.service.installation import begin_epoch, is_prepared, open_installation

# gunicorn stops at this code from a worker, and would start one after another at any other.
CANNOT_START = 3
RESTORED = (
    "This database is an older copy than the one that was served here. "
    "Everyone signs in anew, and phones offer again what they had sent.\n"
)


def start() -> Flask:
    """The app on its own database; raises SettingsError where the two don't belong together."""
    settings = Settings.from_environment()
    settings.home.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    high_water = HighWater(settings.home / FILE_NAME)
    with app.app_context():
        # Before the first `flask db upgrade` there is nothing yet that could not fit.
        if is_prepared(db.session()):
            with transaction() as session:
                open_installation(session, is_demo=settings.is_demo, now=utc_now())
                if high_water.is_above(get_life(session)):
                    begin_epoch(session)
                    sys.stderr.write(RESTORED)
        # Each worker process opens connections of its own.
        db.engine.dispose()
    keep_high_water(app, high_water)
    return app


try:
    app = start()
except SettingsError as error:
    sys.stderr.write(f"Trygglogg does not start: {error}\n")
    sys.exit(CANNOT_START)
