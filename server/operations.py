"""What an operator's tools ask: is it alive, is it ready, and how much has it done.

Open to anyone who reaches the address, so it says nothing about persons, places or municipalities.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.activities.models import Activity
from server.db import db
from server.http import dump
from server.problems import Unavailable
from server.settings import PROJECT_ROOT
from server.sync.models import HeldOperation, SyncReceipt

PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"

blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
def tell_health() -> Response:
    """The process answers; asks nobody else, so that a slow database restarts no server."""
    return dump({"status": "ok"})


@blueprint.get("/readyz")
def tell_readiness() -> Response:
    """Whether requests can be answered: the database is there, in the form this code expects."""
    try:
        connection = db.session().connection()
        found = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError as error:
        raise Unavailable("Databasen svarar inte.") from error
    if found != (migration_head(),):
        raise Unavailable("Databasen är inte i den version som programmet behöver.")
    return dump({"status": "ready"})


@blueprint.get("/metrics")
def tell_metrics() -> Response:
    """Counts in Prometheus' text format, across the whole installation."""
    session = db.session()
    held: int = session.execute(select(func.count()).select_from(HeldOperation)).scalar_one()
    text = "".join(
        (
            _family(
                "trygglogg_activities",
                "Entries that stand, by state.",
                "state",
                _count_by(session, Activity.state, Activity.is_void.is_(False)),
            ),
            _family(
                "trygglogg_receipts",
                "Operations that were answered, by status.",
                "status",
                _count_by(session, SyncReceipt.status),
            ),
            _family(
                "trygglogg_held_operations",
                "Operations that wait for what they were made on.",
                None,
                {"": held},
            ),
        )
    )
    response = Response(text, content_type=PROMETHEUS_TEXT)
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def migration_head() -> str | None:
    """The newest migration that was shipped with this code."""
    return ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_current_head()


def _count_by(
    session: Session, column: InstrumentedAttribute[str], *conditions: ColumnElement[bool]
) -> Mapping[str, int]:
    query = select(column, func.count()).where(*conditions).group_by(column).order_by(column)
    return dict(session.execute(query).all())


def _family(name: str, meaning: str, label: str | None, counts: Mapping[str, int]) -> str:
    lines = [f"# HELP {name} {meaning}", f"# TYPE {name} gauge"]
    lines += [
        f"{name} {count}" if label is None else f'{name}{{{label}="{value}"}} {count}'
        for value, count in counts.items()
    ]
    return "\n".join(lines) + "\n"
