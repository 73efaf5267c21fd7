"""Imports every table, so that the metadata is whole for migrations and their checks."""

from __future__ import annotations

from server.activities import models as activities
from server.auth import models as auth
from server.commitments import models as commitments
from server.organisations import models as organisations
from server.places import models as places
from server.progress import models as progress
from server.sync import models as sync

__all__ = ["activities", "auth", "commitments", "organisations", "places", "progress", "sync"]
