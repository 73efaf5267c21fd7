"""How precisely someone may see the entries behind a number.

What activities/policy.py decides of a single entry, said of one that counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from server.activities.policy import ListedPlace, precision, seen_place
from server.progress.rules.entries import CountedEntry
from server.progress.rules.progress import ProgressRow


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a member of some organisations, perhaps coordinating, or anyone at all.

    `is_local` says that they belong to an organisation at work in the municipality.
    """

    own_organisations: frozenset[str] = frozenset()
    is_local: bool = False
    coordinates: bool = False


RESIDENT = Viewer()


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """What an entry says besides what is counted. `place_name` is the author's own words."""

    started_at: datetime | None
    ended_at: datetime | None
    receipt: str | None
    place_name: str | None
    listed_place: str | None
    place_visibility: str | None
    locality: str = ""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as one viewer sees it. `precision` is full, day or month."""

    precision: str
    ordinal: int
    kind: str
    municipality_code: str
    organisation_id: str
    month: str
    amount: int | None
    why: tuple[str, ...]
    activity_id: str | None = None
    service_date: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place_name: str | None = None
    requested_by: str | None = None
    receipt: str | None = None
    revision: int | None = None


def seen_entry(
    entry: CountedEntry,
    detail: EntryDetail,
    why: Sequence[str],
    *,
    viewer: Viewer,
    is_month_only: bool,
    hides_amount: bool,
) -> SeenEntry:
    """The entry as precisely as the viewer may see it."""
    counted = entry.contribution
    is_own = counted.organisation_id in viewer.own_organisations
    level = precision(is_own=is_own, is_month_only=is_month_only)
    seen = SeenEntry(
        precision=level,
        ordinal=entry.ordinal,
        kind=counted.kind,
        municipality_code=counted.municipality_code,
        organisation_id=counted.organisation_id,
        month=counted.service_date.isoformat()[:7],
        amount=None if hides_amount and not is_own else counted.amount,
        why=tuple(why[:1]),
    )
    if level == "month":
        return seen
    seen = replace(
        seen,
        activity_id=counted.activity_id,
        service_date=counted.service_date,
        place_name=seen_place(
            _listed_place(detail),
            kind=counted.kind,
            precision=level,
            own_words=detail.place_name,
            is_local=viewer.is_local,
        ),
        requested_by=counted.requested_by,
        why=tuple(why),
    )
    if level == "day":
        return seen
    return replace(
        seen,
        started_at=detail.started_at,
        ended_at=detail.ended_at,
        receipt=detail.receipt,
        revision=counted.activity_revision,
    )


def row_for(
    row: ProgressRow,
    entries: Sequence[CountedEntry],
    *,
    viewer: Viewer,
    month_only_kinds: frozenset[str],
) -> ProgressRow:
    """The row without the day of its latest entry, where the viewer may see only the month."""
    latest = max(entries, key=lambda entry: entry.contribution.service_date, default=None)
    if latest is None:
        return row
    is_hidden = any(
        entry.contribution.service_date == latest.contribution.service_date
        and entry.contribution.kind in month_only_kinds
        and entry.contribution.organisation_id not in viewer.own_organisations
        for entry in entries
    )
    return replace(row, latest_on=None) if is_hidden or not viewer.is_local else row


def _listed_place(detail: EntryDetail) -> ListedPlace | None:
    if detail.listed_place is None:
        return None
    return ListedPlace(detail.listed_place, detail.locality, detail.place_visibility or "")
