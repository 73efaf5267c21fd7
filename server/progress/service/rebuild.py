"""Makes the stored contributions anew, or proves that they are what they should be.

Both go through a municipality in chunks by activity id and hold one chunk in memory. A chunk is a
transaction of its own, opened by the caller, so that pushes wait for one chunk at most; a run that
was broken off is simply started again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.progress.queries.commitments import list_counting_rules
from server.progress.queries.contributions import (
    list_stored_contributions,
    replace_contributions,
)
from server.progress.queries.ledger import list_next_counted_activities
from server.progress.rules.contributions import contributions
from server.progress.rules.facts import Contribution, CountedActivity

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Chunk:
    """How far a run has come: the last activity it saw, how many, and what was not as stored."""

    last_activity_id: str
    activities: int
    differences: tuple[str, ...] = ()


def rebuild_chunk(
    session: Session, municipality_code: str, *, after: str | None, size: int = CHUNK
) -> Chunk | None:
    """Replace what the next activities contribute by what they contribute now; None at the end."""
    activities = list_next_counted_activities(
        session, municipality_code, after=after, limit=size, lock=True
    )
    if not activities:
        return None
    expected = _expected(session, municipality_code, activities)
    ids = [activity.activity_id for activity in activities]
    replace_contributions(session, municipality_code, ids, expected)
    return Chunk(ids[-1], len(ids))


def recount_municipality(session: Session, municipality_code: str) -> None:
    """Count everything in a municipality anew within the caller's transaction."""
    after: str | None = None
    while (chunk := rebuild_chunk(session, municipality_code, after=after)) is not None:
        after = chunk.last_activity_id


def verify_chunk(
    session: Session, municipality_code: str, *, after: str | None, size: int = CHUNK
) -> Chunk | None:
    """Compare what the next activities contribute with what is stored; None at the end.

    Read it in one snapshot: a push between two statements would look like a difference.
    """
    activities = list_next_counted_activities(
        session, municipality_code, after=after, limit=size, lock=False
    )
    if not activities:
        return None
    expected = _expected(session, municipality_code, activities)
    ids = [activity.activity_id for activity in activities]
    stored = list_stored_contributions(session, municipality_code, ids)
    return Chunk(ids[-1], len(ids), tuple(_differences(expected, stored)))


def _expected(
    session: Session, municipality_code: str, activities: Sequence[CountedActivity]
) -> list[Contribution]:
    rules = list_counting_rules(session, municipality_code).rules
    return [one for activity in activities for one in contributions(activity, rules)]


def _differences(expected: Collection[Contribution], stored: Collection[Contribution]) -> list[str]:
    should = {_key(one): one for one in expected}
    does = {_key(one): one for one in stored}
    return [
        f"{activity_id}: {_difference(should.get(key), does.get(key))} "
        f"(commitment {commitment_id}, rule revision {revision})"
        for key in sorted(should.keys() | does.keys())
        if should.get(key) != does.get(key)
        for activity_id, commitment_id, revision in [key]
    ]


def _key(one: Contribution) -> tuple[str, str, int]:
    return one.activity_id, one.commitment_id, one.rule_revision


def _difference(should: Contribution | None, does: Contribution | None) -> str:
    if does is None:
        return "counts, but nothing is stored"
    if should is None:
        return "does not count, but something is stored"
    return "is stored otherwise than it counts"
