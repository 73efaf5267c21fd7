"""Reads the ledger as facts to count: the entries as they stand, or as they stood at an instant.

Both come from the content that a revision states, so that looking back to now gives what is shown
now. Every statement is led by the municipality.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityReview, ActivityRevision
from server.places.models import Wish
from server.progress.rules.facts import CountedActivity, LinkedWish

Content = Mapping[str, Any]

_STANDING = (
    Activity.activity_id,
    Activity.revision,
    Activity.author_id,
    Activity.is_void,
    Activity.service_date,
    Activity.review_state,
    Activity.content,
)


def list_counted_activities(
    session: Session, municipality_code: str, activity_ids: Collection[str]
) -> list[CountedActivity]:
    """The named activities as they stand, two statements; unknown ids are left out."""
    rows = session.execute(
        select(*_STANDING).where(
            Activity.municipality_code == municipality_code,
            Activity.activity_id.in_(activity_ids),
        )
    ).all()
    return _facts(session, municipality_code, rows)


def list_next_counted_activities(
    session: Session, municipality_code: str, *, after: str | None, limit: int, lock: bool
) -> list[CountedActivity]:
    """The next activities of a municipality by id, as they stand; none at the end.

    With `lock` a push that changes one of them waits for this transaction, so that a recount never
    writes what an older revision says over what a newer one has given.
    """
    query = (
        select(*_STANDING)
        .where(Activity.municipality_code == municipality_code)
        .order_by(Activity.activity_id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(Activity.activity_id > after)
    if lock:
        query = query.with_for_update()
    return _facts(session, municipality_code, session.execute(query).all())


def list_activities_known_at(
    session: Session,
    municipality_code: str,
    known_at: datetime,
    *,
    first: date,
    last: date | None,
) -> list[CountedActivity]:
    """The activities as the ledger told by then, whose day then lay from `first` to `last`."""
    latest = (
        select(
            ActivityRevision.activity_id,
            func.max(ActivityRevision.revision).label("revision"),
        )
        .where(
            ActivityRevision.municipality_code == municipality_code,
            ActivityRevision.recorded_at <= known_at,
        )
        .group_by(ActivityRevision.activity_id)
        .subquery()
    )
    query = (
        select(
            ActivityRevision.activity_id,
            ActivityRevision.revision,
            Activity.author_id,
            ActivityRevision.is_void,
            ActivityRevision.service_date,
            ActivityRevision.content,
        )
        .join(
            latest,
            and_(
                ActivityRevision.activity_id == latest.c.activity_id,
                ActivityRevision.revision == latest.c.revision,
            ),
        )
        .join(
            Activity,
            and_(
                Activity.municipality_code == ActivityRevision.municipality_code,
                Activity.activity_id == ActivityRevision.activity_id,
            ),
        )
        .where(
            ActivityRevision.municipality_code == municipality_code,
            ActivityRevision.service_date >= first,
        )
    )
    if last is not None:
        query = query.where(ActivityRevision.service_date <= last)
    rows = session.execute(query).all()
    reviews = _reviews_known_at(session, municipality_code, known_at)
    return _facts(session, municipality_code, rows, known_at=known_at, reviews=reviews)


def _reviews_known_at(
    session: Session, municipality_code: str, known_at: datetime
) -> dict[str, str]:
    """The review each activity had by then; those never reviewed are left out."""
    rows = session.execute(
        select(ActivityReview.activity_id, ActivityReview.review_state)
        .where(
            ActivityReview.municipality_code == municipality_code,
            ActivityReview.recorded_at <= known_at,
        )
        .order_by(ActivityReview.position)
    )
    return {row.activity_id: row.review_state for row in rows}


def _facts(
    session: Session,
    municipality_code: str,
    rows: Sequence[Row[Any]],
    *,
    known_at: datetime | None = None,
    reviews: Mapping[str, str] | None = None,
) -> list[CountedActivity]:
    wish_ids = {wish_id for row in rows for wish_id in row.content.get("wish_ids", ())}
    asked_on = _wishes(session, municipality_code, wish_ids, known_at=known_at)
    return [
        _fact(
            municipality_code,
            row,
            asked_on,
            row.review_state if reviews is None else reviews.get(row.activity_id, "none"),
        )
        for row in rows
    ]


def _wishes(
    session: Session,
    municipality_code: str,
    wish_ids: Collection[str],
    *,
    known_at: datetime | None,
) -> dict[str, date]:
    if not wish_ids:
        return {}
    query = select(Wish.wish_id, Wish.asked_on).where(
        Wish.municipality_code == municipality_code, Wish.wish_id.in_(wish_ids)
    )
    if known_at is not None:
        query = query.where(Wish.recorded_at <= known_at)
    return dict(session.execute(query).all())


def _fact(
    municipality_code: str, row: Row[Any], asked_on: Mapping[str, date], review: str
) -> CountedActivity:
    content: Content = row.content
    return CountedActivity(
        municipality_code=municipality_code,
        activity_id=row.activity_id,
        revision=row.revision,
        author_id=row.author_id,
        kind=content["kind"],
        organisation_id=content["organisation_id"],
        service_date=row.service_date,
        state=content["state"],
        is_void=row.is_void,
        requested_by=content.get("requested_by", "unknown"),
        wishes=tuple(
            LinkedWish(wish_id, asked_on[wish_id])
            for wish_id in content.get("wish_ids", ())
            if wish_id in asked_on
        ),
        place_id=content.get("place_id"),
        focus=tuple(content.get("focus", ())),
        started_at=_instant(content, "started_at"),
        ended_at=_instant(content, "ended_at"),
        time_precision=content.get("time_precision", "exact"),
        fields=content.get("fields", {}),
        outcomes=content.get("outcomes", {}),
        unit_ids=tuple(content.get("unit_ids", ())),
        participants=content.get("participants"),
        review=review,
    )


def _instant(content: Content, name: str) -> datetime | None:
    text = content.get(name)
    return None if text is None else datetime.fromisoformat(text)
