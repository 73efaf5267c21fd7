"""A field record is never lost, never counted twice, and never silently changed.

Hypothesis composes operations of two people, shuffles, repeats, spoils and sends them, and an
independent model says what each answer, each entry and each number must be.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import text

from server.commitments.models import Promise
from server.db import db, is_sqlite, transaction
from server.organisations.models import Organisation
from server.progress.service.rebuild import rebuild_chunk
from tests.factories import ALE, KUNGALV, make_commitment, make_member, stored
from tests.server.sync.answers import slug_of
from tests.server.sync.model import TROUBLE, Model
from tests.server.sync.phone import Field, Operation, Phone, ordered_id, without_times

PEOPLE = st.sampled_from(["officer", "coordinator"])
CONTENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        # -1 is refused.
        "participants": st.sampled_from([1, 2, 3, 4, 5, -1]),
        "requested_by": st.sampled_from(["citizens", "partner", "incident"]),
        "outcomes": st.sampled_from([{"order_fine_speed": n} for n in (0, 1, 5)]),
    },
)
REASONS = st.sampled_from([None, None, None, None, TROUBLE])
KINDS = st.sampled_from(["correct", "correct", "correct", "void", "restore", "move"])
ASKED = ("citizens", "partner")

SWITCHED_TROUBLE = {
    "sqlite": (
        "CREATE TABLE trouble_switch (is_on boolean)",
        "CREATE TRIGGER trouble BEFORE INSERT ON activity_revisions"
        " WHEN NEW.reason = 'trouble' AND (SELECT is_on FROM trouble_switch)"
        " BEGIN SELECT RAISE(ABORT, 'trouble'); END",
    ),
    "postgresql": (
        "CREATE TABLE trouble_switch (is_on boolean)",
        "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.reason = 'trouble' AND (SELECT is_on FROM trouble_switch)"
        " THEN RAISE EXCEPTION 'trouble'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER trouble BEFORE INSERT ON activity_revisions"
        " FOR EACH ROW EXECUTE FUNCTION trouble()",
    ),
}


class World:
    """What all examples share: one server, two signed-in people, and what entries are counted for.

    Each example works with ids of its own, so that none sees another's entries.
    """

    def __init__(self, field: Field) -> None:
        self.field = field
        with stored(field.app) as session:
            organisation = session.get_one(Organisation, field.organisation_id)
            user_id = make_member(session, organisation, "coordinator").user_id
            promise = session.query(Promise).filter_by(municipality_code=ALE).one()
            self.all_id = field.commitment_ids[ALE]
            self.asked_id = make_commitment(
                session, promise, rule={"where": {"requested_by": list(ASKED)}}
            ).commitment_id
            self.fines_id = make_commitment(
                session, promise, rule={"type": "sum", "sum_of": "outcomes.order_fine_speed"}
            ).commitment_id
            for statement in SWITCHED_TROUBLE["sqlite" if is_sqlite(session) else "postgresql"]:
                session.execute(text(statement))
            session.execute(text("INSERT INTO trouble_switch VALUES (false)"))
        self.phones: dict[str, Phone] = {
            "officer": field.officer,
            "coordinator": field.sign_in(user_id),
        }
        self.epoch = field.officer.epoch

    def switch_trouble(self, *, is_on: bool) -> None:
        with stored(self.field.app) as session:
            session.execute(text("UPDATE trouble_switch SET is_on = :is_on"), {"is_on": is_on})


class Pushes(RuleBasedStateMachine):
    """See the module's docstring."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.model = Model(epoch=self.world.epoch, coordinator="coordinator")
        self.composed: dict[str, list[Operation]] = {"officer": [], "coordinator": []}
        self.codes: dict[str, str] = {}
        self.receipts: dict[str, str] = {}
        self.world.switch_trouble(is_on=False)

    @rule(data=st.data(), person=PEOPLE, makes_new=st.sampled_from([True, False, False]))
    def compose(self, data: st.DataObject, person: str, makes_new: bool) -> None:
        """One new entry, or some changes of those there are, sent or not, rejected or not."""
        if makes_new or not self.codes:
            said = data.draw(CONTENTS)
            logged = {**self.world.phones[person].log(**said), "reason": data.draw(REASONS)}
            self._compose(person, logged)
            return
        for _ in range(data.draw(st.integers(1, 3))):
            self._compose(person, self._change(data, person))

    @rule(data=st.data(), person=PEOPLE, has_trouble=st.sampled_from([False, False, True]))
    def push(self, data: st.DataObject, person: str, has_trouble: bool) -> None:
        """Some of what was composed, sent or not, in any order, some of it twice."""
        self._switch_trouble(is_on=has_trouble)
        if self.composed[person]:
            chosen = st.lists(st.sampled_from(self.composed[person]), min_size=1, max_size=8)
            self._push(person, data.draw(chosen))

    @rule(person=PEOPLE)
    def push_all_that_is_not_settled(self, person: str) -> None:
        settled = {
            operation_id
            for operation_id, known in self.model.known.items()
            if known.answer.status != "held"
        }
        self._push(person, [o for o in self.composed[person] if o["operation_id"] not in settled])

    @precondition(lambda self: self.model.known)
    @rule(data=st.data(), person=PEOPLE)
    def push_another_body_or_anothers_operation(self, data: st.DataObject, person: str) -> None:
        known = self.model.known[data.draw(st.sampled_from(sorted(self.model.known)))]
        self._push(person, [{**known.operation, "app_version": "0.0.1"}])
        self._push(person, [known.operation])

    def teardown(self) -> None:
        """Everything comes through in the end, is counted once, and is answered the same again."""
        self._switch_trouble(is_on=False)
        for person in self.composed:
            self.push_all_that_is_not_settled(person)
        for person, operations in self.composed.items():
            self._push(person, operations)
        field = self.world.field
        before = field.rows()
        for person, operations in self.composed.items():
            self._push(person, operations[::-1])
        assert without_times(field.rows()) == without_times(before)
        self._check_entries()
        _rebuild(field.app)
        assert field.rows("contributions") == {"contributions": before["contributions"]}

    def _switch_trouble(self, *, is_on: bool) -> None:
        if self.model.has_trouble != is_on:
            self.model.has_trouble = is_on
            self.world.switch_trouble(is_on=is_on)

    def _change(self, data: st.DataObject, person: str) -> Operation:
        activity_id = data.draw(st.sampled_from(sorted(self.codes)))
        kind = data.draw(KINDS)
        own = [one for one in self.composed[person] if activity_id in _activities(one)]
        entry = self.model.entries.get(activity_id)
        revisions = len(entry.revisions) if entry else 0
        number = data.draw(st.sampled_from([*range(1, revisions + 1)] * 3 + [revisions + 1]))
        base: dict[str, Any] = {"base_revision": number, "base_epoch": self.world.epoch}
        if own and data.draw(st.sampled_from([True, True, False])):
            base = {"base_operation_id": data.draw(st.sampled_from(own))["operation_id"]}
        operation = {
            **self.world.phones[person].log(activity_id, **data.draw(CONTENTS)),
            "type": f"{kind}_activity",
            "municipality_code": self.codes[activity_id],
            "reason": data.draw(REASONS),
            **base,
        }
        operation["activity"]["municipality_code"] = self.codes[activity_id]
        if kind in ("void", "restore"):
            del operation["activity"]
        if kind == "move":
            there = KUNGALV if self.codes[activity_id] == ALE else ALE
            operation["activity"]["municipality_code"] = there
            operation["new_activity_id"] = ordered_id()
        return operation

    def _compose(self, person: str, operation: Operation) -> None:
        self.composed[person].append(operation)
        for activity_id, code in _activities(operation).items():
            self.codes.setdefault(activity_id, code)

    def _push(self, person: str, operations: list[Operation]) -> None:
        self.world.field.clock.advance(timedelta(seconds=1))
        results = self.world.phones[person].push(*operations)
        answers = self.model.push(person, operations)
        for operation, result, answer in zip(operations, results, answers, strict=True):
            told = (result["status"], result["revision"], slug_of(result), _names(result))
            assert told == (answer.status, answer.revision, answer.slug, set(answer.clashes))
            if result["status"] == "applied":
                receipt = self.receipts.setdefault(operation["operation_id"], result["receipt"])
                assert result["receipt"] == receipt

    def _check_entries(self) -> None:
        stored_rows = {
            row["activity_id"]: row for row in _mappings(self.world.field.app, "activities")
        }
        revisions = {}
        for row in _mappings(self.world.field.app, "activity_revisions"):
            revisions[row["activity_id"], row["revision"]] = row["operation_id"]
        counted: dict[str, set[str]] = {self.world.all_id: set(), self.world.asked_id: set()}
        fines = 0
        for activity_id, entry in self.model.entries.items():
            row = stored_rows[activity_id]
            assert (row["revision"], row["is_void"]) == (len(entry.revisions), entry.now.is_void)
            assert row["municipality_code"] == entry.code
            content = entry.now.content
            assert row["content"].get("participants") == content["participants"]
            assert row["requested_by"] == content["requested_by"]
            for position, revision in enumerate(entry.revisions, start=1):
                assert revisions[activity_id, position] == revision.operation_id
            if entry.code == ALE and not entry.now.is_void:
                counted[self.world.all_id].add(activity_id)
                if content["requested_by"] in ASKED:
                    counted[self.world.asked_id].add(activity_id)
                fines += content["order_fine_speed"] or 0
        composed = set(self.codes)
        assert composed & set(stored_rows) == set(self.model.entries)
        found: dict[str, set[str]] = {commitment_id: set() for commitment_id in counted}
        found_fines = 0
        for row in _mappings(self.world.field.app, "contributions"):
            if row["activity_id"] in composed and row["commitment_id"] in found:
                found[row["commitment_id"]].add(row["activity_id"])
            elif row["activity_id"] in composed and row["commitment_id"] == self.world.fines_id:
                found_fines += row["amount"] or 0
        assert (found, found_fines) == (counted, fines)


