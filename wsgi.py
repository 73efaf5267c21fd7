"""The entry point for gunicorn and for `flask` commands."""

from __future__ import annotations

from server.app import create_app
from server.settings import Settings

app = create_app(Settings.from_environment())
