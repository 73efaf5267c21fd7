"""Everything the demo files say. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from server.demo.rules.log import DemoEntry
from server.demo.rules.organisations import DemoOrganisations
from server.demo.rules.places import DemoPlaces
from server.demo.rules.promises import DemoPromise


@dataclass(frozen=True, slots=True)
class DemoData:
    """All the files together."""

    organisations: DemoOrganisations
    places: DemoPlaces
    promises: tuple[DemoPromise, ...]
    entries: tuple[DemoEntry, ...]
