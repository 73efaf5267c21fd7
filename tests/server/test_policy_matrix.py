"""Every route, called as every role, gives what the reviewed table says.

The table is policy_matrix.json: a row for each route and target, a column for each role. A target
is something of one's own, of another organisation in the same municipality, of another
municipality, or nothing at all. A cell is the status, and for a list the number of items in it; for
a push, what became of the operation. A route without a row fails.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from server.activities.models import Activity
from server.commitments.models import Commitment, Promise
from tests.browser import API, Browser, anonymous, signed_in
from tests.factories import (
    ALE,
    KUNGALV,
    PASSWORD,
    make_activity,
    make_commitment,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    make_unit,
    make_wish,
    new_id,
    stored,
)
from tests.queries import QueryRecorder

TABLE = json.loads(Path(__file__).with_name("policy_matrix.json").read_text(encoding="utf-8"))
ROLES = ("reporter", "group_leader", "coordinator", "viewer", "administrator")
# The police make promises and answer wishes; an association does neither.
KINDS = ("police_area", "association")
COLUMNS = ("anonymous", *(f"{kind} {role}" for kind in KINDS for role in ROLES))
MISSING = new_id()

# Served without a sign-in, for everyone alike, and held by tests of their own.
OPEN_RULES = {"/", "/<slug>/", "/healthz", "/readyz", "/metrics", "/offentligt/<path:filename>"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a call is about."""

    name: str
    code: str
    organisation_id: str
    place_id: str = MISSING
    promise_id: str = MISSING
    commitment_id: str = MISSING
    activity_id: str = MISSING
    email: str = "nobody@demo.invalid"


@dataclass(frozen=True, slots=True)
class Call:
    path: str
    body: Any = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Two municipalities, with one of everything for each who calls."""

    app: Flask
    emails: dict[str, str]
    targets: dict[tuple[str, str], Target]

    def revision(self, table: type[Promise | Commitment | Activity], target: Target) -> int:
        """The current revision of what a change is about, so that no change is stale."""
        key = {
            Promise: Promise.promise_id == target.promise_id,
            Commitment: Commitment.commitment_id == target.commitment_id,
            Activity: Activity.activity_id == target.activity_id,
        }[table]
        with stored(self.app) as session:
            return session.scalar(select(table.revision).where(key)) or 1


@pytest.fixture
def ground(app: Flask) -> Ground:
    with stored(app) as session:
        orgs = {kind: make_organisation(session, kind) for kind in KINDS}
        kommun = make_organisation(session, "municipality")
        elsewhere = make_organisation(session, codes=(KUNGALV,))
        members = {
            f"{kind} {role}": make_member(session, orgs[kind], role)
            for kind in KINDS
            for role in ROLES
        }
        kinds = {"police_area": "speed_check", "association": "night_walk"}
        promises = {}
        for name, code, status in (
            ("own", ALE, "active"),
            ("draft", ALE, "draft"),
            ("other_municipality", KUNGALV, "active"),
        ):
            promise = make_promise(session, code, status=status)
            commitment = make_commitment(session, promise, rule={})
            promises[name] = (promise.promise_id, commitment.commitment_id)
        public = {code: make_place(session, code).place_id for code in (ALE, KUNGALV)}
        for code in (ALE, KUNGALV):
            make_unit(session, code)
        for code in (ALE, KUNGALV):
            place = make_place(session, code)
            make_wish(session, place)
        foreign = {
            "other_organisation": (
                kommun.organisation_id,
                ALE,
                make_activity(
                    session, make_member(session, kommun), kommun, kind="info_meeting"
                ).activity_id,
            ),
            "other_municipality": (
                elsewhere.organisation_id,
                KUNGALV,
                make_activity(
                    session, make_member(session, elsewhere), elsewhere, KUNGALV
                ).activity_id,
            ),
        }
        make_place(session, visibility="organisation", organisation_id=kommun.organisation_id)
        targets = {}
        for kind, organisation in orgs.items():
            own_place = make_place(
                session, visibility="organisation", organisation_id=organisation.organisation_id
            )
            author = members[f"{kind} reporter"]
            entry = make_activity(session, author, organisation, kind=kinds[kind])
            own = organisation.organisation_id
            targets[kind, "own"] = Target(
                "own", ALE, own, own_place.place_id, *promises["own"], entry.activity_id
            )
            targets[kind, "draft"] = Target("draft", ALE, own, public[ALE], *promises["draft"])
            targets[kind, "public"] = Target("public", ALE, own, public[ALE])
            targets[kind, "missing"] = Target("missing", "9999", new_id())
            for name, (organisation_id, code, activity_id) in foreign.items():
                ids = promises.get(name, (MISSING, MISSING))
                targets[kind, name] = Target(
                    name, code, organisation_id, public[code], *ids, activity_id
                )
        emails = {column: user.email for column, user in members.items()}
    return Ground(app, emails, targets)


PROMISED = ("own", "draft", "other_municipality", "missing")
LOGGED = ("own", "other_organisation", "other_municipality", "missing")
LISTED = ("own", "other_municipality", "missing")
WRITTEN = ("own", "other_municipality", "missing")
Build = Callable[[Ground, Target], Call]


def listed(path: str) -> Build:
    return lambda ground, target: Call(f"{path}?municipality_code={target.code}")


def fixed(path: str) -> Build:
    return lambda ground, target: Call(path)


def filled(path: str, body: Any = None) -> Build:
    """The path with the target's ids in it."""

    def build(ground: Ground, target: Target) -> Call:
        return Call(
            path.format(
                promise_id=target.promise_id,
                commitment_id=target.commitment_id,
                activity_id=target.activity_id,
            ),
            body,
        )

    return build


