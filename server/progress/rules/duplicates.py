"""Which entries may be the same event, written twice by two people. Only a person decides that."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Two officers seldom note the same minute; more than this apart is more often two checks.
SLACK = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What tells two entries apart: who wrote it, what, where and when."""

    activity_id: str
    author_id: str
    kind: str
    place_id: str
    started_at: datetime
    ended_at: datetime | None


def possible_duplicates(sightings: Sequence[Sighting]) -> int:
    """How many entries overlap an earlier one by another author: same kind, same place, ±30 min."""
    alike: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=lambda s: (s.started_at, s.activity_id)):
        alike[sighting.kind, sighting.place_id].append(sighting)
    return sum(_too_many(group) for group in alike.values())


def _too_many(in_order: Sequence[Sighting]) -> int:
    found = 0
    going_on: list[Sighting] = []
    for sighting in in_order:
        going_on = [
            earlier
            for earlier in going_on
            if sighting.started_at <= (earlier.ended_at or earlier.started_at) + SLACK
        ]
        if any(earlier.author_id != sighting.author_id for earlier in going_on):
            found += 1
        going_on.append(sighting)
    return found
