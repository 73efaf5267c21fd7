"""The only place in the server that asks what time it is.

The clock belongs to the app, so that a test passes its own in (`create_app(settings, clock=…)`)
instead of patching a module.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import current_app, has_app_context

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's clock as an aware UTC instant."""
    return datetime.now(UTC)


def utc_now() -> datetime:
    """Now, as an aware UTC instant, by the clock of the running app."""
    if has_app_context():
        clock: Clock = current_app.extensions["trygglogg.clock"]
        return clock().astimezone(UTC)
    return system_clock()
