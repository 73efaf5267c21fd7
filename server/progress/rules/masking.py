"""Small counts about persons, hidden from everyone outside the organisation that logged them.

The law's concern is that one to four drunk drivers in a small town may be known by name. How many
activities there were is never hidden.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from server.progress.rules.entries import CountedEntry
from server.progress.rules.numbers import Number
from server.progress.rules.progress import ProgressRow, status_of


def masked_row(
    row: ProgressRow,
    entries: Sequence[CountedEntry],
    *,
    own_organisations: Collection[str],
    below: int,
    is_over: bool,
) -> ProgressRow:
    """The row of a person-related outcome for someone in `own_organisations`.

    What others logged is shown as an interval where it is from 1 up to `below`, and the status is
    set from that interval. Where only a month or a part of it is that small, the whole series or
    all parts are left out: the missing one could be worked out from the rest.
    """
    if row.low is None:
        return row
    own = [entry for entry in entries if _organisation(entry) in own_organisations]
    others = [entry for entry in entries if _organisation(entry) not in own_organisations]
    own_sum = sum(entry.adds for entry in own)
    own_months = _months(own)
    series = tuple(
        point
        for point in row.series
        if not _is_small(point.value - own_months.get(point.month, 0), below)
    )
    parts = tuple(part for part in row.parts if not _is_small(_part(others, part.code), below))
    shown = replace(
        row,
        series=row.series if len(series) == len(row.series) else (),
        parts=row.parts if len(parts) == len(row.parts) else (),
    )
    if not _is_small(row.low - own_sum, below):
        return shown
    number = Number(own_sum + 1, None if row.high is None else own_sum + below - 1)
    status = status_of(
        number, row.target, type=row.type or "", is_over=is_over, has_entries=bool(entries)
    )
    return replace(
        shown,
        value=None,
        low=number.low,
        high=number.high,
        status=row.status if row.status == "withdrawn" else status,
        series=(),
        parts=(),
        adjustments=(),
        masked=True,
    )


def masks_amounts(
    entries: Sequence[CountedEntry], *, own_organisations: Collection[str], below: int
) -> bool:
    """Whether other organisations' amounts must all be left out of the list behind the number.

    One small amount hides them all: a single hidden one is the total minus the others.
    """
    return any(
        _is_small(entry.contribution.amount or 0, below)
        for entry in entries
        if _organisation(entry) not in own_organisations
    )


def _is_small(number: int, below: int) -> bool:
    return 0 < number < below


def _organisation(entry: CountedEntry) -> str:
    return entry.contribution.organisation_id


def _months(entries: Sequence[CountedEntry]) -> dict[str, int]:
    months: dict[str, int] = {}
    for entry in entries:
        month = entry.contribution.service_date.isoformat()[:7]
        months[month] = months.get(month, 0) + entry.adds
    return months


def _part(entries: Sequence[CountedEntry], code: str) -> int:
    return sum(entry.adds for entry in entries if entry.contribution.requested_by == code)
