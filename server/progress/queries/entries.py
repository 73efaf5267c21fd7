"""Reads of what stands behind single entries: what they said, where, and who wrote them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision
from server.places.models import Place
from server.progress.models import ContributionRow
from server.progress.queries.contributions import under
from server.progress.rules.duplicates import Sighting
from server.progress.rules.facts import CountingRule
from server.progress.rules.precision import EntryDetail


def list_entry_details(
    session: Session, municipality_code: str, revisions: Mapping[str, int]
) -> dict[str, EntryDetail]:
    """What each activity said in the revision that counted, and its place; two statements."""
    if not revisions:
        return {}
    rows = session.execute(
        select(
            ActivityRevision.activity_id,
            ActivityRevision.revision,
            ActivityRevision.content,
            Activity.receipt,
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
            ActivityRevision.activity_id.in_(revisions.keys()),
        )
    )
    counted = [row for row in rows if revisions[row.activity_id] == row.revision]
    place_ids = {row.content["place_id"] for row in counted if "place_id" in row.content}
    places = _places(session, municipality_code, place_ids)
    found: dict[str, EntryDetail] = {}
    for row in counted:
        name, visibility, locality = places.get(row.content.get("place_id", ""), (None, None, ""))
        found[row.activity_id] = EntryDetail(
            started_at=_instant(row.content.get("started_at")),
            ended_at=_instant(row.content.get("ended_at")),
            receipt=row.receipt,
            place_name=row.content.get("place_name"),
            listed_place=name,
            place_visibility=visibility,
            locality=locality,
        )
    return found


def list_sightings(
    session: Session,
    municipality_code: str,
    rules: Collection[CountingRule],
    *,
    first: date,
    last: date | None,
) -> dict[str, Sighting]:
    """What tells the entries under these rules apart; those without place or start are left out."""
    counted = select(ContributionRow.activity_id).where(
        under(municipality_code, rules, first=first, last=last)
    )
    rows = session.execute(
        select(
            Activity.activity_id,
            Activity.author_id,
            Activity.kind,
            Activity.place_id,
            Activity.started_at,
            Activity.ended_at,
        ).where(
            Activity.municipality_code == municipality_code,
            Activity.activity_id.in_(counted),
            Activity.service_date >= first,
        )
    )
    found: dict[str, Sighting] = {}
    for row in rows:
        if row.place_id is not None and row.started_at is not None:
            found[row.activity_id] = Sighting(
                activity_id=row.activity_id,
                author_id=row.author_id,
                kind=row.kind,
                place_id=row.place_id,
                started_at=row.started_at,
                ended_at=row.ended_at,
            )
    return found


def _places(
    session: Session, municipality_code: str, place_ids: Collection[str]
) -> dict[str, tuple[str, str, str]]:
    if not place_ids:
        return {}
    rows = session.execute(
        select(Place.place_id, Place.name, Place.visibility, Place.locality).where(
            Place.municipality_code == municipality_code, Place.place_id.in_(place_ids)
        )
    )
    return {row.place_id: (row.name, row.visibility, row.locality) for row in rows}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
