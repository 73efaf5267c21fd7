"""A catalogue is put together from its parts, or refused with everything there is to mend. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from server.catalogue.rules.definitions import (
    Catalogue,
    KindDefinition,
    OutcomeDefinition,
    WordLists,
)
from server.catalogue.rules.faults import catalogue_faults


class CatalogueError(Exception):
    """The catalogue does not hold together. `faults` has one sentence for each thing to mend."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The catalogue cannot be used:\n" + "\n".join(f"- {f}" for f in faults))
        self.faults = tuple(faults)


def compose_catalogue(
    revisions: Iterable[KindDefinition],
    outcomes: Iterable[OutcomeDefinition],
    words: WordLists,
) -> Catalogue:
    """Put the parts together: newest revisions apart from earlier ones, and the digest of it all.

    Raises CatalogueError with every fault, not only the first, so that all are mended at once.
    """
    all_revisions = tuple(revisions)
    outcome_definitions = tuple(outcomes)
    faults = catalogue_faults(all_revisions, outcome_definitions, words)
    if faults:
        raise CatalogueError(faults)

    newest: dict[str, KindDefinition] = {}
    for kind in all_revisions:
        if kind.code not in newest or kind.revision > newest[kind.code].revision:
            newest[kind.code] = kind
    kinds = tuple(sorted(newest.values(), key=lambda kind: (kind.tile.order, kind.code)))
    earlier = tuple(
        sorted(
            (kind for kind in all_revisions if kind.revision < newest[kind.code].revision),
            key=lambda kind: (kind.code, kind.revision),
        )
    )
    return Catalogue(
        kinds=kinds,
        earlier_kinds=earlier,
        outcomes=outcome_definitions,
        words=words,
        digest=catalogue_digest(kinds, earlier, outcome_definitions, words),
    )


def catalogue_digest(
    kinds: Sequence[KindDefinition],
    earlier_kinds: Sequence[KindDefinition],
    outcomes: Sequence[OutcomeDefinition],
    words: WordLists,
) -> str:
    """SHA-256 in hex over the whole content: an equal digest means there is nothing to fetch."""
    content = {
        "kinds": [asdict(kind) for kind in kinds],
        "earlier_kinds": [asdict(kind) for kind in earlier_kinds],
        "outcomes": [asdict(outcome) for outcome in outcomes],
        "words": asdict(words),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