def _activities(operation: Operation) -> dict[str, str]:
    """The activities that an operation is about, with their municipalities."""
    found = {operation["activity_id"]: operation["municipality_code"]}
    if "new_activity_id" in operation:
        found[operation["new_activity_id"]] = operation["activity"]["municipality_code"]
    return found


def _names(result: dict[str, Any]) -> set[str]:
    return {clash.rpartition(".")[2] for clash in result["clashes"]}


def _mappings(app: Flask, table: str) -> list[dict[str, Any]]:
    with app.app_context(), db.session() as session:
        return [dict(row) for row in session.execute(db.metadata.tables[table].select()).mappings()]


def _rebuild(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        for code in (ALE, KUNGALV):
            after: str | None = None
            while (chunk := rebuild_chunk(session, code, after=after)) is not None:
                after = chunk.last_activity_id


@contextmanager
def quiet() -> Iterator[None]:
    """Trouble is logged with its traceback, hundreds of times here."""
    logger = logging.getLogger("trygglogg.sync")
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = False


def test_any_pushes_in_any_order_leave_exactly_what_they_say(field: Field) -> None:
    class Here(Pushes):
        world = World(field)

    with quiet():
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=30,
                stateful_step_count=30,
                # The same examples each time: a red test is about the change that made it red.
                derandomize=True,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