def created(path: str, **body: Any) -> Build:
    return lambda ground, target: Call(path, {"municipality_code": target.code, **body})


def changed(path: str, table: type[Promise | Commitment | Activity], **body: Any) -> Build:
    def build(ground: Ground, target: Target) -> Call:
        path_of = filled(path)(ground, target).path
        return Call(path_of, {"base_revision": ground.revision(table, target), **body})

    return build


def new_place(ground: Ground, target: Target) -> Call:
    visibility = "public" if target.name == "public" else "organisation"
    owner = None if target.name == "public" else target.organisation_id
    return Call(
        "/places",
        {
            "municipality_code": target.code,
            "name": "Torget",
            "visibility": visibility,
            "organisation_id": owner,
        },
    )


def new_wish(ground: Ground, target: Target) -> Call:
    return Call(
        "/wishes",
        {
            "municipality_code": target.code,
            "place_id": target.place_id,
            "kinds": ["speed_check"],
            "asked_on": "2026-01-01",
            "source": "dialogue",
        },
    )


def credentials(ground: Ground, target: Target) -> Call:
    return Call("/session", {"email": target.email, "password": PASSWORD})


def pushed(ground: Ground, target: Target) -> Call:
    """Something that anyone may log for an organisation of theirs, and for no other."""
    kinds = {("own", "association"): "night_walk"}
    owner = next(k for (k, n), t in ground.targets.items() if n == target.name and t == target)
    now = datetime(2026, 2, 2, 12, 0, tzinfo=UTC).isoformat()
    operation = {
        "operation_id": new_id(),
        "type": "log_activity",
        "activity_id": new_id(),
        "municipality_code": target.code,
        "device_time": now,
        "activity": {
            "kind": kinds.get((target.name, owner), "speed_check"),
            "municipality_code": target.code,
            "organisation_id": target.organisation_id,
            "started_at": "2026-02-02T10:00:00+00:00",
            "state": "done",
        },
    }
    return Call(
        "/sync/push", {"device_id": new_id(), "device_time": now, "operations": [operation]}
    )


COUNTED = {"type": "count", "target": 2, "kinds": ["speed_check"], "text": "Minst två."}
CALLS: dict[str, tuple[tuple[str, ...], Build]] = {
    "GET /installation": (("own",), fixed("/installation")),
    "GET /openapi.json": (("own",), fixed("/openapi.json")),
    "GET /session": (("own",), fixed("/session")),
    "POST /session": (("own",), credentials),
    "DELETE /session": (("own",), fixed("/session")),
    "GET /activities": (LISTED, listed("/activities")),
    "GET /activities/<uuid:activity_id>": (LOGGED, filled("/activities/{activity_id}")),
    "GET /activities/<uuid:activity_id>/revisions": (
        LOGGED,
        filled("/activities/{activity_id}/revisions"),
    ),
    "PATCH /activities/<uuid:activity_id>": (
        LOGGED,
        changed("/activities/{activity_id}", Activity, activity={"requested_by": "partner"}),
    ),
    "GET /commitments/<uuid:commitment_id>": (PROMISED, filled("/commitments/{commitment_id}")),
    "PATCH /commitments/<uuid:commitment_id>": (
        PROMISED,
        changed("/commitments/{commitment_id}", Commitment, text="Nytt."),
    ),
    "GET /commitments/<uuid:commitment_id>/contributions": (
        PROMISED,
        filled("/commitments/{commitment_id}/contributions"),
    ),
    "POST /commitments/<uuid:commitment_id>/adjustments": (
        PROMISED,
        filled(
            "/commitments/{commitment_id}/adjustments",
            {
                "low": 3,
                "qualifier": "several",
                "words": "flera",
                "starts_on": "2020-01-01",
                "ends_on": "2020-12-31",
            },
        ),
    ),
    "POST /commitments/<uuid:commitment_id>/deviations": (
        PROMISED,
        filled(
            "/commitments/{commitment_id}/deviations",
            {"reason": "weather", "text": "Snö.", "occurred_on": "2020-02-01"},
        ),
    ),
    "GET /places": (LISTED, listed("/places")),
    "POST /places": (("own", "public", "other_organisation", "other_municipality"), new_place),
    "GET /promises": (LISTED, listed("/promises")),
    "POST /promises": (
        WRITTEN,
        created(
            "/promises", label="2026", title="Löfte", starts_on="2026-01-01", ends_on="2026-12-31"
        ),
    ),
    "GET /promises/<uuid:promise_id>": (PROMISED, filled("/promises/{promise_id}")),
    "PATCH /promises/<uuid:promise_id>": (
        PROMISED,
        changed("/promises/{promise_id}", Promise, title="Nytt"),
    ),
    "POST /promises/<uuid:promise_id>/commitments": (
        PROMISED,
        filled(
            "/promises/{promise_id}/commitments",
            {"short_name": "Kontroller", "text": "Vi gör två.", "counting_rule": COUNTED},
        ),
    ),
    "GET /promises/<uuid:promise_id>/progress": (
        PROMISED,
        filled("/promises/{promise_id}/progress"),
    ),
    "POST /promises/<uuid:promise_id>/publish": (
        ("own", "other_municipality", "missing"),
        filled("/promises/{promise_id}/publish"),
    ),
    "POST /promises/<uuid:promise_id>/result-lines": (
        PROMISED,
        filled(
            "/promises/{promise_id}/result-lines",
            {"text": "Kampanjer.", "qualifier": "unknown", "words": "utan antal"},
        ),
    ),
    "GET /sync/pull": (("own",), fixed("/sync/pull")),
    "POST /sync/push": (("own", "other_organisation", "other_municipality", "missing"), pushed),
    "GET /units": (LISTED, listed("/units")),
    "POST /units": (
        WRITTEN,
        created("/units", unit_kind="school_grade", name="Nolskolan", valid_from="2026-01-01"),
    ),
    "GET /wishes": (LISTED, listed("/wishes")),
    "POST /wishes": (WRITTEN, new_wish),
}


