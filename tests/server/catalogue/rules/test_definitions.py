"""A definition is found by its code, and at its revision."""

from __future__ import annotations

from dataclasses import replace

from server.catalogue.rules.definitions import field_of, kind_of, person_related_outcomes, word_of
from tests.server.catalogue.rules.kinds import LABEL, a_field, a_kind, compose


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


def test_fields_and_words_are_found_by_code() -> None:
    kind = a_kind(fields=(a_field("a"), a_field("b")))
    catalogue = compose(kind)

    assert field_of(kind, "b") == a_field("b")
    assert field_of(kind, "c") is None
    assert person_related_outcomes(catalogue) == {"fine"}
    assert word_of(catalogue.words.focus, "any") == LABEL
    assert word_of(catalogue.words.focus, "none") is None
