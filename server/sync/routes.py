"""Pushing and pulling over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from server import login
from server.clock import utc_now
from server.http import dump, load, load_query
from server.openapi import describe
from server.sync.schemas import PullQuery, PullQuerySchema, PullView, Push, PushSchema, PushView
from server.sync.service import pull as pulling
from server.sync.service import push as pushing
from server.sync.service.run import RunContext, Sender

blueprint = Blueprint("sync", __name__)


@blueprint.post("/sync/push")
@describe("Send operations", body=PushSchema, answer=PushView)
def push() -> Response:
    signed_in = login.current()
    request: Push = load(PushSchema())
    now = utc_now()
    context = RunContext(
        catalogue=current_app.extensions["trygglogg.catalogue"],
        epoch=signed_in.epoch,
        now=now,
        problem_base_url=current_app.config["PUBLIC_URL"],
    )
    sender = Sender(
        actor=signed_in.actor,
        device_id=request.device_id,
        skew_s=(now - request.device_time).total_seconds(),
    )
    results = pushing.push(request, sender, context)
    return dump({"results": results, "server_time": now.isoformat(), "epoch": signed_in.epoch})


@blueprint.get("/sync/pull")
@describe("What changed since the cursor", query=PullQuerySchema, answer=PullView)
def pull() -> Response:
    signed_in = login.current()
    query: PullQuery = load_query(PullQuerySchema())
    page = pulling.pull(
        signed_in.actor,
        cursor=query.cursor,
        epoch=signed_in.epoch,
        catalogue=current_app.extensions["trygglogg.catalogue"],
        now=utc_now(),
    )
    return dump(page)
