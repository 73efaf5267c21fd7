"""Pushes that meet: the same operation twice at once, a lock that lasts, and a deadlock."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, text

from server.db import db
from tests.factories import ALE, KUNGALV
from tests.server.sync.answers import statuses_of
from tests.server.sync.phone import Field, Operation, Phone, ordered_id

ROUNDS = 5


def push_at_once(phones: list[Phone], operations: list[list[Operation]]) -> list[Any]:
    """Each phone's results, all pushed at the same moment."""
    start = threading.Barrier(len(phones))

    def push(phone: Phone, mine: list[Operation]) -> Any:
        start.wait(timeout=30)
        return phone.push(*mine)

    with ThreadPoolExecutor(len(phones)) as threads:
        return list(threads.map(push, phones, operations))


def same_person(field: Field, count: int) -> list[Phone]:
    return [field.sign_in(field.officer.user_id) for _ in range(count)]


def test_the_same_operations_pushed_at_once_are_done_once(field: Field) -> None:
    phones = same_person(field, 3)
    for _ in range(ROUNDS):
        logged = field.officer.log(participants=1)
        corrected = field.officer.correct(logged, participants=2)
        nonsense = {"operation_id": ordered_id(), "type": "dance"}
        operations = [logged, corrected, field.officer.log(), nonsense]

        first, second, third = push_at_once(phones, [operations] * 3)

        assert statuses_of(first) == ["applied", "applied", "applied", "rejected"]
        assert first == second == third
    assert len(field.rows("activity_revisions")["activity_revisions"]) == 3 * ROUNDS
    assert len(field.numbers()) == 2 * ROUNDS


def test_a_correction_that_races_its_log_is_never_left_waiting(field: Field) -> None:
    phones = same_person(field, 2)
    for _ in range(ROUNDS):
        logged = field.officer.log(participants=1)
        corrected = field.officer.correct(logged, participants=2)

        push_at_once(phones, [[logged], [corrected]])

        row = field.row_of("activities", activity_id=logged["activity_id"])
        assert (row["revision"], row["content"]["participants"]) == (2, 2)
    assert field.rows("held_operations")["held_operations"] == []


def test_a_correction_of_what_a_held_move_makes_is_never_left_waiting(field: Field) -> None:
    phones = same_person(field, 2)
    for _ in range(ROUNDS):
        logged = field.officer.log()
        moved = field.officer.move(logged)
        corrected = field.officer.correct(moved, participants=2)
        field.officer.push(moved)

        push_at_once(phones, [[logged], [corrected]])

        row = field.row_of("activities", activity_id=moved["new_activity_id"])
        assert row["content"]["participants"] == 2
    assert field.rows("held_operations")["held_operations"] == []


def test_pushes_over_two_municipalities_in_opposite_orders_all_go_through(field: Field) -> None:
    phones = [field.officer, field.colleague]
    for _ in range(ROUNDS):
        there = [phones[0].log(municipality_code=code) for code in (ALE, KUNGALV)]
        back = [phones[1].log(municipality_code=code) for code in (KUNGALV, ALE)]

        for results in push_at_once(phones, [there, back]):
            assert statuses_of(results) == ["applied", "applied"]

    assert len(field.numbers(ALE)) == len(field.numbers(KUNGALV)) == 2 * ROUNDS


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_loser_of_a_deadlock_is_tried_again(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    """Another transaction holds what the push wants, and then wants what the push holds."""
    field.officer.applied(field.officer.log())
    logged = field.officer.log()
    with (
        caplog.at_level(logging.WARNING),
        field.app.app_context(),
        db.engine.connect() as other,
        ThreadPoolExecutor(1) as threads,
    ):
        other.execute(text("SET deadlock_timeout = '60s'"))
        other.execute(text("SELECT * FROM municipality_counters FOR UPDATE"))
        pushed = threads.submit(field.officer.push, logged)
        wait_until_somebody_waits(other)

        other.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))"),
            {"id": logged["activity_id"]},
        )
        other.rollback()

        assert statuses_of(pushed.result(timeout=60)) == ["applied"]
    assert [record.message for record in caplog.records] == ["push rolled back and tried again"]
    assert len(field.numbers()) == 2


def wait_until_somebody_waits(connection: Connection) -> None:
    question = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    deadline = time.monotonic() + 30
    while not connection.scalar(question):
        assert time.monotonic() < deadline, "the push went through without waiting"
        time.sleep(0.005)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_push_waits_for_another_writer(field: Field) -> None:
    logged = field.officer.log()
    with (
        field.app.app_context(),
        db.engine.connect() as writer,
        ThreadPoolExecutor(1) as threads,
    ):
        writer.execution_options(trygglogg_write=True)
        writer.execute(text("SELECT 1"))
        pushed = threads.submit(field.officer.push, logged)
        time.sleep(0.2)
        assert not pushed.done()
        writer.rollback()

        assert statuses_of(pushed.result(timeout=60)) == ["applied"]
