"""What the benchmarks stand on: a database with one police area, and a real server on it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask

from tests.factories import (
    ALE,
    PASSWORD,
    make_commitment,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    stored,
)

SECRET = "a secret for benchmarks, used nowhere else"  # noqa: S105 - it protects nothing


@dataclass(frozen=True, slots=True)
class Ground:
    """An officer in Ale, places, and a running promise of speed checks."""

    email: str
    user_id: str
    organisation_id: str
    place_ids: list[str]
    promise_id: str
    commitment_id: str


def make_ground(app: Flask) -> Ground:
    with stored(app) as session:
        area = make_organisation(session, codes=(ALE,))
        officer = make_member(session, area)
        places = [make_place(session, name=f"Plats {number}") for number in range(50)]
        year = datetime.now(UTC).year
        promise = make_promise(
            session, starts_on=date(year - 1, 1, 1), ends_on=date(year + 1, 12, 31)
        )
        commitment = make_commitment(session, promise, rule={})
        for number in range(9):
            make_commitment(session, promise, rule={"kinds": ["place_check"]}, text=str(number))
        return Ground(
            email=officer.email,
            user_id=officer.user_id,
            organisation_id=area.organisation_id,
            place_ids=[place.place_id for place in places],
            promise_id=promise.promise_id,
            commitment_id=commitment.commitment_id,
        )


def compose(ground: Ground, count: int) -> list[dict[str, Any]]:
    """New speed checks as a phone composes them, spread over the places."""
    now = datetime.now(UTC)
    return [
        {
            "operation_id": str(uuid4()),
            "type": "log_activity",
            "activity_id": str(uuid4()),
            "municipality_code": ALE,
            "device_time": now.isoformat(),
            "app_version": "bench",
            "activity": {
                "kind": "speed_check",
                "municipality_code": ALE,
                "organisation_id": ground.organisation_id,
                "place_id": ground.place_ids[number % len(ground.place_ids)],
                "started_at": (now - timedelta(minutes=40 + number)).isoformat(),
                "ended_at": (now - timedelta(minutes=10 + number)).isoformat(),
                "state": "done",
                "requested_by": "citizens",
                "fields": {"vehicles_measured": 40 + number % 60},
                "outcomes": {"order_fine_speed": number % 4},
            },
        }
        for number in range(count)
    ]


@dataclass(slots=True)
class Client:
    """A phone's connection to the real server, kept open as browsers do."""

    port: int
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    connection: http.client.HTTPConnection = field(init=False)
    device_id: str = field(default_factory=lambda: str(uuid4()))

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def sign_in(self, email: str) -> None:
        body = self._ask("POST", "/session", {"email": email, "password": PASSWORD})
        self.headers["X-CSRF-Token"] = body["csrf_token"]

    def push(self, operations: Sequence[dict[str, Any]]) -> None:
        body = self._ask(
            "POST",
            "/sync/push",
            {
                "device_id": self.device_id,
                "device_time": datetime.now(UTC).isoformat(),
                "operations": operations,
            },
        )
        statuses = {result["status"] for result in body["results"]}
        if statuses != {"applied"}:
            raise RuntimeError(f"the server answered {statuses}")

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        self.connection.request(method, f"/api/v1{path}", json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {text[:300]!r}")
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.headers["Cookie"] = cookie.split(";")[0]
        return json.loads(text)


@contextmanager
def running_server(url: str, home: Path) -> Iterator[int]:
    """gunicorn on that database, as in production; gives its port, and stops it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "TRYGGLOGG_HOME": str(home),
        "TRYGGLOGG_SECRET_KEY": SECRET,
        "TRYGGLOGG_DEMO": "0",
        "TRYGGLOGG_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1"]
    command += ["--threads", "2", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "wsgi:app"]
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own server
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server did not start; it has said why above")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer within 20 seconds")
