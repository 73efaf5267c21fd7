"""The order of a catalogue, and the digest that tells whether there is anything to fetch."""

from __future__ import annotations

from dataclasses import replace

from server.catalogue.rules.definitions import Tile, WordDefinition, Words
from tests.server.catalogue.rules.kinds import WORDS, a_kind, compose


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
