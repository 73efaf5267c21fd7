"""The spans of days a commitment is followed up over, and how they are written.

A window is always clipped to its promise. Pure calendar arithmetic: no clock is asked.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

CALENDAR_WINDOWS = ("calendar_year", "school_year", "tertial", "quarter", "month")
WINDOW_KINDS = ("promise", *CALENDAR_WINDOWS)
ALL = "all"


class UnreadableWindow(ValueError):
    """The text names no window; the message is a Swedish sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of whole days; `ends_on` is its last day, or None when it has no end yet."""

    code: str
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def covers(self, starts_on: date, ends_on: date) -> bool:
        return self.holds(starts_on) and self.holds(ends_on)

    def meets(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether any day is in both."""
        return (ends_on is None or self.starts_on <= ends_on) and (
            self.ends_on is None or starts_on <= self.ends_on
        )

    def clipped(self, starts_on: date, ends_on: date | None) -> "Window | None":
        """The days in both, under the same code, or None when there are none."""
        if not self.meets(starts_on, ends_on):
            return None
        last_days = [day for day in (self.ends_on, ends_on) if day is not None]
        return Window(self.code, max(self.starts_on, starts_on), min(last_days, default=None))


def parse_window(text: str) -> Window | None:
    """The calendar window a text such as `2020-T1` names, not yet clipped; None for `all`.

    Raises UnreadableWindow for any other text, and for a span that ends before it starts.
    """
    if text == ALL:
        return None
    for pattern, build in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                window = build(*match.groups())
            except (ValueError, OverflowError) as error:
                raise UnreadableWindow("Perioden finns inte i kalendern.") from error
            if window.ends_on is not None and window.ends_on < window.starts_on:
                raise UnreadableWindow("Perioden slutar innan den börjar.")
            return Window(text, window.starts_on, window.ends_on)
    raise UnreadableWindow(
        "Skriv perioden som 2020, 2020-T1, 2020-Q1, 2020-03, 2020/21, all "
        "eller 2020-01-01..2020-06-30."
    )


def requested_window(text: str, starts_on: date, ends_on: date | None) -> Window | None:
    """The asked-for window clipped to a promise; None when they share no day.

    Raises UnreadableWindow.
    """
    parsed = parse_window(text)
    if parsed is None:
        return Window(ALL, starts_on, ends_on)
    return parsed.clipped(starts_on, ends_on)


def window_around(kind: str, day: date, starts_on: date, ends_on: date | None) -> Window:
    """A rule's own window that holds the day, else its last before it, else its first.

    `kind` is a rule's `window`. An unknown kind, or a custom span outside the promise, falls back
    to the whole promise, so that the function is total; such a rule is refused when it is written.
    """
    whole = Window(ALL, starts_on, ends_on)
    if kind in CALENDAR_WINDOWS:
        nearest = max(starts_on, day if ends_on is None else min(day, ends_on))
        return _calendar_window(kind, nearest).clipped(starts_on, ends_on) or whole
    if ".." in kind:
        try:
            return requested_window(kind, starts_on, ends_on) or whole
        except UnreadableWindow:
            return whole
    return whole


def windows_within(
    kind: str, shown: Window, starts_on: date, ends_on: date | None, *, day: date
) -> tuple[Window, ...]:
    """A rule's own windows that meet the shown one, clipped to it, in order.

    Where neither the promise nor the shown window has an end, the windows begun by `day` are given,
    and always the first.
    """
    last = shown.ends_on if shown.ends_on is not None else max(day, shown.starts_on)
    found: list[Window] = []
    at = shown.starts_on
    while at <= last:
        own = window_around(kind, at, starts_on, ends_on)
        part = own.clipped(shown.starts_on, shown.ends_on)
        if part is not None:
            found.append(part)
        if own.ends_on is None or own.ends_on < at:
            break
        at = own.ends_on + timedelta(days=1)
    return tuple(found)


def judged_after(kind: str, shown: Window, starts_on: date, ends_on: date | None) -> date | None:
    """The last day before a commitment can be found wanting; None when that day is not set.

    It is the end of the rule's own window in which the shown one ends: the first tertial of a
    promise for the whole year cannot be failed in May.
    """
    if shown.ends_on is None:
        return None
    own = window_around(kind, shown.ends_on, starts_on, ends_on)
    return None if own.ends_on is None else max(own.ends_on, shown.ends_on)


def _calendar_window(kind: str, day: date) -> Window:
    if kind == "school_year":
        return _school_year(day.year if day.month >= 8 else day.year - 1)
    if kind == "tertial":
        return _tertial(day.year, (day.month - 1) // 4 + 1)
    if kind == "quarter":
        return _quarter(day.year, (day.month - 1) // 3 + 1)
    if kind == "month":
        return _month(day.year, day.month)
    return _year(day.year)


def _year(year: int) -> Window:
    return Window(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _school_year(year: int) -> Window:
    """1 August to 31 July, the Swedish läsår."""
    return Window(f"{year:04d}/{(year + 1) % 100:02d}", date(year, 8, 1), date(year + 1, 7, 31))


def _months(code: str, year: int, first: int, last: int) -> Window:
    return Window(code, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _tertial(year: int, number: int) -> Window:
    return _months(f"{year:04d}-T{number}", year, number * 4 - 3, number * 4)


def _quarter(year: int, number: int) -> Window:
    return _months(f"{year:04d}-Q{number}", year, number * 3 - 2, number * 3)


def _month(year: int, month: int) -> Window:
    return _months(f"{year:04d}-{month:02d}", year, month, month)


def _written_school_year(year: str, next_year: str) -> Window:
    if (int(year) + 1) % 100 != int(next_year):
        raise ValueError("a school year is written with two years in a row")
    return _school_year(int(year))


def _written_span(starts_on: str, ends_on: str) -> Window:
    return Window("", date.fromisoformat(starts_on), date.fromisoformat(ends_on))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Window]], ...] = (
    (re.compile(r"([0-9]{4})"), lambda year: _year(int(year))),
    (re.compile(r"([0-9]{4})-T([1-3])"), lambda year, n: _tertial(int(year), int(n))),
    (re.compile(r"([0-9]{4})-Q([1-4])"), lambda year, n: _quarter(int(year), int(n))),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), lambda year, n: _month(int(year), int(n))),
    (re.compile(r"([0-9]{4})/([0-9]{2})"), _written_school_year),
    (
        re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})"),
        _written_span,
    ),
)
