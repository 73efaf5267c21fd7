"""Reads that make a push and a pull exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.activities.models import Activity
from server.commitments.models import Promise, Unit
from server.organisations.models import MunicipalityCounter
from server.places.models import Place, Wish
from server.sync.models import Installation, SyncReceipt


@dataclass(frozen=True, slots=True)
class Life:
    """How far the database has come under its epoch: its municipalities' numbers together."""

    epoch: str
    changes: int


def get_life(session: Session) -> Life:
    """The epoch and how many changes there have been; grows with every commit that took a number.

    Raises NoResultFound before the installation is made.
    """
    changes = select(func.coalesce(func.sum(MunicipalityCounter.change_seq), 0)).scalar_subquery()
    row = session.execute(select(Installation.epoch, changes.label("changes"))).one()
    return Life(row.epoch, int(row.changes))


@dataclass(frozen=True, slots=True)
class Visible:
    """What one person may see of one municipality in a pull; not a member: their answers only."""

    municipality_code: str
    user_id: str
    is_member: bool
    organisation_ids: frozenset[str]
    sees_wishes: bool
    sees_drafts: bool
    own_since: date


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that changed: its number, where it stands within that number, and the row itself."""

    number: int
    key: str
    source: str
    row: Any


@dataclass(frozen=True, slots=True)
class _Source:
    """A collection of the pull: its rows' id, and the condition under which they may be seen."""

    name: str
    number: InstrumentedAttribute[Any]
    row_id: InstrumentedAttribute[str]
    condition: Callable[[Visible], ColumnElement[bool]]


_SOURCES = (
    _Source(
        "places",
        Place.change_seq,
        Place.place_id,
        lambda visible: and_(
            Place.municipality_code == visible.municipality_code,
            or_(
                Place.visibility != "organisation",
                Place.organisation_id.in_(visible.organisation_ids),
            ),
        ),
    ),
    _Source(
        "wishes",
        Wish.change_seq,
        Wish.wish_id,
        lambda visible: and_(
            Wish.municipality_code == visible.municipality_code, literal(visible.sees_wishes)
        ),
    ),
    _Source(
        "units",
        Unit.change_seq,
        Unit.unit_id,
        lambda visible: Unit.municipality_code == visible.municipality_code,
    ),
    _Source(
        "promises",
        Promise.change_seq,
        Promise.promise_id,
        lambda visible: and_(
            Promise.municipality_code == visible.municipality_code,
            or_(Promise.status != "draft", literal(visible.sees_drafts)),
        ),
    ),
    _Source(
        "activities",
        Activity.change_seq,
        Activity.activity_id,
        lambda visible: and_(
            Activity.municipality_code == visible.municipality_code,
            Activity.author_id == visible.user_id,
            Activity.service_date >= visible.own_since,
        ),
    ),
    _Source(
        "receipts",
        SyncReceipt.change_seq,
        SyncReceipt.operation_id,
        lambda visible: and_(
            SyncReceipt.municipality_code == visible.municipality_code,
            SyncReceipt.author_id == visible.user_id,
            SyncReceipt.change_seq.is_not(None),
        ),
    ),
)
SOURCES = tuple(source.name for source in _SOURCES)
ANSWERS = "receipts"


def list_changes(
    session: Session, visible: Visible, number: int, key: str, *, limit: int
) -> list[ChangedRow]:
    """The first `limit` rows after (number, key), in that order, across all collections.

    A key is the collection's place in `SOURCES` and the row's id, so that a page may end in the
    middle of a large transaction and the next one goes on exactly there.
    """
    found: list[ChangedRow] = []
    last_source, _, last_id = key.partition(":")
    for place, source in enumerate(_SOURCES):
        if not visible.is_member and source.name != ANSWERS:
            continue
        after = source.number > number
        if key and place > int(last_source):
            after = source.number >= number
        elif key and place == int(last_source):
            after = or_(after, and_(source.number == number, source.row_id > last_id))
        query = (
            select(source.row_id.class_)
            .where(source.condition(visible), after)
            .order_by(source.number, source.row_id)
            .limit(limit)
        )
        found += [
            ChangedRow(
                number=getattr(row, source.number.key),
                key=f"{place}:{getattr(row, source.row_id.key)}",
                source=source.name,
                row=row,
            )
            for row in session.scalars(query)
        ]
    return sorted(found, key=lambda row: (row.number, row.key))[:limit]
