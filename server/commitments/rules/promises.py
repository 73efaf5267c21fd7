"""What a promise says, and whether it holds together. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from server.problems import FieldError


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers for something (`lead`) or takes part in it (`contributor`)."""

    name: str
    role: str
    organisation_id: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NewPromise:
    municipality_code: str
    label: str
    title: str
    starts_on: date
    ends_on: date | None = None
    until_further_notice: bool = False
    source_note: str = ""
    sections: tuple[Section, ...] = ()
    parties: tuple[Party, ...] = ()
    focus_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FocusAreaChange:
    """A focus area under its id, or a new one without."""

    name: str
    focus_area_id: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """What a coordinator changes; None leaves a member as it is.

    Focus areas that are left out of a list stay, because commitments may point to them.
    """

    base_revision: int
    label: str | None = None
    title: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    until_further_notice: bool | None = None
    status: str | None = None
    source_note: str | None = None
    sections: tuple[Section, ...] | None = None
    parties: tuple[Party, ...] | None = None
    focus_areas: tuple[FocusAreaChange, ...] | None = None


def period_errors(
    starts_on: date, ends_on: date | None, *, until_further_notice: bool
) -> list[FieldError]:
    """A promise has a last day, or runs until further notice; never both, never neither."""
    if until_further_notice and ends_on is not None:
        return [FieldError("#/ends_on", "Ett löfte som gäller tills vidare har inget slutdatum.")]
    if not until_further_notice and ends_on is None:
        return [FieldError("#/ends_on", "Ange slutdatum, eller att löftet gäller tills vidare.")]
    if ends_on is not None and ends_on < starts_on:
        return [FieldError("#/ends_on", "Slutet ligger före början.")]
    return []


def area_errors(
    focus_area_id: str | None, known: Collection[str], *, pointer: str = "#/focus_area_id"
) -> list[FieldError]:
    """A focus area that is named stands in the promise; `known` are the ids of those that do."""
    if focus_area_id is None or focus_area_id in known:
        return []
    return [FieldError(pointer, "Fokusområdet finns inte i löftet.")]


def promise_texts(said: NewPromise | PromiseChange) -> list[tuple[str, str | None]]:
    """Every free text of a promise or a change to one, with its pointer."""
    areas: Sequence[str | FocusAreaChange] = said.focus_areas or ()
    names = [area if isinstance(area, str) else area.name for area in areas]
    return [
        ("label", said.label),
        ("title", said.title),
        ("source_note", said.source_note),
        *(
            (f"sections/{position}/{name}", text)
            for position, section in enumerate(said.sections or ())
            for name, text in (("heading", section.heading), ("text", section.text))
        ),
        *party_texts(said.parties or ()),
        *((f"focus_areas/{position}", name) for position, name in enumerate(names)),
    ]


def party_texts(parties: Iterable[Party]) -> list[tuple[str, str | None]]:
    return [
        (f"parties/{position}/{name}", text)
        for position, party in enumerate(parties)
        for name, text in (("name", party.name), ("unit", party.unit))
    ]
