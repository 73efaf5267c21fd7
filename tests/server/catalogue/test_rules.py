"""What a catalogue may and may not say, on small ones made by hand."""

from dataclasses import replace

import pytest

from server.catalogue.rules import (
    WORD_LISTS,
    Catalogue,
    CatalogueError,
    ChoiceDefinition,
    FieldDefinition,
    KindDefinition,
    OutcomeDefinition,
    Tile,
    WordDefinition,
    WordLists,
    Words,
    compose_catalogue,
    field_of,
    kind_of,
    outcome_of,
    person_related_outcomes,
    swedish_sort_key,
    word_of,
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
        maximum=9,
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


def test_a_kind_is_found_at_the_revision_it_was_logged_under() -> None:
    first = a_kind(fields=(a_field(),), outcomes=("fine",))
    second = replace(first, revision=2, fields=(a_field(retired=True),), outcomes=())
    catalogue = compose(second, first)

    assert kind_of(catalogue, "check") == second
    assert kind_of(catalogue, "check", 2) == second
    assert kind_of(catalogue, "check", 1) == first
    assert kind_of(catalogue, "check", 3) is None
    assert kind_of(catalogue, "walk") is None
    assert catalogue.kinds == (second,)
    assert catalogue.earlier_kinds == (first,)


def test_fields_outcomes_and_words_are_found_by_code() -> None:
    kind = a_kind(fields=(a_field("a"), a_field("b")))
    catalogue = compose(kind)

    assert field_of(kind, "b") == a_field("b")
    assert field_of(kind, "c") is None
    assert outcome_of(catalogue, "fine") == FINE
    assert outcome_of(catalogue, "prize") is None
    assert person_related_outcomes(catalogue) == {"fine"}
    assert word_of(catalogue.words.focus, "any") == LABEL
    assert word_of(catalogue.words.focus, "none") is None


def test_kinds_stand_in_the_order_of_their_tiles() -> None:
    late = a_kind("a_kind", tile=Tile(icon="dot", order=2))
    early = a_kind("b_kind", tile=Tile(icon="dot", order=1))

    assert compose(late, early).kinds == (early, late)


def test_the_digest_follows_the_content_and_not_the_order_of_files() -> None:
    one, two = a_kind("one"), a_kind("two", tile=Tile(icon="dot", order=2))
    digest = compose(one, two).digest

    assert compose(two, one).digest == digest
    assert compose(one, replace(two, needs_place=True)).digest != digest
    changed = replace(WORDS, focus=(WordDefinition("any", Words("Annat", "Other")),))
    assert compose(one, two, words=changed).digest != digest


@pytest.mark.parametrize(
    "in_order",
    [
        ["Alafors", "Bohus", "Nol", "Nödinge", "Skepplanda", "Zinkgruvan", "Åmål", "Älvängen"],
        ["Åmål", "Ängelholm", "Öckerö"],
        ["Ale", "ale torg", "Aledal"],
        ["Kungälv", "Ljungskile", "Surte", "Vänersborg", "Western Farm"],
        ["Idé", "Idéverkstan", "Idrott"],
        ["Munch", "Müller", "Myrby"],
    ],
)
def test_swedish_order(in_order: list[str]) -> None:
    backwards = in_order[::-1]

    assert sorted(backwards, key=swedish_sort_key) == in_order


def test_a_decomposed_letter_sorts_like_a_composed_one() -> None:
    decomposed = "A\u030amål"

    assert swedish_sort_key(decomposed) == swedish_sort_key("Åmål")
    assert sorted(["Ängelholm", decomposed, "Zoo"], key=swedish_sort_key)[1] == decomposed
