"""Reads of what a batch of operations works on, each one statement however large the batch is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision, LedgerId
from server.activities.rules.content import from_json
from server.activities.rules.ledger import LedgerEntry, LedgerRevision
from server.commitments.models import Unit
from server.db import is_sqlite
from server.organisations.models import Municipality
from server.places.models import Place, Wish


def lock_activities(session: Session, activity_ids: Iterable[str]) -> None:
    """Let one transaction at a time work on each of these activities, known or not yet known.

    An advisory lock rather than a row lock: a correction that arrives before its activity has no
    row to lock, and would otherwise be held for ever while the activity is being stored beside it.
    Taken in one order, so that two batches wait instead of deadlocking. SQLite has one writer.
    """
    ids = sorted(set(activity_ids))
    if ids and not is_sqlite(session):
        session.execute(
            text(
                "SELECT pg_advisory_xact_lock(hashtextextended(id, 0))"
                " FROM unnest(CAST(:ids AS text[])) AS id ORDER BY id"
            ),
            {"ids": ids},
        )


def list_ledger_ids(session: Session, ids: Collection[str]) -> dict[str, LedgerId]:
    """Those of the ids that are taken, in any municipality."""
    rows = session.scalars(select(LedgerId).where(LedgerId.id.in_(ids)))
    return {row.id: row for row in rows}


def list_entries(
    session: Session, codes: Collection[str], activity_ids: Collection[str]
) -> list[LedgerEntry]:
    """The activities as they stand, in no order."""
    rows = session.scalars(
        select(Activity)
        .where(Activity.municipality_code.in_(codes), Activity.activity_id.in_(activity_ids))
        # They are written in bulk, which a row the session still knows of would not show.
        .execution_options(populate_existing=True)
    )
    return [_entry(row) for row in rows]


def list_revisions(
    session: Session, codes: Collection[str], activity_ids: Collection[str]
) -> list[LedgerRevision]:
    """Every revision of the activities, in no order."""
    rows = session.scalars(
        select(ActivityRevision).where(
            ActivityRevision.municipality_code.in_(codes),
            ActivityRevision.activity_id.in_(activity_ids),
        )
    )
    return [
        LedgerRevision(
            activity_id=one.activity_id,
            revision=one.revision,
            operation_id=one.operation_id,
            content=from_json(one.content),
            received=None if one.received is None else from_json(one.received),
            is_void=one.is_void,
        )
        for one in rows
    ]


def list_cut_offs(session: Session, codes: Collection[str]) -> dict[str, str]:
    """When the evening ends, by the codes of the municipalities that there are."""
    rows = session.execute(
        select(Municipality.municipality_code, Municipality.evening_cut_off).where(
            Municipality.municipality_code.in_(codes)
        )
    )
    return dict(rows.all())


def list_places(session: Session, place_ids: Collection[str]) -> dict[str, Place]:
    """The places that there are, in whatever municipality, by their ids."""
    rows = session.scalars(select(Place).where(Place.place_id.in_(place_ids)))
    return {row.place_id: row for row in rows}


def list_wish_codes(session: Session, wish_ids: Collection[str]) -> dict[str, str]:
    """The municipality of each wish that there is."""
    rows = session.execute(
        select(Wish.wish_id, Wish.municipality_code).where(Wish.wish_id.in_(wish_ids))
    )
    return dict(rows.all())


def list_unit_codes(session: Session, unit_ids: Collection[str]) -> dict[str, str]:
    """The municipality of each unit that there is."""
    rows = session.execute(
        select(Unit.unit_id, Unit.municipality_code).where(Unit.unit_id.in_(unit_ids))
    )
    return dict(rows.all())


def _entry(row: Activity) -> LedgerEntry:
    return LedgerEntry(
        municipality_code=row.municipality_code,
        activity_id=row.activity_id,
        author_id=row.author_id,
        revision=row.revision,
        content=from_json(row.content),
        is_void=row.is_void,
        service_date=row.service_date,
        cut_off=row.cut_off,
        place_revision=row.place_revision,
        clashes=tuple(row.clashes),
        flags=tuple(row.flags),
        review_state=row.review_state,
        receipt=row.receipt,
        moved_to=row.moved_to,
        recorded_at=row.recorded_at,
    )
