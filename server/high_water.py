"""Notices that the database was restored from an older copy.

The home folder keeps, for each epoch, how many changes the database had after the last request that
wrote. A database with fewer of them under the same epoch has lost some: receipts and numbers that
phones already hold would be given out again. Written after the commit, the mark is never ahead of
the database that it was read from.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError

from server.db import snapshot
from server.login import SAFE_METHODS
from server.sync.queries import Life, get_life

logger = logging.getLogger("trygglogg.high_water")

FILE_NAME = "high-water.json"


@dataclass(frozen=True, slots=True)
class HighWater:
    """The mark of one home folder; its workers share the file."""

    path: Path

    def is_above(self, life: Life) -> bool:
        """Whether more changes were seen under this epoch than the database has now."""
        if not self.path.exists():
            return False
        return _marks(self.path.read_bytes()).get(life.epoch, 0) > life.changes

    def raise_to(self, life: Life) -> None:
        """Raise the epoch's mark; a worker that comes late with a lower one changes nothing."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            marks = _marks(file.read())
            if marks.get(life.epoch, -1) >= life.changes:
                return
            marks[life.epoch] = life.changes
            # Numbers and epochs are only added, so the text never gets shorter than what it covers.
            file.seek(0)
            file.write(json.dumps(marks).encode())


def keep_high_water(app: Flask, high_water: HighWater) -> None:
    """Raise the mark after every request that may have written."""

    @app.after_request
    def raise_mark(response: Response) -> Response:
        if request.method not in SAFE_METHODS and response.status_code < 300:
            # The work is committed and its answer made: trouble here must not take that back.
            try:
                with snapshot() as session:
                    life = get_life(session)
                high_water.raise_to(life)
            except (OSError, SQLAlchemyError):
                logger.warning("the high-water mark was not raised", exc_info=True)
        return response


def _marks(text: bytes) -> dict[str, int]:
    """The marks by epoch. A file that a power cut left unreadable knows nothing."""
    try:
        found: dict[str, int] = json.loads(text or b"{}")
    except ValueError:
        logger.warning("the high-water mark cannot be read, and starts anew")
        return {}
    return found
