"""Totals as intervals: what is counted exactly, joined with numbers from outside the log.

Nothing exact is ever invented: an upper end that no source gives stays unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.progress.rules.entries import CountedEntry
from server.progress.rules.facts import Adjustment, Contribution
from server.progress.rules.windows import Window

DONE_ONCE_TYPES = frozenset({"cohort", "milestone"})


@dataclass(frozen=True, slots=True)
class Number:
    """At least `low` and at most `high`; None is an unknown upper end."""

    low: int
    high: int | None

    def __add__(self, other: "Number") -> "Number":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Number(self.low + other.low, high)

    def at_least(self, logged: int) -> "Number":
        """The same statement once `logged` of what it stands for are known."""
        high = None if self.high is None else max(self.high, logged)
        return Number(max(self.low, logged), high)


def added_up(
    entries: Sequence[CountedEntry],
    open_contributions: Sequence[Contribution],
    adjustments: Sequence[Adjustment],
    *,
    every_kind: bool,
    seen: Window,
) -> Number:
    """The total of a number where every entry adds its own amount.

    An entry that an adjustment stands for doesn't add to it: there the larger of the two holds. One
    that several stand for belongs to the first, so that a new entry never lowers a total. An entry
    whose number nobody counted leaves the upper end unknown, unless an adjustment stands for it.
    """
    ordered = in_order(adjustments)
    loose = 0
    logged = [0] * len(ordered)
    for entry in entries:
        at = _standing_for(entry.contribution, ordered, every_kind=every_kind)
        if at is None:
            loose += entry.adds
        else:
            logged[at] += entry.adds
    is_open = any(
        _standing_for(contribution, ordered, every_kind=every_kind) is None
        for contribution in open_contributions
    )
    total = Number(loose, None if is_open else loose)
    for adjustment, known in zip(ordered, logged, strict=True):
        total += stated(adjustment, seen).at_least(known)
    return total


def covered_up(
    entries: Sequence[CountedEntry],
    adjustments: Sequence[Adjustment],
    *,
    windows: Sequence[Window],
    most: int | None,
    seen: Window,
) -> Number:
    """The total of a number of different things, of which there are `most` (None: not known).

    What an adjustment states may be the same things as those logged outside it, so the lower end is
    the larger of the two in each of the rule's own windows; the upper end takes them all to differ.
    """
    low = 0
    placed: list[Adjustment] = []
    for part in windows:
        logged = sum(e.adds for e in entries if part.holds(e.contribution.service_date))
        inside = [a for a in adjustments if part.covers(a.starts_on, a.ends_on)]
        placed += inside
        low += max([logged, *(stated(a, seen).low for a in inside)])
    low = max([low, *(stated(a, seen).low for a in adjustments if a not in placed)])
    high = added_up(entries, (), adjustments, every_kind=False, seen=seen).high
    if high is not None and most is not None:
        high = max(low, min(high, most))
    return Number(low, high)


def at_most_once(number: Number) -> Number:
    """The number for something that is done or not done."""
    return Number(min(number.low, 1), None if number.high is None else min(number.high, 1))


def stated(adjustment: Adjustment, seen: Window) -> Number:
    """What an adjustment says about the days looked at.

    Of one that reaches outside them it is not known how much falls inside: between nothing and all.
    """
    if seen.covers(adjustment.starts_on, adjustment.ends_on):
        return Number(adjustment.low, adjustment.high)
    return Number(0, adjustment.high)


def in_order(adjustments: Sequence[Adjustment]) -> list[Adjustment]:
    """Adjustments by span, then by everything else, so that the order they came in is nothing."""
    return sorted(
        adjustments,
        key=lambda a: (a.starts_on, a.ends_on, a.kinds, a.low, a.high is None, a.high, a.words),
    )


def expected(target: int | None, window: Window, day: date) -> float | None:
    """The target's share of the days gone by, the day itself included; None without both ends."""
    if target is None or window.ends_on is None:
        return None
    days = (window.ends_on - window.starts_on).days + 1
    gone = min(max((day - window.starts_on).days + 1, 0), days)
    return round(target * gone / days, 1)


def _standing_for(
    contribution: Contribution, ordered: Sequence[Adjustment], *, every_kind: bool
) -> int | None:
    for at, adjustment in enumerate(ordered):
        is_kind = every_kind or not adjustment.kinds or contribution.kind in adjustment.kinds
        if is_kind and adjustment.starts_on <= contribution.service_date <= adjustment.ends_on:
            return at
    return None
