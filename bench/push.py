"""What a push costs: HTTP and signing in around it, and what batches save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from bench.ground import Client, Ground, compose, make_ground, running_server
from bench.measure import Figure, at_least, at_most, in_turns
from server.auth.queries import list_actors
from server.db import db
from server.stockholm import stockholm_date
from server.sync.models import Installation
from server.sync.schemas import Push
from server.sync.service.push import push
from server.sync.service.run import RunContext, Sender
from tests.databases import Databases, Engine, app_on

BATCH = 100
QUEUE = 1000


def measure(databases: Databases, engine: Engine, folder: Path) -> list[Figure]:
    with databases.at_head(engine) as url, app_on(url, home=folder) as app:
        ground = make_ground(app)
        with running_server(url, folder) as port:
            client = Client(port)
            client.sign_in(ground.email)
            return [_http(app, ground, client, engine), _batches(ground, client, engine)]


def _http(app: Flask, ground: Ground, client: Client, engine: Engine) -> Figure:
    """100 operations over HTTP, against the same loading, rules and statements in process."""
    rounds = 9
    batches = iter([compose(ground, BATCH) for _ in range(2 * (rounds + 1))])
    with app.app_context():
        http_ms, process_ms = in_turns(
            lambda: client.push(next(batches)),
            lambda: push_in_process(app, ground, next(batches)),
            rounds=rounds,
        )
    return at_most("push of 100 over HTTP / in process", engine, http_ms, process_ms, 2.0, rounds)


def _batches(ground: Ground, client: Client, engine: Engine) -> Figure:
    """1,000 queued operations in batches of 100, against one by one."""
    rounds = 3
    queues = iter([compose(ground, QUEUE) for _ in range(2 * (rounds + 1))])
    batched_ms, single_ms = in_turns(
        lambda: _push_in(client, next(queues), BATCH),
        lambda: _push_in(client, next(queues), 1),
        rounds=rounds,
    )
    name = "1,000 queued in batches of 100 / one by one, times faster"
    return at_least(name, engine, batched_ms, single_ms, 2.0, rounds)


def _push_in(client: Client, queue: Sequence[dict[str, Any]], size: int) -> None:
    for start in range(0, len(queue), size):
        client.push(queue[start : start + size])


def push_in_process(app: Flask, ground: Ground, operations: list[dict[str, Any]]) -> None:
    """What the server does for a push, without HTTP, JSON and the sign-in around it."""
    now = datetime.now(UTC)
    session = db.session()
    actor = list_actors(session, [ground.user_id], today=stockholm_date(now))[ground.user_id]
    epoch = session.scalars(select(Installation.epoch)).one()
    device_id = str(uuid4())
    context = RunContext(app.extensions["trygglogg.catalogue"], epoch, now, "")
    results = push(Push(device_id, now, operations), Sender(actor, device_id, 0.0), context)
    if {result["status"] for result in results} != {"applied"}:
        raise RuntimeError("a push in process was not applied")
