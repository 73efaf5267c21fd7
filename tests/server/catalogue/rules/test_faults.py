"""What a catalogue may and may not say, on small ones made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.catalogue.rules.composing import CatalogueError, compose_catalogue
from server.catalogue.rules.definitions import ChoiceDefinition, KindDefinition, Tile, Words
from tests.server.catalogue.rules.kinds import (
    FINE,
    LABEL,
    WORDS,
    a_choice,
    a_field,
    a_kind,
    compose,
)


def faults_of(*kinds: KindDefinition) -> str:
    with pytest.raises(CatalogueError) as caught:
        compose(*kinds)
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (a_kind(outcomes=("fien",)), "unknown outcome 'fien'"),
        (a_kind(outcomes=("fine", "fine")), "'fine' stands there twice"),
        (a_kind(label=Words(sv=" ", en="Check")), "label: no text in sv"),
        (a_kind(plural=Words(sv="Kontroller", en="")), "plural: no text in en"),
        (a_kind(code="Speed check"), "'Speed check' is not a code"),
        (a_kind(code="1440:own"), "'1440:own' is not a code"),
        (a_kind(states=("cancelled",)), "states must include 'done'"),
        (a_kind(states=("done", "dreamt")), "states: unknown value 'dreamt'"),
        (a_kind(logged_by=()), "logged_by is empty"),
        (a_kind(logged_by=("army",)), "logged_by: unknown value 'army'"),
        (a_kind(publish="street"), "publish: unknown value 'street'"),
        (a_kind(takes_units=True), "takes_units needs a unit_kind"),
        (a_kind(unit_kind="school_grade"), "unit_kind without takes_units"),
        (a_kind(tile=Tile(icon="", order=1)), "tile has no icon"),
        (a_kind(fields=(a_field("a"), a_field("a"))), "fields: 'a' stands there twice"),
        (a_kind(fields=(a_field(type="float"),)), "unknown type 'float'"),
        (a_kind(fields=(a_choice("method"),)), "a choice needs values"),
        (a_kind(fields=(a_choice("method", "x", "x"),)), "choices: 'x' stands there twice"),
        (a_kind(fields=(a_choice("method", " "),)), "a choice has an empty value"),
        (
            a_kind(fields=(a_field(choices=(ChoiceDefinition("x", LABEL),)),)),
            "only a choice has values",
        ),
        (a_kind(fields=(a_field(minimum=5, maximum=4),)), "minimum 5 is above maximum 4"),
        (a_kind(fields=(a_field(minimum=None),)), "needs a minimum of 0 or more"),
        (a_kind(fields=(a_field(minimum=-1),)), "needs a minimum of 0 or more"),
        (a_kind(fields=(a_field(type="boolean"),)), "only a number or a text has bounds"),
        (
            a_kind(fields=(a_field(type="text", maximum=None),)),
            "a text needs a maximum length",
        ),
        (
            a_kind(fields=(a_field(required=True, retired=True),)),
            "retired field cannot be required",
        ),
        (a_kind(fields=(a_field(unit=Words(sv="st", en="")),)), "unit: no text in en"),
        (a_kind(revision=0), "revisions start at 1"),
    ],
)
def test_a_fault_in_a_kind_is_named(kind: KindDefinition, sentence: str) -> None:
    assert sentence in faults_of(kind)


def test_every_fault_is_told_at_once() -> None:
    faults = faults_of(a_kind(outcomes=("nope",), publish="street", states=()))

    assert "unknown outcome 'nope'" in faults
    assert "publish: unknown value 'street'" in faults
    assert "states is empty" in faults


@pytest.mark.parametrize("state", ["planned", "running"])
def test_police_work_is_never_planned_or_running(state: str) -> None:
    kind = a_kind(logged_by=("police_area",), states=(state, "done"))

    assert "police work is stored only as done or cancelled" in faults_of(kind)


def test_police_work_takes_no_free_text() -> None:
    text = a_field("remarks", type="text", minimum=None, maximum=80)
    kind = a_kind(logged_by=("police_area",), takes_note=True, fields=(text,))

    assert "police work takes no note" in faults_of(kind)
    assert "police work takes no free text" in faults_of(kind)


def test_a_duplicate_outcome_is_named() -> None:
    with pytest.raises(CatalogueError, match="outcomes: 'fine' stands there twice"):
        compose_catalogue([a_kind()], [FINE, FINE], WORDS)


def test_an_empty_word_list_is_named() -> None:
    with pytest.raises(CatalogueError, match="focus is empty"):
        compose(a_kind(), words=replace(WORDS, focus=()))


def test_two_kinds_cannot_share_a_place_on_the_home_screen() -> None:
    assert "tile order 1 is taken by check" in faults_of(a_kind(), a_kind("walk"))


def test_revisions_run_without_a_gap() -> None:
    assert "revisions must run 1, 2, 3" in faults_of(a_kind(), a_kind(revision=3))
    assert "revisions must run 1, 2, 3" in faults_of(a_kind(), a_kind())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fields": ()}, "field method is gone; retire it instead"),
        ({"fields": (a_field("method"),)}, "field method has changed type"),
        ({"fields": (a_choice("method", "laser"),)}, "field method has lost its value 'radar'"),
        ({"evening": True}, "evening must not change"),
    ],
)
def test_a_new_revision_keeps_what_old_entries_mean(
    change: dict[str, object], sentence: str
) -> None:
    first = a_kind(fields=(a_choice("method", "laser", "radar"),))
    second = replace(first, revision=2, **change)  # type: ignore[arg-type]  # as in a_kind

    assert sentence in faults_of(first, second)


def test_a_retired_field_is_not_taken_into_use_again() -> None:
    first = a_kind(fields=(a_field(retired=True),))
    second = replace(first, revision=2, fields=(a_field(retired=False),))

    assert "was retired and must not be reused" in faults_of(first, second)


def test_the_unit_kind_stays() -> None:
    first = a_kind(takes_units=True, unit_kind="school_grade")
    second = replace(first, revision=2, unit_kind="area")

    assert "unit_kind must not change" in faults_of(first, second)
