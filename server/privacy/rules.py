"""Looks for what could identify a person in free text, before it is stored. Pure.

Personal and coordination numbers, mobile numbers, e-mail addresses and registration plates. Names
cannot be found this way, and nothing here may be read as a promise that they are. The phone looks
with the same rules before it saves; contract/guard/ holds the cases that both must pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from server.problems import FieldError

Kind = Literal[
    "email", "mobile_number", "personal_number", "coordination_number", "registration_plate"
]

WORDS: dict[Kind, str] = {
    "email": "en e-postadress",
    "mobile_number": "ett mobilnummer",
    "personal_number": "ett personnummer",
    "coordination_number": "ett samordningsnummer",
    "registration_plate": "ett registreringsnummer",
}
# Where two hits cover one another and are equally strong, early and long, the first kind stands.
RANK = {kind: rank for rank, kind in enumerate(WORDS)}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that may identify a person, from `start` up to `end` in code points.

    A strong hit stops the saving; a weak one only asks whether it is what it looks like.
    """

    kind: Kind
    is_strong: bool
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """What the screen says. It never repeats what was found."""
        if self.is_strong:
            return f"Texten ser ut att innehålla {WORDS[self.kind]}. Ta bort det."
        return f"Kan det här vara {WORDS[self.kind]}? Ta bort det i så fall."


# Every quantifier below is bounded, so the search is linear in the length of a hostile text. The
# character classes are spelt out: \d and \w would take the digits and letters of every script, and
# find something else than the phone does.
#
# Hyphen-minus, plus, the Unicode hyphens, dashes and minus, and every kind of space people paste.
_SEPARATOR = "[-+\u2010-\u2015\u2212 \u00a0\u2007\u2009\u202f]"
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"

_NUMBER = re.compile(
    "(?<![0-9])(18|19|20)?([0-9]{2})(0[1-9]|1[0-2])([0-9]{2})"
    f"{_SEPARATOR}{{0,3}}([0-9]{{4}})(?![0-9])"
)
_MOBILE = re.compile(
    rf"(?<![0-9+])(?:(?:\+|00)46{_SEPARATOR}{{0,2}}(?:\(0\){_SEPARATOR}{{0,2}})?|0)7[02369]"
    f"(?:{_SEPARATOR}{{0,2}}[0-9]){{7}}(?![0-9])"
)
_EMAIL = re.compile(
    f"(?<![{_LETTERS}0-9._%+-])[{_LETTERS}0-9._%+-]{{1,64}}"
    rf"@(?:[{_LETTERS}0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}(?![{_LETTERS}0-9])"
)
# Three of the 23 letters in use (no I, Q, V, Å, Ä, Ö), two digits, then a digit or a letter that is
# not O. Lower case only when written together: "och 100" is not a plate.
_PLATE = re.compile(
    f"(?<![{_LETTERS}0-9])"
    "(?:[A-HJ-PR-UW-Z]{3}[ \u00a0-]?[0-9]{2}[0-9A-HJ-NPR-UW-Z]"
    "|[a-hj-pr-uw-z]{3}[0-9]{2}[0-9a-hj-npr-uw-z])"
    f"(?![{_LETTERS}0-9])"
)
# "SOS 112" is the alarm number, not a plate.
_ALARM_NUMBER = re.compile("SOS[ \u00a0-]?112", re.IGNORECASE | re.ASCII)


def find_personal_data(text: str) -> tuple[Hit, ...]:
    """Every hit, in the order they stand; of hits that overlap only the one that outranks.

    The strong outrank the weak, then the earlier the later, then the longer the shorter.
    """
    candidates = [
        *_plain_hits(_EMAIL, text, "email", is_strong=True),
        *_plain_hits(_MOBILE, text, "mobile_number", is_strong=True),
        *_number_hits(text),
        *_plate_hits(text),
    ]
    candidates.sort(key=lambda hit: (hit.start, -hit.end, RANK[hit.kind]))
    strong = _apart(hit for hit in candidates if hit.is_strong)
    weak = _apart(_clear_of(strong, (hit for hit in candidates if not hit.is_strong)))
    return tuple(sorted([*strong, *weak], key=lambda hit: hit.start))


def text_errors(texts: Iterable[tuple[str, str | None]]) -> list[FieldError]:
    """The strong hits in texts that come with their pointers, less the leading `#/`."""
    return [
        FieldError(f"#/{pointer}", hit.sentence)
        for pointer, text in texts
        if text
        for hit in find_personal_data(text)
        if hit.is_strong
    ]


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in order of rank, without those that overlap an earlier one."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
    return kept


def _clear_of(strong: list[Hit], weak: Iterable[Hit]) -> Iterator[Hit]:
    """The weak hits that no strong one overlaps, in one pass over both."""
    position = 0
    for hit in weak:
        while position < len(strong) and strong[position].end <= hit.start:
            position += 1
        if position == len(strong) or strong[position].start >= hit.end:
            yield hit


def _plain_hits(
    pattern: re.Pattern[str], text: str, kind: Kind, *, is_strong: bool
) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        yield Hit(kind, is_strong, match.start(), match.end())


def _plate_hits(text: str) -> Iterator[Hit]:
    for hit in _plain_hits(_PLATE, text, "registration_plate", is_strong=False):
        if not _ALARM_NUMBER.fullmatch(text, hit.start, hit.end):
            yield hit


def _number_hits(text: str) -> Iterator[Hit]:
    """Personal numbers, and coordination numbers, whose day is raised by 60."""
    for match in _NUMBER.finditer(text):
        century, year, month, written_day, last = match.groups()
        is_coordination = int(written_day) > 60
        day = int(written_day) - (60 if is_coordination else 0)
        if not _is_date(century, year, int(month), day):
            continue
        passes = _passes_luhn(year + month + written_day + last)
        may_be_time = not is_coordination and _reads_as_day_and_time(century, year, last)
        if may_be_time and not passes:
            continue
        yield Hit(
            "coordination_number" if is_coordination else "personal_number",
            is_strong=passes and not may_be_time,
            start=match.start(),
            end=match.end(),
        )


def _passes_luhn(ten_digits: str) -> bool:
    """Modulus 10 with weights 2 and 1 (Skatteverket's check digit), over the ten last digits."""
    products = (int(digit) * (2 - index % 2) for index, digit in enumerate(ten_digits))
    return sum(product - 9 if product > 9 else product for product in products) % 10 == 0


def _is_date(century: str | None, year: str, month: int, day: int) -> bool:
    """Whether the day exists. Without a century both are tried: 29 February in any leap year."""
    for hundred in ("19", "20") if century is None else (century,):
        try:
            date(int(hundred + year), month, day)
        except ValueError:
            continue
        return True
    return False


def _reads_as_day_and_time(century: str | None, year: str, last: str) -> bool:
    """A day and a clock time in this product's life ("261024-1805"), not a child's number."""
    hour, minute = int(last[:2]), int(last[2:])
    return (
        century in (None, "20")
        and 20 <= int(year) <= 39
        and hour < 24
        and minute < 60
        and minute % 5 == 0
    )
