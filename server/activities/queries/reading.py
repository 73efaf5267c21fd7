"""Reads of entries for lists and details, never more than the reader may see.

What is decided per row by policy.py is stated here as conditions too, so that a page is full, its
order and its filters tell nothing that its rows don't, and a foreign entry costs nothing.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision, LedgerId
from server.activities.policy import ListedPlace
from server.auth.models import User
from server.commitments.models import CountingRuleRevision
from server.db import is_sqlite
from server.organisations.models import Organisation
from server.paging import Page, decode_cursor, encode_cursor, read_number
from server.places.models import Place
from server.problems import FieldError, InvalidInput
from server.progress.models import ContributionRow
from server.wire import is_id


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, as conditions need it: where they see entries, and which they see in full."""

    user_id: str
    municipality_codes: frozenset[str]
    own_organisations: frozenset[str]
    kinds_shown_by_place: frozenset[str]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; `state` may also be `void`. `first` and `last` are service dates."""

    municipality_code: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None
    commitment_id: str | None = None
    mine: bool = False
    state: str | None = None


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """An entry with the names that stand beside it."""

    activity: Activity
    organisation_name: str
    author_name: str
    place: ListedPlace | None


@dataclass(frozen=True, slots=True)
class ListedRevision:
    revision: ActivityRevision
    author_name: str


@dataclass(frozen=True, slots=True)
class _After:
    """The last row of a page. Of a hidden one only how many of its month have been shown."""

    day: date
    is_hidden: bool
    activity_id: str
    skipped: int


def list_activities(
    session: Session, reader: Reader, filters: Filters, *, limit: int, cursor: str | None = None
) -> Page[ListedActivity]:
    """Entries, latest service date first; those seen only by the month come last in it."""
    hidden = _is_hidden(reader)
    day = case((hidden, _month_start(session)), else_=Activity.service_date)
    hidden_last = case((hidden, 1), else_=0)
    query = _listed().where(_may_be_seen(reader, hidden), *_asked(filters, reader, hidden))
    after = None if cursor is None else _read(cursor)
    if after is not None:
        follows = hidden
        if not after.is_hidden:
            follows = or_(hidden, Activity.activity_id > after.activity_id)
        query = query.where(or_(day < after.day, and_(day == after.day, follows)))
        query = query.offset(after.skipped)
    rows = session.execute(
        query.order_by(day.desc(), hidden_last, Activity.activity_id).limit(limit + 1)
    ).all()
    items = tuple(_activity(row) for row in rows[:limit])
    return Page(items, _cursor(items, reader, after) if len(rows) > limit else None)


def find_activity(session: Session, activity_id: str) -> ListedActivity | None:
    """The entry with that id, in one statement whether or not there is one."""
    row = session.execute(
        _listed()
        .join(
            LedgerId,
            and_(
                LedgerId.id == Activity.activity_id,
                LedgerId.municipality_code == Activity.municipality_code,
            ),
        )
        .where(LedgerId.id == activity_id, LedgerId.what == "activity")
    ).one_or_none()
    return None if row is None else _activity(row)


def list_revisions(
    session: Session,
    municipality_code: str,
    activity_id: str,
    *,
    limit: int,
    cursor: str | None = None,
) -> Page[ListedRevision]:
    """What the entry said after each operation, the first one first."""
    query = (
        select(ActivityRevision, User.display_name)
        .join(User, User.user_id == ActivityRevision.author_id)
        .where(
            ActivityRevision.municipality_code == municipality_code,
            ActivityRevision.activity_id == activity_id,
        )
        .order_by(ActivityRevision.revision)
        .limit(limit + 1)
    )
    if cursor is not None:
        (revision,) = decode_cursor(cursor, (read_number,))
        query = query.where(ActivityRevision.revision > revision)
    found = [ListedRevision(row[0], row[1]) for row in session.execute(query)]
    shown = tuple(found[:limit])
    following = encode_cursor((shown[-1].revision.revision,)) if len(found) > limit else None
    return Page(shown, following)


def is_own(activity: Activity, reader: Reader) -> bool:
    """Whether the reader wrote it, or belongs to the organisation that did."""
    return (
        activity.organisation_id in reader.own_organisations or activity.author_id == reader.user_id
    )


def _hides(activity: Activity, reader: Reader) -> bool:
    return activity.kind not in reader.kinds_shown_by_place and not is_own(activity, reader)


def _listed() -> Select[*tuple[Any, ...]]:
    """Entries with the names beside them: one statement for a whole page."""
    return (
        select(
            Activity,
            Organisation.name.label("organisation_name"),
            User.display_name.label("author_name"),
            Place.name.label("place_name"),
            Place.locality,
            Place.visibility,
        )
        .join(Organisation, Organisation.organisation_id == Activity.organisation_id)
        .join(User, User.user_id == Activity.author_id)
        .outerjoin(
            Place,
            and_(
                Place.municipality_code == Activity.municipality_code,
                Place.place_id == Activity.place_id,
            ),
        )
    )


def _is_own(reader: Reader) -> ColumnElement[bool]:
    return or_(
        Activity.organisation_id.in_(reader.own_organisations),
        Activity.author_id == reader.user_id,
    )


def _is_hidden(reader: Reader) -> ColumnElement[bool]:
    """Seen by the month only."""
    return and_(Activity.kind.not_in(reader.kinds_shown_by_place), not_(_is_own(reader)))


def _may_be_seen(reader: Reader, hidden: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        Activity.municipality_code.in_(reader.municipality_codes),
        or_(
            _is_own(reader),
            and_(
                Activity.is_void == false(),
                or_(Activity.state == "done", and_(Activity.state == "cancelled", not_(hidden))),
            ),
        ),
    )


def _asked(
    filters: Filters, reader: Reader, hidden: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """The filters; a span of days holds a hidden entry's month as soon as it touches it."""
    asked: list[ColumnElement[bool]] = [Activity.is_void == (filters.state == "void")]
    if filters.state not in (None, "void"):
        asked.append(Activity.state == filters.state)
    if filters.municipality_code is not None:
        asked.append(Activity.municipality_code == filters.municipality_code)
    if filters.kind is not None:
        asked.append(Activity.kind == filters.kind)
    if filters.mine:
        asked.append(Activity.author_id == reader.user_id)
    if filters.first is not None:
        first = case((hidden, filters.first.replace(day=1)), else_=filters.first)
        asked.append(Activity.service_date >= type_coerce(first, Date))
    if filters.last is not None:
        last_day = monthrange(filters.last.year, filters.last.month)[1]
        last = case((hidden, filters.last.replace(day=last_day)), else_=filters.last)
        asked.append(Activity.service_date <= type_coerce(last, Date))
    if filters.commitment_id is not None:
        asked.append(_counts_for(filters.commitment_id))
    return asked


