"""Counts commitments for one who asks: reads what counts, and hands it to the pure functions.

The live path reads the stored contributions; `known_at` folds the ledger and counts anew. Each step
is one statement for all commitments together, led by the municipality, so that the country's other
entries cost nothing. Nothing is masked here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from server.problems import FieldError, InvalidInput
from server.progress.queries.commitments import (
    CountedCommitment,
    list_counted_commitments,
    list_units,
)
from server.progress.queries.contributions import list_contributions
from server.progress.queries.entries import list_sightings
from server.progress.queries.ledger import list_activities_known_at
from server.progress.queries.promises import CountedPromise
from server.progress.rules.contributions import contributions
from server.progress.rules.duplicates import Sighting, possible_duplicates
from server.progress.rules.entries import CountedEntry, counted_entries, current_contributions
from server.progress.rules.facts import Contribution, CountedActivity, CountingRule, Unit
from server.progress.rules.precision import Viewer
from server.progress.rules.progress import ProgressRow, progress
from server.progress.rules.windows import Window, requested_window, window_around
from server.stockholm import stockholm_date


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about promises: with which knowledge, in which window, up to which day.

    `as_of` is now, or an earlier instant when `looks_back`; the status is judged on its Swedish
    day. `until` leaves out later service dates.
    """

    as_of: datetime
    looks_back: bool = False
    window: str | None = None
    until: date | None = None

    @property
    def day(self) -> date:
        return stockholm_date(self.as_of)

    @property
    def known_at(self) -> datetime | None:
        """The instant to look back to; None reads the present."""
        return self.as_of if self.looks_back else None


@dataclass(frozen=True, slots=True)
class Standing:
    """One commitment with everything that its row is made of."""

    commitment: CountedCommitment
    window: Window
    entries: tuple[CountedEntry, ...]
    row: ProgressRow


def list_standings(
    session: Session,
    promises: Sequence[CountedPromise],
    question: Question,
    *,
    viewer: Viewer,
    commitment_id: str | None = None,
) -> list[Standing]:
    """Every commitment of these promises of one municipality, counted; nothing is masked yet."""
    code = promises[0].municipality_code
    by_promise = list_counted_commitments(
        session, code, [p.promise_id for p in promises], known_at=question.known_at
    )
    windows = {
        commitment.line.commitment_id: (commitment, _window(commitment.rule, promise, question))
        for promise in promises
        for commitment in by_promise.get(promise.promise_id, [])
        if commitment_id is None or commitment.line.commitment_id == commitment_id
    }
    rules = [c.rule for c, _ in windows.values() if c.rule is not None]
    unit_kinds = {rule.unit_kind for rule in rules if rule.type == "coverage" and rule.unit_kind}
    units = list_units(session, code, unit_kinds, known_at=question.known_at)
    first = min((window.starts_on for _, window in windows.values()), default=question.day)
    last = _last_day([window for _, window in windows.values()], question)
    found, sightings = _counted(
        session, code, rules, question, viewer=viewer, first=first, last=last
    )
    return [
        _standing(commitment, window, units, found[key], sightings, question)
        for key, (commitment, window) in windows.items()
    ]


def _counted(
    session: Session,
    code: str,
    rules: Sequence[CountingRule],
    question: Question,
    *,
    viewer: Viewer,
    first: date,
    last: date | None,
) -> tuple[dict[str, list[Contribution]], dict[str, Sighting]]:
    """What is contributed to each commitment, and for coordinators what tells entries apart."""
    found: dict[str, list[Contribution]] = defaultdict(list)
    sightings: dict[str, Sighting] = {}
    if not rules:
        return found, sightings
    if question.known_at is None:
        for one in list_contributions(session, code, rules, first=first, last=last):
            found[one.commitment_id].append(one)
        if viewer.coordinates:
            sightings = list_sightings(session, code, rules, first=first, last=last)
        return found, sightings
    known = list_activities_known_at(session, code, question.known_at, first=first, last=last)
    for activity in known:
        sighting = _sighting(activity)
        for one in contributions(activity, rules):
            found[one.commitment_id].append(one)
            if viewer.coordinates and sighting is not None:
                sightings[activity.activity_id] = sighting
    return found, sightings


def _standing(
    commitment: CountedCommitment,
    window: Window,
    units: Sequence[Unit],
    found: Sequence[Contribution],
    sightings: Mapping[str, Sighting],
    question: Question,
) -> Standing:
    rule = commitment.rule
    entries: tuple[CountedEntry, ...] = ()
    if rule is not None:
        current = current_contributions(found, rule, window=window, until=question.until)
        entries = counted_entries(current, rule, units=units, window=window, day=question.day)
    counted = {entry.contribution.activity_id for entry in entries}
    row = progress(
        found,
        rule,
        line=commitment.line,
        units=units,
        adjustments=commitment.adjustments,
        deviations=commitment.deviations,
        window=window,
        day=question.day,
        until=question.until,
        possible_duplicates=possible_duplicates(
            [sightings[activity_id] for activity_id in counted & sightings.keys()]
        ),
    )
    return Standing(commitment, window, entries, row)


def _window(rule: CountingRule | None, promise: CountedPromise, question: Question) -> Window:
    if question.window is None:
        kind = "promise" if rule is None else rule.window
        return window_around(kind, question.day, promise.starts_on, promise.ends_on)
    window = requested_window(question.window, promise.starts_on, promise.ends_on)
    if window is None:
        raise InvalidInput(errors=[FieldError("#/window", "Perioden ligger utanför löftets tid.")])
    return window


def _last_day(windows: Sequence[Window], question: Question) -> date | None:
    ends = [window.ends_on for window in windows]
    last = None if any(day is None for day in ends) else max(filter(None, ends), default=None)
    given = [day for day in (last, question.until) if day is not None]
    return min(given, default=None)


def _sighting(activity: CountedActivity) -> Sighting | None:
    if activity.place_id is None or activity.started_at is None:
        return None
    return Sighting(
        activity_id=activity.activity_id,
        author_id=activity.author_id,
        kind=activity.kind,
        place_id=activity.place_id,
        started_at=activity.started_at,
        ended_at=activity.ended_at,
    )
