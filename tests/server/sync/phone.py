"""A phone for tests: it composes operations as the app does, and sends them over HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from server.db import db
from tests.browser import Browser, signed_in
from tests.clock import SettableClock
from tests.factories import (
    ALE,
    KUNGALV,
    make_commitment,
    make_member,
    make_organisation,
    make_promise,
    stored,
)

Operation = dict[str, Any]
Result = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]

# Three hours before the clock that tests start with.
STARTED_AT = "2026-02-02T10:00:00+01:00"

_numbers = count(1)


def ordered_id() -> str:
    """A UUID that sorts after every earlier one, as those that phones make do."""
    return str(UUID(int=(next(_numbers) << 80) | (uuid4().int & ((1 << 80) - 1))))


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone, signed in. Operations are plain JSON, so a test can spoil them."""

    browser: Browser
    clock: SettableClock
    user_id: str
    organisation_id: str
    device_id: str = field(default_factory=lambda: str(uuid4()))

    def log(self, activity_id: str | None = None, **said: Any) -> Operation:
        """A new speed check; `said` are members of the activity, beside or instead of its own."""
        code = said.get("municipality_code", ALE)
        return self._operation(
            "log_activity", activity_id or ordered_id(), code, activity=self.activity(**said)
        )

    def correct(self, base: Operation | tuple[int, str], **changes: Any) -> Operation:
        """A correction made on an own operation, or on (revision, epoch) of `activity_id`."""
        named = changes.pop("activity_id", None)
        before: dict[str, Any] = {} if isinstance(base, tuple) else base.get("activity") or {}
        if not before:
            before = self.activity()
        activity = {**before, **changes}
        return self._operation(
            "correct_activity",
            named or _activity_of(base),
            activity["municipality_code"],
            activity=activity,
            **_base(base),
        )

    def void(self, base: Operation | tuple[int, str], **members: Any) -> Operation:
        return self._on("void_activity", base, **members)

    def restore(self, base: Operation | tuple[int, str], **members: Any) -> Operation:
        return self._on("restore_activity", base, **members)

    def move(self, base: Operation, to: str = KUNGALV, **changes: Any) -> Operation:
        """The entry that `base` carried, moved to another municipality."""
        before = base.get("activity") or self.activity()
        return self._operation(
            "move_activity",
            _activity_of(base),
            before["municipality_code"],
            new_activity_id=ordered_id(),
            activity={**before, "municipality_code": to, **changes},
            **_base(base),
        )

    def activity(self, **said: Any) -> dict[str, Any]:
        return {
            "kind": "speed_check",
            "municipality_code": ALE,
            "organisation_id": self.organisation_id,
            "started_at": STARTED_AT,
            "state": "done",
            **said,
        }

    def send(self, operations: Sequence[Operation], /, **envelope: Any) -> TestResponse:
        """The answer to a push, whatever it is."""
        return self.browser.post(
            "/sync/push",
            {
                "device_id": self.device_id,
                "device_time": self.clock().isoformat(),
                "operations": list(operations),
                **envelope,
            },
        )

    def push(self, *operations: Operation, **envelope: Any) -> list[Result]:
        """The results of a push that the server took."""
        answer = self.send(operations, **envelope)
        assert answer.status_code == 200, answer.text
        results: list[Result] = answer.get_json()["results"]
        assert [one["operation_id"] for one in results] == [o["operation_id"] for o in operations]
        return results

    def push_one(self, operation: Operation, **envelope: Any) -> Result:
        (result,) = self.push(operation, **envelope)
        return result

    def applied(self, *operations: Operation) -> list[Result]:
        """The results of a push in which everything was applied."""
        results = self.push(*operations)
        assert [one["status"] for one in results] == ["applied"] * len(operations), results
        return results

    def pull(self, **query: Any) -> dict[str, Any]:
        answer = self.browser.get("/sync/pull", **query)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.get_json()
        return page

    @property
    def epoch(self) -> str:
        epoch: str = self.browser.get("/session").get_json()["epoch"]
        return epoch

    def _on(self, kind: str, base: Operation | tuple[int, str], **members: Any) -> Operation:
        activity_id = members.pop("activity_id", None) or _activity_of(base)
        code = members.pop("municipality_code", None)
        if code is None:
            code = ALE if isinstance(base, tuple) else base["municipality_code"]
        return self._operation(kind, activity_id, code, **_base(base), **members)

    def _operation(self, kind: str, activity_id: str, code: str, **members: Any) -> Operation:
        return {
            "operation_id": ordered_id(),
            "type": kind,
            "activity_id": activity_id,
            "municipality_code": code,
            "device_time": self.clock().isoformat(),
            "app_version": "1.0.0",
            **members,
        }


