"""How promises stand, over HTTP. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app

from server.catalogue.rules.definitions import Catalogue, kind_of
from server.clock import utc_now
from server.db import snapshot
from server.http import dump, load_query
from server.login import current_actor
from server.openapi import describe
from server.organisations.queries import list_organisation_names
from server.paging import decode_cursor, encode_cursor, read_number
from server.problems import NotFound
from server.progress.policy import may_see_progress, viewer_in
from server.progress.queries.promises import (
    CountedPromise,
    get_counted_promise,
    get_promise_of_commitment,
)
from server.progress.rules.precision import SeenEntry, Viewer
from server.progress.schemas import (
    ContributionsQuery,
    ContributionsQuerySchema,
    ContributionsView,
    ProgressQuery,
    ProgressQuerySchema,
    PromiseProgressView,
)
from server.progress.service.show import entries_behind, promise_progress
from server.progress.service.standing import Question
from server.stockholm import stockholm_date

blueprint = Blueprint("progress", __name__)


@blueprint.get("/promises/<uuid:promise_id>/progress")
@describe("How a promise stands", query=ProgressQuerySchema, answer=PromiseProgressView)
def show_progress(promise_id: UUID) -> Response:
    query: ProgressQuery = load_query(ProgressQuerySchema())
    with snapshot() as session:
        promise = get_counted_promise(session, str(promise_id))
        viewer = _viewer(promise)
        shown = promise_progress(session, _catalogue(), promise, _question(query), viewer=viewer)
    return dump(PromiseProgressView().dump(shown))


@blueprint.get("/commitments/<uuid:commitment_id>/contributions")
@describe("The entries behind a number", query=ContributionsQuerySchema, answer=ContributionsView)
def show_contributions(commitment_id: UUID) -> Response:
    query: ContributionsQuery = load_query(ContributionsQuerySchema())
    before = None if query.cursor is None else decode_cursor(query.cursor, [read_number])[0]
    with snapshot() as session:
        promise = get_promise_of_commitment(session, str(commitment_id))
        viewer = _viewer(promise)
        found = entries_behind(
            session,
            _catalogue(),
            promise,
            str(commitment_id),
            _question(query.progress),
            viewer=viewer,
            limit=query.limit,
            before=before,
        )
        names = list_organisation_names(session, {e.organisation_id for e in found.entries})
    cursor = encode_cursor([found.entries[-1].ordinal]) if found.has_more else None
    return dump(
        ContributionsView().dump(
            {"items": _items(found.entries, names), "next_cursor": cursor, "row": found.row}
        )
    )


def _viewer(promise: CountedPromise) -> Viewer:
    """Who asks, in the promise's municipality; a foreign promise is answered as a missing one."""
    actor, today = current_actor(), stockholm_date(utc_now())
    if not may_see_progress(actor, promise.municipality_code, promise.status, today):
        raise NotFound()
    return viewer_in(actor, promise.municipality_code, today)


def _question(query: ProgressQuery) -> Question:
    return Question(
        as_of=query.as_of or utc_now(),
        looks_back=query.as_of is not None,
        window=query.window,
        until=query.until,
    )


def _items(entries: Sequence[SeenEntry], names: dict[str, str]) -> list[dict[str, Any]]:
    catalogue = _catalogue()
    items = []
    for entry in entries:
        kind = kind_of(catalogue, entry.kind)
        items.append(
            {
                "activity_id": entry.activity_id,
                "precision": entry.precision,
                "kind": entry.kind,
                "kind_label": entry.kind if kind is None else kind.label.sv,
                "municipality_code": entry.municipality_code,
                "organisation_name": names[entry.organisation_id],
                "service_date": entry.service_date,
                "month": entry.month,
                "started_at": entry.started_at,
                "ended_at": entry.ended_at,
                "place_name": entry.place_name,
                "requested_by": entry.requested_by,
                "ordinal": entry.ordinal,
                "amount": entry.amount,
                "why": entry.why,
                "receipt": entry.receipt,
                "revision": entry.revision,
            }
        )
    return items


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["trygglogg.catalogue"]
    return catalogue
