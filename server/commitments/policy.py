"""Who may see and edit promises and what stands around them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.organisations.policy import may_coordinate, may_see_municipality
from server.organisations.rules import Actor


@dataclass(frozen=True, slots=True)
class VisiblePromises:
    """The municipalities whose published promises someone sees, and those whose drafts too."""

    municipality_codes: frozenset[str]
    draft_codes: frozenset[str]


def visible_promises(actor: Actor, day: date) -> VisiblePromises:
    """A draft is nobody's business but those who write it."""
    codes = actor.municipality_codes(day)
    return VisiblePromises(
        municipality_codes=codes,
        draft_codes=frozenset(code for code in codes if may_edit_promises(actor, code, day)),
    )


def may_see_promise(actor: Actor, municipality_code: str, status: str, day: date) -> bool:
    seen = visible_promises(actor, day)
    return municipality_code in (seen.draft_codes if status == "draft" else seen.municipality_codes)


def may_edit_promises(actor: Actor, municipality_code: str, day: date) -> bool:
    """Coordinators of those who made the promise write it, and everything inside it."""
    return may_coordinate(actor, municipality_code, day)


def may_see_units(actor: Actor, municipality_code: str, day: date) -> bool:
    return may_see_municipality(actor, municipality_code, day)
