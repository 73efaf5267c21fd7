"""Small definitions made by hand, each with what a test says of it."""

from __future__ import annotations

from dataclasses import replace

from server.catalogue.rules.composing import compose_catalogue
from server.catalogue.rules.definitions import (
    WORD_LISTS,
    Catalogue,
    ChoiceDefinition,
    FieldDefinition,
    KindDefinition,
    OutcomeDefinition,
    Tile,
    WordDefinition,
    WordLists,
    Words,
)

LABEL = Words(sv="Något", en="Something")
WORDS = WordLists(**{name: (WordDefinition("any", LABEL),) for name in WORD_LISTS})
FINE = OutcomeDefinition("fine", LABEL, LABEL, person_related=True)


def a_field(code: str = "vehicles", **changes: object) -> FieldDefinition:
    whole = FieldDefinition(
        code=code,
        type="integer",
        label=LABEL,
        unit=None,
        choices=(),
        minimum=0,
        maximum=100,
        required=False,
        fast=False,
        retired=False,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # a test names real fields


def a_choice(code: str, *values: str) -> FieldDefinition:
    choices = tuple(ChoiceDefinition(value, LABEL) for value in values)
    return a_field(code, type="choice", choices=choices, minimum=None, maximum=None)


def a_kind(code: str = "check", **changes: object) -> KindDefinition:
    whole = KindDefinition(
        code=code,
        revision=1,
        label=LABEL,
        plural=LABEL,
        evening=False,
        states=("done", "cancelled"),
        logged_by=("municipality",),
        publish="place",
        asks_requested_by=False,
        takes_note=False,
        needs_place=False,
        takes_units=False,
        unit_kind=None,
        fields=(),
        outcomes=(),
        tile=Tile(icon="dot", order=1),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # a test names real fields


def compose(*kinds: KindDefinition, words: WordLists = WORDS) -> Catalogue:
    return compose_catalogue(kinds, (FINE,), words)
