"""Trouble that nobody foresaw hits one operation: it stays on the phone, the others go through.

A trigger in the database plays the trouble, so that nothing in the server is replaced.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from server.db import db, is_sqlite, transaction
from tests.browser import slug
from tests.server.sync.answers import slug_of, statuses_of
from tests.server.sync.phone import Field, without_times

POSTGRESQL_TROUBLE = """
CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{state}'; END $$
"""


@contextmanager
def trouble(app: Flask, table: str, condition: str, *, state: str = "XX000") -> Iterator[None]:
    """Let rows of that table which meet the condition on `NEW` raise while the block runs."""
    with app.app_context():
        with transaction() as session:
            if is_sqlite(session):
                made = [
                    f"CREATE TRIGGER trouble BEFORE INSERT ON {table} WHEN {condition}"
                    " BEGIN SELECT RAISE(ABORT, 'trouble'); END"
                ]
                ended = ["DROP TRIGGER trouble"]
            else:
                made = [
                    POSTGRESQL_TROUBLE.format(state=state),
                    f"CREATE TRIGGER trouble BEFORE INSERT ON {table} FOR EACH ROW"
                    f" WHEN ({condition}) EXECUTE FUNCTION trouble()",
                ]
                ended = [f"DROP TRIGGER trouble ON {table}", "DROP FUNCTION trouble"]
            for statement in made:
                session.execute(text(statement))
        try:
            yield
        finally:
            with transaction() as session:
                for statement in ended:
                    session.execute(text(statement))


def is_activity(app: Flask, activity_id: str) -> str:
    """The condition that a row is about that activity, in the engine's own form of an id."""
    with app.app_context():
        stored_id = activity_id.replace("-", "") if is_sqlite(db.session()) else activity_id
    return f"NEW.activity_id = '{stored_id}'"


def test_one_failing_operation_stays_on_the_phone_and_the_others_go_through(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    first, failing, last = (field.officer.log() for _ in range(3))
    refused = field.officer.log(kind="no_such_kind")
    condition = is_activity(field.app, failing["activity_id"])

    with caplog.at_level(logging.CRITICAL), trouble(field.app, "activity_revisions", condition):
        results = field.officer.push(first, failing, refused, last)
        replayed = field.officer.push(first, failing, refused, last)

    assert statuses_of(results) == ["applied", "failed", "rejected", "applied"]
    assert slug_of(results[1]) == "internal"
    assert results[1]["activity_id"] == failing["activity_id"]
    assert (results[1]["receipt"], results[1]["revision"]) == (None, None)
    assert replayed == results
    stored_ids = {row[1] for row in field.rows("sync_receipts")["sync_receipts"]}
    assert failing["operation_id"] not in stored_ids
    assert len(stored_ids) == 3
    assert failing["operation_id"] not in str(field.rows("ledger_ids"))
    assert field.numbers() == sorted([first["activity_id"], last["activity_id"]])

    (done,) = field.officer.applied(failing)
    assert done["revision"] == 1
    assert len(field.numbers()) == 3


def test_what_follows_a_failed_operation_waits_for_it(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, participants=2)
    condition = is_activity(field.app, logged["activity_id"])
    with caplog.at_level(logging.CRITICAL), trouble(field.app, "activities", condition):
        results = field.officer.push(logged, corrected)
    assert statuses_of(results) == ["failed", "held"]

    field.officer.applied(logged)

    (settled,) = field.officer.applied(corrected)
    assert settled["revision"] == 2


def test_receipt_numbers_stay_unique_when_operations_go_one_by_one(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    operations = [field.officer.log() for _ in range(5)]
    condition = is_activity(field.app, operations[2]["activity_id"])

    with caplog.at_level(logging.CRITICAL), trouble(field.app, "contributions", condition):
        results = field.officer.push(*operations)

    receipts = [one["receipt"] for one in results if one["status"] == "applied"]
    assert len(set(receipts)) == 4
    pulled = [one["receipt"] for one in field.officer.pull()["activities"]]
    assert sorted(pulled) == sorted(receipts)


def test_trouble_in_an_old_held_operation_does_not_stop_what_lets_it_settle(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    logged = field.officer.log()
    corrected = field.officer.correct(logged, participants=2)
    field.officer.push(corrected)

    with (
        caplog.at_level(logging.CRITICAL),
        trouble(field.app, "activity_revisions", "NEW.revision = 2"),
    ):
        (result,) = field.officer.applied(logged)

    assert result["revision"] == 1
    assert field.officer.push_one(corrected)["status"] == "held"
    # The next thing that happens to the entry settles it.
    field.officer.applied(field.officer.restore(logged))
    assert field.officer.push_one(corrected)["revision"] == 2


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("state", ["40P01", "40001", "53100"])
def test_trouble_of_the_whole_database_rolls_everything_back(
    field: Field, caplog: pytest.LogCaptureFixture, state: str
) -> None:
    """Deadlock, serialisation failure, full disk, three times over."""
    operations = [field.officer.log(), field.officer.log()]
    condition = is_activity(field.app, operations[1]["activity_id"])
    before = field.rows()

    with (
        caplog.at_level(logging.CRITICAL),
        trouble(field.app, "activities", condition, state=state),
    ):
        answer = field.officer.send(operations)

    assert (answer.status_code, slug(answer)) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert without_times(field.rows()) == without_times(before)
    field.officer.applied(*operations)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_database_that_stays_locked_is_unavailable(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    logged = field.officer.log()
    with field.app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", _hurry)
        with caplog.at_level(logging.CRITICAL), db.engine.connect() as writer:
            writer.execution_options(trygglogg_write=True)
            writer.execute(text("SELECT 1"))
            answer = field.officer.send([logged])

    assert (answer.status_code, slug(answer)) == (503, "unavailable")
    assert field.numbers() == []
    field.officer.applied(logged)


def _hurry(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=50")
