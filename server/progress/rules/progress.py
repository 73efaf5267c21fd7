"""How a commitment stands: the second of the two counting functions.

It alone deduplicates units, numbers the entries and sets the status; everything that shows a number
shows this row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from server.progress.rules.conditions import UNMEASURED_TYPES
from server.progress.rules.entries import (
    CountedEntry,
    counted_entries,
    current_contributions,
    units_to_cover,
)
from server.progress.rules.facts import (
    Adjustment,
    CommitmentLine,
    Contribution,
    CountingRule,
    Deviation,
    Unit,
)
from server.progress.rules.numbers import (
    DONE_ONCE_TYPES,
    Number,
    added_up,
    at_most_once,
    covered_up,
    expected,
    in_order,
)
from server.progress.rules.windows import Window, judged_after, windows_within

LOGGED_PARTS_NOTE = "Delarna visar bara det som är inskrivet."


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """What the entries of one month of service dates add; `month` is written 2020-03."""

    month: str
    value: int


@dataclass(frozen=True, slots=True)
class Part:
    """What the entries asked for by one of those the rule lists add."""

    by: str
    code: str
    value: int


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One commitment's progress. `value` is `low`, or None where nothing is counted or shown.

    `latest_on` is None too where the viewer may see only `latest_month`.
    """

    commitment_id: str
    promise_id: str
    short_name: str
    role: str
    type: str | None
    text: str
    value: int | None
    low: int | None
    high: int | None
    target: int | None
    status: str
    window: Window
    latest_on: date | None = None
    latest_month: str | None = None
    entries: int = 0
    expected_by_now: float | None = None
    series: tuple[SeriesPoint, ...] = ()
    parts: tuple[Part, ...] = ()
    parts_note: str | None = None
    deviations: tuple[Deviation, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    pending_review: int = 0
    possible_duplicates: int = 0
    masked: bool = False


def progress(
    contributions: Sequence[Contribution],
    rule: CountingRule | None,
    *,
    line: CommitmentLine,
    units: Sequence[Unit] = (),
    adjustments: Sequence[Adjustment] = (),
    deviations: Sequence[Deviation] = (),
    window: Window,
    day: date,
    until: date | None = None,
    possible_duplicates: int = 0,
) -> ProgressRow:
    """The progress of one commitment in one window, judged on one day in Sweden.

    `window` is already clipped to the promise. `until` leaves out later service dates, and what is
    left out is not held against the commitment: it is then judged as on that day.
    """
    judged_on = day if until is None else min(day, until)
    row = ProgressRow(
        commitment_id=line.commitment_id,
        promise_id=line.promise_id,
        short_name=line.short_name,
        role=line.role,
        type=None if rule is None else rule.type,
        text="" if rule is None else rule.text,
        value=None,
        low=None,
        high=None,
        target=None,
        status="withdrawn" if line.is_withdrawn else "not_measured",
        window=window,
        deviations=_shown_deviations(deviations, window, until),
        adjustments=tuple(
            in_order([a for a in adjustments if window.meets(a.starts_on, a.ends_on)])
        ),
    )
    if rule is None or rule.type in UNMEASURED_TYPES:
        return row

    current = current_contributions(contributions, rule, window=window, until=until)
    entries = counted_entries(current, rule, units=units, window=window, day=day)
    target = _target(rule, units, window, day=day)
    number = _number(
        entries, current, rule, row.adjustments, most=target, window=window, day=day, until=until
    )
    latest_on = max((e.contribution.service_date for e in entries), default=None)
    status = status_of(
        number,
        target,
        type=rule.type,
        is_over=is_over(rule, window, judged_on),
        has_entries=bool(entries),
    )
    return replace(
        row,
        value=number.low,
        low=number.low,
        high=number.high,
        target=target,
        status=row.status if line.is_withdrawn else status,
        latest_on=latest_on,
        latest_month=None if latest_on is None else latest_on.isoformat()[:7],
        entries=len(entries),
        expected_by_now=expected(target, window, judged_on),
        series=_series(entries),
        parts=_parts(entries, rule),
        parts_note=_parts_note(line, rule, row.adjustments),
        pending_review=sum(e.contribution.is_pending for e in entries),
        possible_duplicates=possible_duplicates,
    )


def is_over(rule: CountingRule, window: Window, judged_on: date) -> bool:
    """Whether the last day on which the rule's target could be reached has gone by."""
    last_day = judged_after(rule.window, window, rule.starts_on, rule.ends_on)
    return last_day is not None and judged_on > last_day


def status_of(
    number: Number, target: int | None, *, type: str, is_over: bool, has_entries: bool
) -> str:
    """The status of a measured commitment.

    Without a target (coverage before any unit is listed) nothing can be met, and in the end nothing
    can be decided.
    """
    if type == "continuous":
        return "continuous" if has_entries else "no_entries"
    if target is not None and number.low >= target:
        return "met"
    if not is_over:
        return "in_progress" if has_entries or number.low > 0 else "not_started"
    if target is None or number.high is None or number.high >= target:
        return "undecided"
    return "partly_met" if number.high > 0 else "not_met"


def _target(rule: CountingRule, units: Sequence[Unit], window: Window, *, day: date) -> int | None:
    if rule.type == "continuous":
        return None
    if rule.type in DONE_ONCE_TYPES:
        return 1
    if rule.type == "coverage":
        return sum(len(valid) for _, valid in units_to_cover(rule, units, window, day=day)) or None
    return rule.target


def _number(
    entries: Sequence[CountedEntry],
    current: Sequence[Contribution],
    rule: CountingRule,
    adjustments: Sequence[Adjustment],
    *,
    most: int | None,
    window: Window,
    day: date,
    until: date | None,
) -> Number:
    seen = window if until is None else window.clipped(window.starts_on, until)
    if seen is None:
        return Number(0, 0)
    spoken = [a for a in adjustments if seen.meets(a.starts_on, a.ends_on)]
    if rule.type == "coverage":
        own = windows_within(rule.window, window, rule.starts_on, rule.ends_on, day=day)
        return covered_up(entries, spoken, windows=own, most=most, seen=seen)
    if rule.type in DONE_ONCE_TYPES:
        return at_most_once(covered_up(entries, spoken, windows=(window,), most=None, seen=seen))
    return added_up(
        entries,
        [contribution for contribution in current if contribution.amount is None],
        spoken,
        every_kind=rule.type == "continuous",
        seen=seen,
    )


def _series(entries: Sequence[CountedEntry]) -> tuple[SeriesPoint, ...]:
    months: dict[str, int] = {}
    for entry in entries:
        month = entry.contribution.service_date.isoformat()[:7]
        months[month] = months.get(month, 0) + entry.adds
    return tuple(SeriesPoint(month, value) for month, value in sorted(months.items()))


def _parts(entries: Sequence[CountedEntry], rule: CountingRule) -> tuple[Part, ...]:
    if len(rule.where.requested_by) < 2:
        return ()
    return tuple(
        Part(
            "requested_by",
            code,
            sum(entry.adds for entry in entries if entry.contribution.requested_by == code),
        )
        for code in rule.where.requested_by
    )


def _parts_note(
    line: CommitmentLine, rule: CountingRule, adjustments: Sequence[Adjustment]
) -> str | None:
    if len(rule.where.requested_by) < 2:
        return None
    notes = [line.parts_note or "", LOGGED_PARTS_NOTE if adjustments else ""]
    return " ".join(note for note in notes if note) or None


def _shown_deviations(
    deviations: Sequence[Deviation], window: Window, until: date | None
) -> tuple[Deviation, ...]:
    shown = [
        deviation
        for deviation in deviations
        if deviation.occurred_on is None
        or (
            window.holds(deviation.occurred_on)
            and (until is None or deviation.occurred_on <= until)
        )
    ]
    return tuple(
        sorted(shown, key=lambda d: (d.occurred_on is None, d.occurred_on or date.min, d.text))
    )
