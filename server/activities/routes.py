"""Reading entries over HTTP, each as precisely as the reader may see it, and the desk's correction.

An entry that someone may not see is answered exactly as one that does not exist.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app

from server import login
from server.activities import policy
from server.activities.models import Activity
from server.activities.queries import reading
from server.activities.queries.reading import Filters, ListedActivity, ListedRevision, Reader
from server.activities.schemas import (
    ActivityListView,
    ActivityQuerySchema,
    ActivityView,
    DeskChange,
    DeskChangeSchema,
    RevisionListView,
    RevisionView,
)
from server.activities.service.batch import LedgerBatch
from server.activities.service.desk import correct_at_desk
from server.activities.service.preconditions import Ledger
from server.catalogue.rules.definitions import (
    Catalogue,
    kind_of,
    kinds_shown_by_place,
    person_related_outcomes,
)
from server.clock import utc_now
from server.db import db, transaction
from server.http import dump, load, load_query
from server.openapi import describe
from server.organisations.queries import next_change_seq
from server.paging import PageQuerySchema
from server.problems import InvalidInput, NotAllowed, NotFound
from server.stockholm import stockholm_date
from server.sync.rules import find_unstorable

blueprint = Blueprint("activities", __name__)


@blueprint.get("/activities")
@describe("Entries, latest first", query=ActivityQuerySchema, answer=ActivityListView)
def list_activities() -> Response:
    asked = load_query(ActivityQuerySchema())
    limit, cursor = asked.pop("limit"), asked.pop("cursor")
    reader = _reader()
    page = reading.list_activities(
        db.session(), reader, Filters(**asked), limit=limit, cursor=cursor
    )
    items = [_view(listed, reader) for listed in page.items]
    return dump({"items": items, "next_cursor": page.next_cursor})


@blueprint.get("/activities/<uuid:activity_id>")
@describe("One entry", answer=ActivityView)
def show_activity(activity_id: UUID) -> Response:
    reader = _reader()
    listed = _visible(reading.find_activity(db.session(), str(activity_id)), reader)
    return dump(_view(listed, reader))


@blueprint.get("/activities/<uuid:activity_id>/revisions")
@describe("An entry's revisions", query=PageQuerySchema, answer=RevisionListView)
def list_revisions(activity_id: UUID) -> Response:
    """Only for the author and the entry's own organisation: they name who wrote and when."""
    asked = load_query(PageQuerySchema())
    reader = _reader()
    session = db.session()
    activity = _visible(reading.find_activity(session, str(activity_id)), reader).activity
    if _precision(activity, reader) != "full":
        raise NotAllowed()
    page = reading.list_revisions(
        session,
        activity.municipality_code,
        activity.activity_id,
        limit=asked["limit"],
        cursor=asked["cursor"],
    )
    items = [_revision_view(listed) for listed in page.items]
    return dump({"items": items, "next_cursor": page.next_cursor})


@blueprint.patch("/activities/<uuid:activity_id>")
@describe("Correct an entry at the desk", body=DeskChangeSchema, answer=ActivityView)
def correct_activity(activity_id: UUID) -> Response:
    change: DeskChange = load(DeskChangeSchema())
    unstorable = find_unstorable({"activity": change.activity})
    if unstorable:
        raise InvalidInput(errors=unstorable)
    signed_in = login.current()
    reader = _reader()
    with transaction() as session:
        activity = _visible(reading.find_activity(session, str(activity_id)), reader).activity
        login.require(
            policy.may_correct(
                signed_in.actor,
                author_id=activity.author_id,
                organisation_id=activity.organisation_id,
                day=stockholm_date(utc_now()),
            )
        )
        ledger = Ledger(
            batch=LedgerBatch(session, _catalogue(), now=utc_now()),
            actor=signed_in.actor,
            find_base=lambda operation_id: None,
            epoch=signed_in.epoch,
        )
        correct_at_desk(
            ledger,
            str(activity_id),
            change,
            lambda code: next_change_seq(session, code),
        )
        session.expire_all()
        listed = _visible(reading.find_activity(session, str(activity_id)), reader)
        body = _view(listed, reader)
    return dump(body)


def _reader() -> Reader:
    actor, today = login.current_actor(), stockholm_date(utc_now())
    return Reader(
        user_id=actor.user_id,
        municipality_codes=actor.municipality_codes(today),
        own_organisations=actor.organisation_ids(today),
        kinds_shown_by_place=kinds_shown_by_place(_catalogue()),
    )


def _visible(listed: ListedActivity | None, reader: Reader) -> ListedActivity:
    if listed is None or listed.activity.municipality_code not in reader.municipality_codes:
        raise NotFound()
    activity = listed.activity
    if not policy.may_see_entry(
        precision=_precision(activity, reader), state=activity.state, is_void=activity.is_void
    ):
        raise NotFound()
    return listed


def _precision(activity: Activity, reader: Reader) -> policy.Precision:
    return policy.precision(
        is_own=reading.is_own(activity, reader),
        is_month_only=activity.kind not in reader.kinds_shown_by_place,
    )


def _view(listed: ListedActivity, reader: Reader) -> Any:
    """The entry at the reader's precision; what they may not know is null, never left out."""
    activity = listed.activity
    precision = _precision(activity, reader)
    kind = kind_of(_catalogue(), activity.kind)
    outcomes = policy.seen_outcomes(
        activity.content.get("outcomes", {}),
        precision=precision,
        person_related=person_related_outcomes(_catalogue()),
    )
    shown: dict[str, Any] = {
        **dict.fromkeys(ActivityView().fields),
        "precision": precision,
        "municipality_code": activity.municipality_code,
        "kind": activity.kind,
        "kind_label": activity.kind if kind is None else kind.label.sv,
        "organisation_id": activity.organisation_id,
        "organisation_name": listed.organisation_name,
        "month": activity.service_date.isoformat()[:7],
        "state": activity.state,
        "is_void": activity.is_void,
        "outcomes": outcomes.counts,
        "masked": outcomes.masked,
        "place_name": policy.seen_place(
            listed.place,
            kind=activity.kind,
            precision=precision,
            own_words=activity.content.get("place_name"),
            is_local=True,
        ),
        "flags": [],
        "clashes": [],
    }
    if precision != "month":
        shown |= {
            "activity_id": activity.activity_id,
            "service_date": activity.service_date,
            "requested_by": activity.requested_by,
        }
    if precision == "full":
        shown |= {
            "started_at": activity.started_at,
            "ended_at": activity.ended_at,
            "revision": activity.revision,
            "receipt": activity.receipt,
            "recorded_at": activity.recorded_at,
            "author_name": listed.author_name,
            "review_state": activity.review_state,
            "flags": activity.flags,
            "clashes": activity.clashes,
            "activity": activity.content,
        }
    return ActivityView().dump(shown)


def _revision_view(listed: ListedRevision) -> Any:
    body = RevisionView().dump(listed.revision)
    return {**body, "author_name": listed.author_name}


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["trygglogg.catalogue"]
    return catalogue