def rules(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if rule.rule in OPEN_RULES:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield f"{method} {rule.rule.removeprefix(API)}"


def cell(answer: TestResponse) -> str:
    """What the table says of an answer."""
    body = answer.get_json(silent=True)
    if answer.status_code == 200 and isinstance(body, dict):
        if "results" in body:
            return f"200 {body['results'][0]['status']}"
        if "items" in body and "next_cursor" in body:
            return f"200 [{len(body['items'])}]"
    return str(answer.status_code)


def refusal(answer: TestResponse) -> Any:
    """A refusal without what names the request itself."""
    body = answer.get_json(silent=True)
    if answer.status_code < 400 or not isinstance(body, dict):
        return None
    return {name: body[name] for name in body.keys() - {"request_id", "instance"}}


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert set(rules(app)) == set(CALLS)
    assert {(route, name) for route, (names, _) in CALLS.items() for name in names} == {
        (route, name) for route, row in TABLE["rows"].items() for name in row
    }
    assert tuple(TABLE["columns"]) == COLUMNS


def test_every_role_gets_what_the_table_says(ground: Ground) -> None:
    browsers = {
        column: anonymous(ground.app)
        if column == "anonymous"
        else signed_in(ground.app, ground.emails[column])
        for column in COLUMNS
    }
    # What is read is read before anything is written, so that the numbers of items stand still.
    order = sorted(CALLS, key=lambda route: (not route.startswith("GET"), route))
    wrong: list[str] = []

    for route in order:
        names, build = CALLS[route]
        for name in names:
            expected_cells = TABLE["rows"][route][name].split(" | ")
            for column, expected in zip(COLUMNS, expected_cells, strict=True):
                got = cell(_ask(ground, browsers[column], column, route, name, build))
                if got != expected:
                    wrong.append(f"{route} · {name} · {column}: {got}, not {expected}")

    assert wrong == []


def test_what_is_foreign_is_refused_in_the_words_for_what_is_missing(
    ground: Ground, query_recorder: QueryRecorder
) -> None:
    """By status, by body, and for an id also by the number of statements: time tells too."""
    differing: list[str] = []
    for column in COLUMNS[1:]:
        browser = signed_in(ground.app, ground.emails[column])
        for route, (names, build) in CALLS.items():
            if not {"other_municipality", "missing"} <= set(names):
                continue
            found = []
            for name in ("other_municipality", "missing"):
                call = build(ground, ground.targets[column.split()[0], name])
                with query_recorder as statements:
                    answer = _call(browser, route, call)
                cost = len(statements) if "<uuid:" in route else 0
                found.append((answer.status_code, refusal(answer), cost))
            if found[0] != found[1]:
                differing.append(f"{route} · {column}: {found[0]} · {found[1]}")

    assert differing == []


def _ask(
    ground: Ground, browser: Browser, column: str, route: str, name: str, build: Build
) -> TestResponse:
    kind = KINDS[0] if column == "anonymous" else column.split()[0]
    target = ground.targets[kind, name]
    if route in {"POST /session", "DELETE /session"} and column != "anonymous":
        # In a browser of its own: signing out ends that sign-in only.
        browser = signed_in(ground.app, ground.emails[column])
        target = Target("own", ALE, target.organisation_id, email=ground.emails[column])
    return _call(browser, route, build(ground, target))


def _call(browser: Browser, route: str, call: Call) -> TestResponse:
    method = route.split()[0]
    if method == "GET":
        return browser.client.get(API + call.path)
    return browser.call(method, call.path, call.body)
