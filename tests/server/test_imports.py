"""The picture in ARCHITECTURE.md, held by the code: who may import whom, and who may do what.

Walks the syntax trees of the server and fails with the sentence that was broken. Only imports are
looked at where imports tell; nothing is run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

LAYERS = ("models", "policy", "queries", "routes", "rules", "schemas", "service")
# What a layer may not import: packages from outside, layers of any feature, modules of our own.
PACKAGES: Mapping[str, tuple[str, ...]] = {
    "rules": ("flask", "sqlalchemy", "marshmallow", "werkzeug"),
    "policy": ("flask", "sqlalchemy", "marshmallow", "werkzeug"),
    "models": ("flask", "marshmallow", "werkzeug"),
    "queries": ("flask", "marshmallow", "werkzeug"),
    "schemas": ("flask", "sqlalchemy", "werkzeug"),
    "service": ("flask", "werkzeug"),
}
LAYERS_BELOW: Mapping[str, tuple[str, ...]] = {
    "rules": ("models", "queries", "schemas", "service", "routes"),
    "policy": ("models", "queries", "schemas", "service", "routes"),
    "models": ("rules", "policy", "queries", "schemas", "service", "routes"),
    "queries": ("schemas", "service", "routes"),
    "schemas": ("models", "queries", "service", "routes"),
    "service": ("routes",),
}
MODULES: Mapping[str, tuple[str, ...]] = {
    # These bring Flask, the database or the clock of the machine with them.
    "rules": ("app", "cli", "clock", "db", "http", "login", "openapi", "settings"),
    "policy": ("app", "cli", "clock", "db", "http", "login", "openapi", "settings"),
    "models": ("app", "cli", "http", "login", "openapi"),
    "queries": ("app", "cli", "http", "login", "openapi"),
    "schemas": ("app", "cli", "db", "http", "login"),
    "service": ("app", "cli", "http", "login", "openapi"),
}
# sync → activities → progress, commitments → progress; what shows or loads stands above them all.
SERVICES: Mapping[str, tuple[str, ...]] = {
    "sync": ("activities", "progress"),
    "activities": ("progress",),
    "commitments": ("progress",),
    "progress": (),
    "public": ("progress",),
    "demo": ("activities", "auth", "catalogue", "commitments", "places", "progress", "sync"),
}

BODY_MEMBERS = frozenset(
    {"json", "get_json", "get_data", "data", "stream", "form", "files", "values"}
)
CLOCK_READERS = frozenset({"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"})
CLOCKS = frozenset({"datetime", "date", "time"})


@dataclass(frozen=True)
class Module:
    """One file of the server, with what the rules ask about it."""

    path: Path
    root: Path

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(self.root).with_suffix("").parts

    @property
    def shown(self) -> str:
        return "/".join(self.parts) + ".py"

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def feature(self) -> str | None:
        return self.parts[0] if len(self.parts) > 1 else None

    @property
    def layer(self) -> str | None:
        """The layer, whether it is a file or has grown into a package."""
        return self.parts[1] if len(self.parts) > 1 else None

    @cached_property
    def imported(self) -> tuple[str, ...]:
        """Every name that is imported anywhere in the file, with all that leads to it."""
        found: list[str] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.shown} must not import relatively"
                found += [f"{node.module}.{alias.name}" for alias in node.names]
        return tuple(dict.fromkeys(found))

    def imports(self, name: str) -> bool:
        return any(one == name or one.startswith(f"{name}.") for one in self.imported)

    def calls(self) -> Iterator[tuple[str, str]]:
        """Every call as what it is called on and its name: `session.commit()` → session, commit."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield _last_name(node.func.value), node.func.attr

    def members(self) -> Iterator[tuple[str, str]]:
        """Every member that is read of something with a name: `request.json` → request, json."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                yield _last_name(node.value), node.attr


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "?"


def broken_sentences(project: Path) -> list[str]:
    """Every rule that the tree under `project` breaks, one sentence each."""
    server = project / "server"
    modules = [Module(path, server) for path in sorted(server.rglob("*.py"))]
    found: list[str] = []
    for module in modules:
        for check in (_names, _packages, _layers, _shared_modules, _services, _acts):
            found += check(module)
    for path in sorted((project / "migrations").rglob("*.py")):
        if Module(path, project).imports("server"):
            found.append(f"{path.relative_to(project)} must not import server")
    return list(dict.fromkeys(found))


def _names(module: Module) -> Iterator[str]:
    if module.path.name == "__init__.py":
        if module.path.stat().st_size:
            yield f"{module.shown} must be empty: import from the module that defines the thing"
    elif module.layer is not None and module.layer not in LAYERS:
        yield f"{module.shown} must be named after a layer: {', '.join(LAYERS)}"


def _packages(module: Module) -> Iterator[str]:
    for package in PACKAGES.get(module.layer or "", ()):
        if module.imports(package):
            yield f"{module.shown} must not import {package}"


def _layers(module: Module) -> Iterator[str]:
    forbidden = LAYERS_BELOW.get(module.layer or "", ())
    for name in module.imported:
        origin, *rest = name.split(".")
        if origin != "server" or len(rest) < 2 or rest[1] not in forbidden:
            continue
        # The lists that a CHECK constraint is made of are words, not tables.
        is_word_list = rest[1] == "models" and module.layer == "schemas" and rest[-1].isupper()
        if not is_word_list:
            yield f"{module.shown} must not import {rest[0]}/{rest[1]}"


def _shared_modules(module: Module) -> Iterator[str]:
    for name in MODULES.get(module.layer or "", ()):
        if module.imports(f"server.{name}"):
            yield f"{module.shown} must not import {name}.py"


def _services(module: Module) -> Iterator[str]:
    """Services call one another downwards only; progress.service calls no other."""
    if module.layer != "service":
        return
    allowed = SERVICES.get(module.feature or "", ())
    for name in module.imported:
        parts = name.split(".")
        if parts[0] != "server" or len(parts) < 3 or parts[2] != "service":
            continue
        if parts[1] != module.feature and parts[1] not in allowed:
            yield f"{module.shown} must not call {parts[1]}.service"


def _acts(module: Module) -> Iterator[str]:
    """Things that one place does for all."""
    if module.shown != "login.py" and module.imports("flask_login"):
        yield f"{module.shown} must not import flask_login: only login.py does"
    if module.shown != "settings.py" and {"os.environ", "os.getenv"} & _reached(module):
        yield f"{module.shown} must not read the environment: only settings.py does"
    reads_clock = any(on in CLOCKS and name in CLOCK_READERS for on, name in module.calls())
    if module.shown != "clock.py" and reads_clock:
        yield f"{module.shown} must not ask what time it is: only clock.py does"
    reads_body = any(on == "request" and name in BODY_MEMBERS for on, name in module.members())
    if module.shown != "http.py" and module.imports("flask.request") and reads_body:
        yield f"{module.shown} must not read a request's body: only http.py does"
    names = {name for _, name in module.calls()}
    if module.shown != "db.py" and "commit" in names:
        yield f"{module.shown} must not commit: only transaction() does"
    may_open = module.layer == "routes" or module.shown in {"cli.py", "db.py"}
    may_open = may_open or (module.feature, module.layer) == ("sync", "service")
    if not may_open and "transaction" in names:
        yield f"{module.shown} must not open a transaction: routes, cli and sync/service do"


def _reached(module: Module) -> set[str]:
    return {f"{on}.{name}" for on, name in module.members()} | set(module.imported)


def test_the_server_keeps_to_the_picture() -> None:
    assert broken_sentences(PROJECT) == []


def plant(project: Path, where: str, text: str) -> None:
    path = project / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("where", "text", "sentence"),
    [
        (
            "server/activities/rules.py",
            "import sqlalchemy",
            "activities/rules.py must not import sqlalchemy",
        ),
        (
            "server/activities/rules/checks.py",
            "def f():\n    from flask import request",
            "activities/rules/checks.py must not import flask",
        ),
        (
            "server/activities/rules/checks.py",
            "import werkzeug.exceptions",
            "activities/rules/checks.py must not import werkzeug",
        ),
        (
            "server/progress/rules/entries.py",
            "from server.progress.queries.ledger import entries",
            "progress/rules/entries.py must not import progress/queries",
        ),
        (
            "server/progress/rules/entries.py",
            "from server.progress import models",
            "progress/rules/entries.py must not import progress/models",
        ),
        (
            "server/sync/rules.py",
            "from server.clock import utc_now",
            "sync/rules.py must not import clock.py",
        ),
        (
            "server/sync/rules.py",
            "from server import db",
            "sync/rules.py must not import db.py",
        ),
        (
            "server/places/queries.py",
            "from flask import g",
            "places/queries.py must not import flask",
        ),
        (
            "server/places/queries/near.py",
            "import server.places.service",
            "places/queries/near.py must not import places/service",
        ),
        (
            "server/places/policy.py",
            "from server.places.models import Place",
            "places/policy.py must not import places/models",
        ),
        (
            "server/places/policy.py",
            "from sqlalchemy import select",
            "places/policy.py must not import sqlalchemy",
        ),
        (
            "server/places/schemas.py",
            "from server.places.models import Place",
            "places/schemas.py must not import places/models",
        ),
        (
            "server/places/models.py",
            "from server.places.rules import NewPlace",
            "places/models.py must not import places/rules",
        ),
        (
            "server/places/service.py",
            "from server.places.routes import blueprint",
            "places/service.py must not import places/routes",
        ),
        (
            "server/places/service.py",
            "from flask import request",
            "places/service.py must not import flask",
        ),
        (
            "server/places/service.py",
            "from server.http import load",
            "places/service.py must not import http.py",
        ),
        (
            "server/progress/service/show.py",
            "from server.commitments.service import publish",
            "progress/service/show.py must not call commitments.service",
        ),
        (
            "server/activities/service/desk.py",
            "from server.sync import service",
            "activities/service/desk.py must not call sync.service",
        ),
        (
            "server/commitments/service.py",
            "from server.activities.service.batch import LedgerBatch",
            "commitments/service.py must not call activities.service",
        ),
        (
            "server/places/service.py",
            "from datetime import datetime\nnow = datetime.now()",
            "places/service.py must not ask what time it is: only clock.py does",
        ),
        (
            "server/openapi.py",
            "import datetime\nday = datetime.date.today()",
            "openapi.py must not ask what time it is: only clock.py does",
        ),
        (
            "server/places/routes.py",
            "from flask import request\nbody = request.get_json()",
            "places/routes.py must not read a request's body: only http.py does",
        ),
        (
            "server/places/routes.py",
            "from flask import request\nbody = request.json",
            "places/routes.py must not read a request's body: only http.py does",
        ),
        (
            "server/places/service.py",
            "from server.db import transaction\nwith transaction():\n    pass",
            "places/service.py must not open a transaction: routes, cli and sync/service do",
        ),
        (
            "server/places/service.py",
            "def f(session):\n    session.commit()",
            "places/service.py must not commit: only transaction() does",
        ),
        (
            "server/auth/routes.py",
            "from flask_login import current_user",
            "auth/routes.py must not import flask_login: only login.py does",
        ),
        (
            "server/app.py",
            "import os\nhome = os.environ['HOME']",
            "app.py must not read the environment: only settings.py does",
        ),
        (
            "server/places/utils.py",
            "",
            f"places/utils.py must be named after a layer: {', '.join(LAYERS)}",
        ),
        (
            "server/places/__init__.py",
            "from server.places.rules import NewPlace",
            "places/__init__.py must be empty: import from the module that defines the thing",
        ),
        (
            "migrations/versions/0002_x.py",
            "from server.db import Base",
            "migrations/versions/0002_x.py must not import server",
        ),
    ],
)
def test_a_broken_rule_is_caught_with_its_sentence(
    tmp_path: Path, where: str, text: str, sentence: str
) -> None:
    plant(tmp_path, where, text)

    assert broken_sentences(tmp_path) == [sentence]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("server/activities/rules/checks.py", "from server.catalogue.rules import KindDefinition"),
        ("server/places/policy.py", "from server.organisations.rules import Actor"),
        ("server/places/schemas.py", "from server.places.models import VISIBILITIES"),
        ("server/sync/service/push.py", "from server.db import transaction\ntransaction()"),
        ("server/sync/service/push.py", "from server.activities.service.batch import LedgerBatch"),
        ("server/sync/routes.py", "request = push()\nprint(request.data)"),
        ("server/places/routes.py", "from flask import request\nprint(request.path)"),
        ("server/clock.py", "from datetime import datetime\ndatetime.now()"),
    ],
)
def test_what_the_picture_allows_is_let_through(tmp_path: Path, where: str, text: str) -> None:
    plant(tmp_path, where, text)

    assert broken_sentences(tmp_path) == []
