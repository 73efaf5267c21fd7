"""What a place and a wish say when they are written down, and whether they make sense. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from server.catalogue.rules.definitions import Catalogue, kind_of, word_of
from server.privacy.rules import text_errors
from server.problems import FieldError


@dataclass(frozen=True, slots=True)
class PlacePosition:
    """A public spot, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class NewPlace:
    """`visibility` None lets the owner decide: an organisation's own place is its own."""

    municipality_code: str
    name: str
    locality: str = ""
    location_type: str | None = None
    position: PlacePosition | None = None
    visibility: str | None = None
    organisation_id: str | None = None
    speed_limit: int | None = None

    @property
    def seen_by(self) -> str:
        if self.visibility is not None:
            return self.visibility
        return "public" if self.organisation_id is None else "organisation"


@dataclass(frozen=True, slots=True)
class NewWish:
    municipality_code: str
    place_id: str
    kinds: tuple[str, ...]
    asked_on: date
    source: str
    text: str = ""
    status: str = "received"


def place_errors(new: NewPlace, catalogue: Catalogue) -> list[FieldError]:
    """Every fault of a new place but those that only the database knows."""
    errors = text_errors((("name", new.name), ("locality", new.locality)))
    if (
        new.location_type is not None
        and word_of(catalogue.words.location_types, new.location_type) is None
    ):
        errors.append(FieldError("#/location_type", "Den sortens plats finns inte."))
    if new.seen_by == "organisation" and new.organisation_id is None:
        errors.append(FieldError("#/organisation_id", "Ange vems egen plats det är."))
    return errors


def wish_errors(new: NewWish, catalogue: Catalogue, *, today: date) -> list[FieldError]:
    """Every fault of a new wish but whether its place exists."""
    errors = text_errors((("text", new.text),))
    errors += [
        FieldError(f"#/kinds/{position}", "Den här typen av aktivitet finns inte.")
        for position, code in enumerate(new.kinds)
        if kind_of(catalogue, code) is None
    ]
    if new.asked_on > today:
        errors.append(FieldError("#/asked_on", "Dagen ligger i framtiden."))
    return errors


def search_name(name: str) -> str:
    """The name as it is searched and sorted by, alike on both database engines."""
    return unicodedata.normalize("NFC", name).casefold()
