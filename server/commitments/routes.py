"""Promises, commitments and units over HTTP.

An id that someone may not see is answered exactly as one that does not exist.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app
from sqlalchemy.orm import Session

from server.clock import utc_now
from server.commitments import policy
from server.commitments.models import Commitment, Promise
from server.commitments.queries import details
from server.commitments.queries import promises as promise_queries
from server.commitments.queries import units as unit_queries
from server.commitments.rules.commitments import CommitmentChange, NewCommitment
from server.commitments.rules.promises import NewPromise, PromiseChange
from server.commitments.rules.side_notes import NewAdjustment, NewDeviation, NewResultLine
from server.commitments.rules.units import NewUnit
from server.commitments.schemas.commitments import (
    CommitmentChangeSchema,
    CommitmentView,
    NewCommitmentSchema,
)
from server.commitments.schemas.promises import (
    NewPromiseSchema,
    PromiseChangeSchema,
    PromiseListView,
    PromiseQuerySchema,
    PromiseView,
)
from server.commitments.schemas.side_notes import (
    AdjustmentView,
    DeviationView,
    NewAdjustmentSchema,
    NewDeviationSchema,
    NewResultLineSchema,
    ResultLineView,
)
from server.commitments.schemas.units import NewUnitSchema, UnitListView, UnitQuerySchema, UnitView
from server.commitments.service import commitments, promises, side_notes, units
from server.db import db, transaction
from server.http import dump, load, load_query
from server.login import current_actor, require
from server.openapi import describe
from server.problems import NotFound
from server.stockholm import stockholm_date

blueprint = Blueprint("commitments", __name__)


@blueprint.get("/promises")
@describe("Promises, newest first", query=PromiseQuerySchema, answer=PromiseListView)
def list_promises() -> Response:
    asked = load_query(PromiseQuerySchema())
    seen = policy.visible_promises(current_actor(), stockholm_date(utc_now()))
    code = asked["municipality_code"]
    page = promise_queries.list_promises(
        db.session(),
        municipality_codes=seen.municipality_codes & {code} if code else seen.municipality_codes,
        draft_codes=seen.draft_codes,
        status=asked["status"],
        limit=asked["limit"],
        cursor=asked["cursor"],
    )
    return dump(PromiseListView().dump(page))


@blueprint.post("/promises")
@describe("Write a draft of a promise", body=NewPromiseSchema, answer=PromiseView, status=201)
def create_promise() -> Response:
    new: NewPromise = load(NewPromiseSchema())
    now = utc_now()
    require(policy.may_edit_promises(current_actor(), new.municipality_code, stockholm_date(now)))
    with transaction() as session:
        promise = promises.create_promise(session, new, now=now)
        body = _promise_view(session, promise)
    return dump(body, status=201)


@blueprint.get("/promises/<uuid:promise_id>")
@describe("One promise with everything in it", answer=PromiseView)
def show_promise(promise_id: UUID) -> Response:
    session = db.session()
    promise = _visible(promise_queries.find_promise(session, str(promise_id)))
    return dump(_promise_view(session, promise))


@blueprint.patch("/promises/<uuid:promise_id>")
@describe("Change a promise", body=PromiseChangeSchema, answer=PromiseView)
def change_promise(promise_id: UUID) -> Response:
    change: PromiseChange = load(PromiseChangeSchema())
    with transaction() as session:
        promise = _editable(promise_queries.find_promise(session, str(promise_id), for_update=True))
        promises.change_promise(session, promise, change)
        body = _promise_view(session, promise)
    return dump(body)


@blueprint.post("/promises/<uuid:promise_id>/publish")
@describe("Publish a draft", answer=PromiseView)
def publish_promise(promise_id: UUID) -> Response:
    with transaction() as session:
        promise = _editable(promise_queries.find_promise(session, str(promise_id), for_update=True))
        promises.publish_promise(session, promise, now=utc_now())
        body = _promise_view(session, promise)
    return dump(body)


@blueprint.post("/promises/<uuid:promise_id>/commitments")
@describe("Add a commitment", body=NewCommitmentSchema, answer=CommitmentView, status=201)
def create_commitment(promise_id: UUID) -> Response:
    new: NewCommitment = load(NewCommitmentSchema())
    with transaction() as session:
        promise = _editable(promise_queries.find_promise(session, str(promise_id), for_update=True))
        commitment = commitments.create_commitment(
            session,
            promise,
            new,
            catalogue=current_app.extensions["trygglogg.catalogue"],
            now=utc_now(),
        )
        body = _commitment_view(session, commitment)
    return dump(body, status=201)


@blueprint.post("/promises/<uuid:promise_id>/result-lines")
@describe("Add a reported result", body=NewResultLineSchema, answer=ResultLineView, status=201)
def add_result_line(promise_id: UUID) -> Response:
    new: NewResultLine = load(NewResultLineSchema())
    with transaction() as session:
        promise = _editable(promise_queries.find_promise(session, str(promise_id), for_update=True))
        line = side_notes.add_result_line(session, promise, new, now=utc_now())
        body = ResultLineView().dump(line)
    return dump(body, status=201)


@blueprint.get("/commitments/<uuid:commitment_id>")
@describe("One commitment", answer=CommitmentView)
def show_commitment(commitment_id: UUID) -> Response:
    session = db.session()
    _visible(promise_queries.find_promise_of_commitment(session, str(commitment_id)))
    return dump(_commitment_view(session, _commitment(session, commitment_id)))


@blueprint.patch("/commitments/<uuid:commitment_id>")
@describe("Change a commitment", body=CommitmentChangeSchema, answer=CommitmentView)
def change_commitment(commitment_id: UUID) -> Response:
    change: CommitmentChange = load(CommitmentChangeSchema())
    with transaction() as session:
        promise = _editable(_promise_of(session, commitment_id))
        commitment = _commitment(session, commitment_id)
        commitments.change_commitment(session, promise, commitment, change, now=utc_now())
        body = _commitment_view(session, commitment)
    return dump(body)


@blueprint.post("/commitments/<uuid:commitment_id>/deviations")
@describe("Say why it was not done", body=NewDeviationSchema, answer=DeviationView, status=201)
def add_deviation(commitment_id: UUID) -> Response:
    new: NewDeviation = load(NewDeviationSchema())
    with transaction() as session:
        promise = _editable(_promise_of(session, commitment_id))
        commitment = _commitment(session, commitment_id)
        deviation = side_notes.add_deviation(session, promise, commitment, new, now=utc_now())
        body = DeviationView().dump(deviation)
    return dump(body, status=201)


@blueprint.post("/commitments/<uuid:commitment_id>/adjustments")
@describe(
    "Add a number from outside the log",
    body=NewAdjustmentSchema,
    answer=AdjustmentView,
    status=201,
)
def add_adjustment(commitment_id: UUID) -> Response:
    new: NewAdjustment = load(NewAdjustmentSchema())
    with transaction() as session:
        promise = _editable(_promise_of(session, commitment_id))
        commitment = _commitment(session, commitment_id)
        adjustment = side_notes.add_adjustment(
            session,
            promise,
            commitment,
            new,
            catalogue=current_app.extensions["trygglogg.catalogue"],
            now=utc_now(),
        )
        body = AdjustmentView().dump(adjustment)
    return dump(body, status=201)


@blueprint.get("/units")
@describe("What coverage is counted over", query=UnitQuerySchema, answer=UnitListView)
def list_units() -> Response:
    asked = load_query(UnitQuerySchema())
    codes = current_actor().municipality_codes(stockholm_date(utc_now()))
    code = asked["municipality_code"]
    page = unit_queries.list_units(
        db.session(),
        municipality_codes=codes & {code} if code else codes,
        unit_kind=asked["unit_kind"],
        limit=asked["limit"],
        cursor=asked["cursor"],
    )
    return dump(UnitListView().dump(page))


@blueprint.post("/units")
@describe("Add a unit", body=NewUnitSchema, answer=UnitView, status=201)
def create_unit() -> Response:
    new: NewUnit = load(NewUnitSchema())
    now = utc_now()
    require(policy.may_edit_promises(current_actor(), new.municipality_code, stockholm_date(now)))
    with transaction() as session:
        body = UnitView().dump(units.create_unit(session, new, now=now))
    return dump(body, status=201)


def _visible(promise: Promise | None) -> Promise:
    """The promise, if this person may see it; else not-found, as for one that is not there."""
    today = stockholm_date(utc_now())
    if promise is None or not policy.may_see_promise(
        current_actor(), promise.municipality_code, promise.status, today
    ):
        raise NotFound()
    return promise


def _editable(promise: Promise | None) -> Promise:
    """The promise, if this person may write in it; raises not-found or not-allowed."""
    found = _visible(promise)
    today = stockholm_date(utc_now())
    require(policy.may_edit_promises(current_actor(), found.municipality_code, today))
    return found


def _promise_of(session: Session, commitment_id: UUID) -> Promise | None:
    return promise_queries.find_promise_of_commitment(session, str(commitment_id), for_update=True)


def _commitment(session: Session, commitment_id: UUID) -> Commitment:
    """Read after its promise is locked, so that it is the newest there is."""
    commitment = promise_queries.find_commitment(session, str(commitment_id))
    if commitment is None:
        raise NotFound()
    return commitment


def _promise_view(session: Session, promise: Promise) -> Any:
    (detail,) = details.detail_promises(session, [promise])
    return PromiseView().dump(detail)


def _commitment_view(session: Session, commitment: Commitment) -> Any:
    return CommitmentView().dump(details.detail_commitment(session, commitment))
