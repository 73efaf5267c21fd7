"""A phone's pull: what changed since its cursor, in the order it was committed.

Every row carries the change_seq of the transaction that wrote it, and a later commit never has an
earlier number. Read in one snapshot, a page that ends at a number therefore has everything before
it: nothing is ever skipped, and losing the cursor means a full pull, never a wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.catalogue.schemas import wire_catalogue
from server.commitments.queries.details import detail_promises
from server.commitments.schemas.promises import PromiseView
from server.commitments.schemas.units import UnitView
from server.db import snapshot
from server.organisations.policy import may_coordinate, may_see_municipality, may_see_wishes
from server.organisations.rules import Actor
from server.places.schemas import PlaceView, WishView
from server.progress.service.recount import list_counted_for
from server.progress.service.show import progress_for_pull
from server.stockholm import stockholm_date
from server.sync.queries import (
    SOURCES,
    ChangedRow,
    Visible,
    list_changes,
)
from server.sync.service.cursor import (
    Cursor,
    Position,
    continue_from,
    encode_cursor,
    permission_digest,
)
from server.sync.service.receipts import NO_MUNICIPALITY
from server.sync.service.results import counted_for_on_the_wire

PAGE_ROWS = 2000
OWN_DAYS = 90


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[ChangedRow]
    cursor: Cursor
    has_more: bool


def pull(
    actor: Actor,
    *,
    cursor: str | None,
    epoch: str,
    catalogue: Catalogue,
    now: datetime,
    page_rows: int = PAGE_ROWS,
) -> dict[str, Any]:
    """One page, in the wire's shape. Progress comes whole, with the last page."""
    today = stockholm_date(now)
    codes = actor.municipality_codes(today)
    start = continue_from(
        cursor,
        epoch=epoch,
        permissions=permission_digest(actor.valid_on(today)),
        codes=codes | _answering_codes(actor),
    )
    with snapshot() as session:
        page = _read(session, actor, start, today, page_rows)
        collections = _views(session, page.rows)
        progress = []
        if not page.has_more:
            progress = progress_for_pull(session, catalogue, actor, sorted(codes), now=now)
    is_known = start.catalogue == catalogue.digest
    following = replace(
        page.cursor, catalogue=catalogue.digest, is_full=start.is_full and page.has_more
    )
    return {
        "cursor": encode_cursor(following),
        "has_more": page.has_more,
        "reset": start.is_full,
        "epoch": epoch,
        "server_time": now.isoformat(),
        "catalogue": None if is_known else wire_catalogue(catalogue),
        **collections,
        "progress": progress,
    }


def _answering_codes(actor: Actor) -> set[str]:
    """Where answers to their operations may lie, also from before a membership ended."""
    codes = {code for membership in actor.memberships for code in membership.municipality_codes}
    return codes | {NO_MUNICIPALITY}


def _read(session: Session, actor: Actor, start: Cursor, today: date, page_rows: int) -> _Page:
    """Rows after the cursor, municipality by municipality, up to a page."""
    rows: list[ChangedRow] = []
    positions = dict(start.positions)
    has_more = False
    for code, position in start.positions.items():
        room = page_rows - len(rows)
        visible = Visible(
            municipality_code=code,
            user_id=actor.user_id,
            is_member=may_see_municipality(actor, code, today),
            organisation_ids=actor.organisation_ids(today),
            sees_wishes=may_see_wishes(actor, code, today),
            sees_drafts=may_coordinate(actor, code, today),
            own_since=today - timedelta(days=OWN_DAYS),
        )
        found = list_changes(session, visible, position.number, position.row, limit=room + 1)
        has_more = has_more or len(found) > room
        found = found[:room]
        rows += found
        if found:
            positions[code] = Position(found[-1].number, found[-1].key)
    return _Page(rows, replace(start, positions=positions), has_more)


def _views(session: Session, rows: Sequence[ChangedRow]) -> dict[str, list[Any]]:
    """The rows in the shapes of their collections."""
    by_source: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row.row)
    assert set(by_source) <= set(SOURCES)
    return {
        "places": PlaceView(many=True).dump(by_source["places"]),
        "wishes": WishView(many=True).dump(by_source["wishes"]),
        "units": UnitView(many=True).dump(by_source["units"]),
        "promises": PromiseView(many=True).dump(detail_promises(session, by_source["promises"])),
        "activities": _own_activities(session, by_source["activities"]),
        "receipts": [row.result for row in by_source["receipts"]],
    }


def _own_activities(session: Session, rows: Sequence[Any]) -> list[dict[str, Any]]:
    counted_for = list_counted_for(session, [(r.municipality_code, r.activity_id) for r in rows])
    return [
        {
            "activity_id": row.activity_id,
            "municipality_code": row.municipality_code,
            "revision": row.revision,
            "is_void": row.is_void,
            "activity": row.content,
            "receipt": row.receipt,
            "recorded_at": row.recorded_at.isoformat(),
            "service_date": row.service_date.isoformat(),
            "counted_for": counted_for_on_the_wire(counted_for.get(row.activity_id, ())),
            "flags": row.flags,
            "clashes": row.clashes,
        }
        for row in rows
    ]