def _counts_for(commitment_id: str) -> ColumnElement[bool]:
    return exists().where(
        ContributionRow.municipality_code == Activity.municipality_code,
        ContributionRow.activity_id == Activity.activity_id,
        ContributionRow.commitment_id == commitment_id,
        ContributionRow.amount.is_not(None),
        CountingRuleRevision.municipality_code == ContributionRow.municipality_code,
        CountingRuleRevision.commitment_id == ContributionRow.commitment_id,
        CountingRuleRevision.revision == ContributionRow.rule_revision,
        CountingRuleRevision.state == "current",
    )


def _month_start(session: Session) -> ColumnElement[date]:
    if is_sqlite(session):
        return type_coerce(func.date(Activity.service_date, "start of month"), Date)
    return cast(func.date_trunc("month", Activity.service_date), Date)


def _activity(row: Any) -> ListedActivity:
    place = None
    if row.visibility is not None:
        place = ListedPlace(row.place_name, row.locality, row.visibility)
    return ListedActivity(row[0], row.organisation_name, row.author_name, place)


def _cursor(items: tuple[ListedActivity, ...], reader: Reader, before: _After | None) -> str:
    """Where the next page begins. A hidden entry's own id or day never stands in it.

    Within the hidden ones of a month the place is a number of rows: one that is added meanwhile
    may be shown twice, none is left out.
    """
    last = items[-1].activity
    if not _hides(last, reader):
        return encode_cursor((last.service_date.isoformat(), 0, last.activity_id, 0))
    month = last.service_date.replace(day=1)
    skipped = 0
    for item in reversed(items):
        activity = item.activity
        if not _hides(activity, reader) or activity.service_date.replace(day=1) != month:
            break
        skipped += 1
    if before is not None and before.is_hidden and before.day == month and skipped == len(items):
        skipped += before.skipped
    return encode_cursor((month.isoformat(), 1, "", skipped))


def _read(cursor: str) -> _After:
    day, hidden, activity_id, skipped = decode_cursor(
        cursor, (date.fromisoformat, read_number, _read_shown_id, read_number)
    )
    if hidden == 0 and not activity_id:
        raise InvalidInput(
            errors=[FieldError("#/cursor", "Markören hör inte till den här listan.")]
        )
    return _After(day, hidden != 0, activity_id, skipped)


def _read_shown_id(part: Any) -> str:
    if not isinstance(part, str) or not (part == "" or is_id(part)):
        raise ValueError("not an id")
    return part
