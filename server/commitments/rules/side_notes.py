"""What is said beside the counted numbers: deviations, adjustments, reported results. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.commitments.rules.promises import Party
from server.problems import FieldError

QUALIFIERS = (
    "exact",
    "at_least",
    "over",
    "under",
    "about",
    "few",
    "several",
    "large",
    "exists",
    "all",
    "unknown",
)
# What the source's word says about the upper end of a number.
OPEN_QUALIFIERS = frozenset({"at_least", "over", "several", "large", "exists", "unknown"})


@dataclass(frozen=True, slots=True)
class NewDeviation:
    reason: str
    text: str
    occurred_on: date
    substitute_activity_id: str | None = None
    substitute_text: str | None = None


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    low: int
    qualifier: str
    words: str
    starts_on: date
    ends_on: date
    high: int | None = None
    kinds: tuple[str, ...] = ()
    source_note: str = ""


@dataclass(frozen=True, slots=True)
class NewResultLine:
    text: str
    qualifier: str
    words: str
    focus_area_id: str | None = None
    parties: tuple[Party, ...] = ()
    low: int | None = None
    high: int | None = None


def number_errors(low: int | None, high: int | None, qualifier: str) -> list[FieldError]:
    """Whether two ends and the source's word agree; nothing exact is ever made of a loose word."""
    if low is None and high is not None:
        return [FieldError("#/low", "Ange det minsta antalet när det största är känt.")]
    if low is not None and high is not None and high < low:
        return [FieldError("#/high", "Det största antalet är mindre än det minsta.")]
    if qualifier == "exact" and (low is None or high != low):
        return [FieldError("#/high", "Ett exakt antal har samma minsta och största tal.")]
    if qualifier in OPEN_QUALIFIERS and high is not None:
        return [FieldError("#/high", "Källans ord säger inget om det största antalet.")]
    return []
