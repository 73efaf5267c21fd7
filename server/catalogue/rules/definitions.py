"""What a catalogue is: kinds of activity, their fields, outcomes and words, and how one is found.

Pure: dataclasses in, dataclasses out. It never reads a file and knows no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ORGANISATION_KINDS: Final = (
    "municipality",
    "police_area",
    "association",
    "company",
    "rescue_service",
)
STATES: Final = ("planned", "running", "done", "cancelled")
FIELD_TYPES: Final = ("integer", "choice", "boolean", "text")
PUBLISH_LEVELS: Final = ("place", "municipality")
WORD_LISTS: Final = (
    "location_types",
    "focus",
    "requested_by",
    "states",
    "deviation_reasons",
    "organisation_kinds",
)


@dataclass(frozen=True, slots=True)
class Words:
    """One expression in the two languages of the interface."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class ChoiceDefinition:
    """One value a choice field can take. `value` is text also where it looks like a number."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One question of a kind. `fast` ones stand on the first screen of the form.

    `minimum` and `maximum` bound an integer, or the number of characters of a text.
    """

    code: str
    type: str
    label: Words
    unit: Words | None
    choices: tuple[ChoiceDefinition, ...]
    minimum: int | None
    maximum: int | None
    required: bool
    fast: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """How the kind looks on the home screen: the name of its icon and its place in the order."""

    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class KindDefinition:
    """One revision of one kind of activity.

    `evening`: the day turns at the cut-off and not at midnight. `states`: those an entry may be
    stored in. `logged_by`: the kinds of organisation that may write it down. `publish`: how exactly
    others than the organisation may see where it happened. `unit_kind`: what units it picks from.
    `outcomes`: the codes offered; leaving the list is how an outcome is retired from a kind.
    """

    code: str
    revision: int
    label: Words
    plural: Words
    evening: bool
    states: tuple[str, ...]
    logged_by: tuple[str, ...]
    publish: str
    asks_requested_by: bool
    takes_note: bool
    needs_place: bool
    takes_units: bool
    unit_kind: str | None
    fields: tuple[FieldDefinition, ...]
    outcomes: tuple[str, ...]
    tile: Tile


@dataclass(frozen=True, slots=True)
class OutcomeDefinition:
    """Something counted inside an entry. Person-related ones are masked from 1 to 4 for others."""

    code: str
    label: Words
    plural: Words
    person_related: bool


@dataclass(frozen=True, slots=True)
class WordDefinition:
    """A code that is not a kind or an outcome (a location type, a state …) and its label."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class WordLists:
    """The short closed lists that entries choose from, besides kinds and outcomes."""

    location_types: tuple[WordDefinition, ...]
    focus: tuple[WordDefinition, ...]
    requested_by: tuple[WordDefinition, ...]
    states: tuple[WordDefinition, ...]
    deviation_reasons: tuple[WordDefinition, ...]
    organisation_kinds: tuple[WordDefinition, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the forms, the validation and the labels are drawn from.

    `kinds` are the newest revisions in the order of their tiles; `earlier_kinds` the older ones, by
    which the entries written under them are still validated and shown.
    """

    kinds: tuple[KindDefinition, ...]
    earlier_kinds: tuple[KindDefinition, ...]
    outcomes: tuple[OutcomeDefinition, ...]
    words: WordLists
    digest: str


def kind_of(catalogue: Catalogue, code: str, revision: int | None = None) -> KindDefinition | None:
    """The kind at that revision, the newest without one; None where there is no such thing."""
    for kind in catalogue.kinds:
        if kind.code == code:
            if revision is None or kind.revision == revision:
                return kind
            break
    for kind in catalogue.earlier_kinds:
        if kind.code == code and kind.revision == revision:
            return kind
    return None


def field_of(kind: KindDefinition, code: str) -> FieldDefinition | None:
    """The field of that kind, also a retired one; None where the kind never had it."""
    return next((field for field in kind.fields if field.code == code), None)


def person_related_outcomes(catalogue: Catalogue) -> frozenset[str]:
    """The outcome codes whose small numbers are masked for everyone outside the organisation."""
    return frozenset(outcome.code for outcome in catalogue.outcomes if outcome.person_related)


def kinds_shown_by_place(catalogue: Catalogue) -> frozenset[str]:
    """The kinds whose place and day others may see; of all else only municipality and month."""
    return frozenset(kind.code for kind in catalogue.kinds if kind.publish == "place")


def word_of(words: Sequence[WordDefinition], code: str) -> Words | None:
    """The label of that code in one of the word lists, or None."""
    return next((word.label for word in words if word.code == code), None)
