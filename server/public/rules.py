"""How a progress row reads to a resident. Pure: the numbers come from the one counting code."""

from __future__ import annotations

from dataclasses import dataclass

from server.progress.rules.facts import Adjustment
from server.progress.rules.progress import ProgressRow
from server.swedish import day_in_words, month_in_words, number_in_words

STATUS_WORDS = {
    "met": "Uppfyllt",
    "in_progress": "Pågår",
    "not_started": "Inte påbörjat",
    "undecided": "Går inte att avgöra",
    "partly_met": "Delvis uppfyllt",
    "not_met": "Inte uppfyllt",
    "continuous": "Löpande",
    "no_entries": "Inget inskrivet ännu",
    "not_measured": "Mäts inte",
    "withdrawn": "Utgår",
}
REASON_WORDS = {
    "pandemi": "pandemin",
    "staffing": "brist på personal",
    "weather": "vädret",
    "alarm": "larm",
    "cooperation": "samverkan som inte blev av",
    "other": "annan orsak",
}
PART_WORDS = {
    "citizens": "efter invånares önskemål",
    "partner": "efter önskemål från samverkanspartner",
    "own_planning": "efter egen planering",
    "incident": "efter en händelse",
    "unknown": "utan känd önskan",
}
ONCE_TYPES = frozenset({"cohort", "milestone"})


@dataclass(frozen=True, slots=True)
class RowInWords:
    """One row as text: the status, the number with what was promised, and what stands beside."""

    status: str
    status_code: str
    number: str
    meter_value: int | None
    meter_max: int | None
    parts: tuple[str, ...]
    notes: tuple[str, ...]


def row_in_words(row: ProgressRow) -> RowInWords:
    """A row for people. The bar stops at what was promised; the text tells of what went beyond."""
    has_meter = row.target is not None and row.low is not None and row.type not in ONCE_TYPES
    return RowInWords(
        status=STATUS_WORDS[row.status],
        status_code=row.status,
        number=_number(row),
        meter_value=min(row.low or 0, row.target or 0) if has_meter else None,
        meter_max=row.target if has_meter else None,
        parts=_parts(row),
        notes=_notes(row),
    )


def adjustment_in_words(adjustment: Adjustment) -> str:
    """The source's own words, or the span that they mean."""
    if adjustment.words:
        return adjustment.words
    if adjustment.high is None:
        return f"minst {number_in_words(adjustment.low)}"
    if adjustment.high == adjustment.low:
        return number_in_words(adjustment.low)
    return f"{number_in_words(adjustment.low)}–{number_in_words(adjustment.high)}"


def _number(row: ProgressRow) -> str:
    if row.low is None:
        return "Färre än 5" if row.masked else ""
    if row.type in ONCE_TYPES:
        return _once(row)
    stated = " och ".join(adjustment_in_words(one) for one in row.adjustments)
    if row.high is None and stated:
        found = stated[:1].upper() + stated[1:]
    elif row.high is None:
        found = f"Minst {number_in_words(row.low)}"
    elif row.high == row.low:
        found = number_in_words(row.low)
    else:
        found = f"{number_in_words(row.low)}–{number_in_words(row.high)}"
    if row.type == "continuous" and not row.adjustments:
        return f"{found} insats" if row.low == 1 else f"{found} insatser"
    if row.target is None:
        return found
    promised = number_in_words(row.target)
    if row.type == "coverage":
        is_silent = row.low == 0 and row.high is None
        return found if is_silent else f"{found} av {promised}"
    return f"{found} (löftet: minst {promised})"


def _once(row: ProgressRow) -> str:
    if not row.low:
        stated = " och ".join(adjustment_in_words(one) for one in row.adjustments)
        return stated[:1].upper() + stated[1:] if stated else "Inte genomfört"
    return f"Genomfört{_when(row)}"


def _when(row: ProgressRow) -> str:
    if row.latest_on is not None:
        return f" {day_in_words(row.latest_on)}"
    return f" i {month_in_words(row.latest_month)}" if row.latest_month else ""


def _parts(row: ProgressRow) -> tuple[str, ...]:
    return tuple(
        f"varav {number_in_words(part.value)} {PART_WORDS.get(part.code, part.code)}"
        for part in row.parts
    )


def _notes(row: ProgressRow) -> tuple[str, ...]:
    notes: list[str] = []
    if row.parts and row.parts_note:
        notes.append(row.parts_note)
    if row.type == "continuous" and row.entries:
        notes.append(f"Senaste insatsen var{_when(row) or ' nyligen'}.")
    for deviation in row.deviations:
        notes.append(
            f"Avvikelse, {REASON_WORDS.get(deviation.reason, deviation.reason)}: {deviation.text}"
        )
        if deviation.substitute_text:
            notes.append(deviation.substitute_text)
    if row.pending_review:
        notes.append(f"{number_in_words(row.pending_review)} väntar på att gås igenom.")
    return tuple(notes)