def _activity_of(base: Operation | tuple[int, str]) -> str:
    assert not isinstance(base, tuple), "a revision does not say whose it is"
    activity_id: str = base.get("new_activity_id") or base["activity_id"]
    return activity_id


def _base(base: Operation | tuple[int, str]) -> dict[str, Any]:
    if isinstance(base, tuple):
        return {"base_revision": base[0], "base_epoch": base[1]}
    return {"base_operation_id": base["operation_id"]}


@dataclass(frozen=True, slots=True)
class Field:
    """A police area in Ale and Kungälv with two officers, and a promise of 20 speed checks in each.

    What a test needs besides, it makes with the factories.
    """

    app: Flask
    clock: SettableClock
    organisation_id: str
    commitment_ids: dict[str, str]
    officer: Phone
    colleague: Phone

    def sign_in(self, user_id: str, organisation_id: str | None = None) -> Phone:
        """A phone of that person's own, who writes for the police area unless another is named."""
        browser = signed_in(self.app, self.row_of("users", user_id=user_id)["email"])
        return Phone(browser, self.clock, user_id, organisation_id or self.organisation_id)

    def rows(self, *tables: str) -> Rows:
        """Every row of the named tables, of all when none is named, in the order of their keys."""
        with self.app.app_context(), db.session() as session:
            connection = session.connection()
            names = tables or tuple(sorted(inspect(connection).get_table_names()))
            found: Rows = {}
            for table in (db.metadata.tables[n] for n in names if n in db.metadata.tables):
                query = select(table).order_by(*table.primary_key.columns)
                found[table.name] = [tuple(row) for row in connection.execute(query)]
            return found

    def numbers(self, code: str = ALE) -> list[str]:
        """The ids of the activities that count for the municipality's promise now, sorted."""
        commitment_id = self.commitment_ids[code]
        with self.app.app_context(), db.session() as session:
            table = db.metadata.tables["contributions"]
            query = select(table.c.activity_id).where(table.c.commitment_id == commitment_id)
            return sorted(session.scalars(query))

    def row_of(self, table: str, **values: Any) -> dict[str, Any]:
        """The one row of that table with those values."""
        with self.app.app_context(), db.session() as session:
            found = db.metadata.tables[table]
            query = select(found).where(*(found.c[name] == value for name, value in values.items()))
            return dict(session.execute(query).mappings().one())


def make_field(app: Flask, clock: SettableClock) -> Field:
    """See `Field`."""
    commitment_ids = {}
    with stored(app) as session:
        area = make_organisation(session, codes=(ALE, KUNGALV))
        officers = [make_member(session, area) for _ in range(2)]
        for code in (ALE, KUNGALV):
            promise = make_promise(
                session,
                code,
                label="2026",
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
            )
            commitment_ids[code] = make_commitment(session, promise, rule={}).commitment_id
        organisation_id = area.organisation_id
        people = [(one.email, one.user_id) for one in officers]
    officer, colleague = (
        Phone(signed_in(app, email), clock, user_id, organisation_id) for email, user_id in people
    )
    return Field(app, clock, organisation_id, commitment_ids, officer, colleague)


def without_times(rows: Rows) -> Rows:
    """The rows without what a harmless request may change: when somebody or a phone was seen."""
    return {name: found for name, found in rows.items() if name not in {"sign_ins", "devices"}}


def parse(text: str) -> datetime:
    return datetime.fromisoformat(text)
