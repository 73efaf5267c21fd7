"""What must be true after any pushes, written from the words of the design alone.

It shares no code with the server: contents are plain dictionaries of three members, revisions are
lists, and what is undone is undone by keeping a copy. Only what can be seen from outside is kept.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from tests.server.sync.phone import Operation

Content = dict[str, Any]

MEMBERS = ("participants", "requested_by", "order_fine_speed")
TROUBLE = "trouble"


class Trouble(Exception):
    """Stands for what nobody foresaw."""


@dataclass(slots=True)
class Revision:
    operation_id: str
    content: Content
    carried: Content | None
    is_void: bool


@dataclass(slots=True)
class Entry:
    author: str
    code: str
    revisions: list[Revision]
    has_moved: bool = False

    @property
    def now(self) -> Revision:
        return self.revisions[-1]


@dataclass(slots=True)
class Answer:
    """What the author of an operation is told, as far as it can be foretold."""

    status: str
    revision: int | None = None
    clashes: tuple[str, ...] = ()
    slug: str = ""


@dataclass(slots=True)
class Known:
    """An operation that the server remembers, with its latest answer and when it came."""

    operation: Operation
    author: str
    answer: Answer
    arrived: int


@dataclass(slots=True)
class Model:
    """`coordinator` may correct everybody's entries; the others only their own."""

    epoch: str
    coordinator: str
    entries: dict[str, Entry] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    has_trouble: bool = False
    pushes: int = 0

    def push(self, author: str, operations: list[Operation]) -> list[Answer]:
        """The answers to a push; all together, or one by one when one of them meets trouble."""
        self.pushes += 1
        before = copy.deepcopy((self.entries, self.known))
        try:
            return self._run(author, operations, settles=True)
        except Trouble:
            self.entries, self.known = before
        answers = []
        for operation in operations:
            answers += self._alone(author, operation)
        return answers

    def _alone(self, author: str, operation: Operation) -> list[Answer]:
        for settles in (True, False):
            before = copy.deepcopy((self.entries, self.known))
            try:
                return self._run(author, [operation], settles=settles)
            except Trouble:
                self.entries, self.known = before
        return [Answer("failed", slug="internal")]

    def _run(self, author: str, operations: list[Operation], *, settles: bool) -> list[Answer]:
        held = [k for k in self.known.values() if k.answer.status == "held"]
        order = [
            k.operation["operation_id"]
            for k in sorted(held, key=lambda k: (k.arrived, k.operation["operation_id"]))
        ]
        waiting = order if settles else []
        refused: dict[int, Answer] = {}
        for position, operation in enumerate(operations):
            known = self.known.get(operation["operation_id"])
            if known is None:
                new = Known(operation, author, Answer("new"), self.pushes)
                self.known[operation["operation_id"]] = new
                self._try(new, waiting)
            elif known.author != author:
                refused[position] = Answer("rejected", slug="not-found")
            elif known.operation != operation:
                refused[position] = Answer("rejected", slug="operation-reused")
        return [
            refused.get(position, self.known[operation["operation_id"]].answer)
            for position, operation in enumerate(operations)
        ]

    def _try(self, one: Known, waiting: list[str]) -> None:
        operation_id = one.operation["operation_id"]
        answer = self._answer(one)
        if answer.status == "held":
            if operation_id not in waiting:
                waiting.append(operation_id)
            one.answer = answer
            return
        one.answer = answer
        if operation_id in waiting:
            waiting.remove(operation_id)
        touched = set()
        if answer.status == "applied":
            touched = {one.operation["activity_id"], one.operation.get("new_activity_id")}
        for other_id in list(waiting):
            other = self.known[other_id]
            if other_id in waiting and (
                other.operation["activity_id"] in touched
                or other.operation.get("base_operation_id") == operation_id
            ):
                self._try(other, waiting)

    def _answer(self, one: Known) -> Answer:
        operation, author = one.operation, one.author
        carried = content_of(operation)
        is_bad = carried is not None and carried["participants"] == -1
        entry = self.entries.get(operation["activity_id"])
        if operation["type"] == "log_activity":
            if entry is not None:
                slug = "already-exists" if entry.author == author else "not-found"
                return Answer("rejected", slug=slug)
            if is_bad:
                return Answer("rejected", slug="invalid-input")
            assert carried is not None
            code = operation["municipality_code"]
            self._make(operation, Entry(author, code, []), carried, carried)
            return Answer("applied", 1)
        base_operation = self.known.get(operation.get("base_operation_id") or "")
        if base_operation is not None and base_operation.author != author:
            return Answer("rejected", slug="not-found")
        if entry is None:
            is_hopeless = base_operation and base_operation.answer.status == "rejected"
            return Answer("rejected", slug="base-rejected") if is_hopeless else Answer("held")
        if author not in (entry.author, self.coordinator):
            return Answer("rejected", slug="not-found")
        base = self._base(operation, entry, base_operation)
        if isinstance(base, Answer):
            return base
        return self._change(operation, entry, base, is_bad=is_bad)

    def _base(
        self, operation: Operation, entry: Entry, base_operation: Known | None
    ) -> Content | Answer:
        if operation.get("base_operation_id") is not None:
            if base_operation is None or base_operation.answer.status in ("held", "new"):
                return Answer("held")
            if base_operation.answer.status == "rejected":
                return Answer("rejected", slug="base-rejected")
            for revision in entry.revisions:
                if revision.operation_id == operation["base_operation_id"]:
                    return revision.content if revision.carried is None else revision.carried
            led_to = base_operation.answer.revision
            assert led_to is not None
            return entry.revisions[led_to - 1].content
        number: int | None = operation.get("base_revision")
        if number is not None:
            if number > len(entry.revisions):
                return Answer("held")
            return entry.revisions[number - 1].content
        return entry.now.content

    def _change(self, operation: Operation, entry: Entry, base: Content, *, is_bad: bool) -> Answer:
        kind, now = operation["type"], entry.now
        carried = content_of(operation)
        if kind in ("void_activity", "restore_activity"):
            wanted = kind == "void_activity"
            if now.is_void == wanted:
                return Answer("applied", len(entry.revisions))
            if entry.has_moved:
                return Answer("rejected", slug="invalid-input")
            self._make(operation, entry, now.content, None, is_void=wanted)
            return Answer("applied", len(entry.revisions))
        assert carried is not None
        merged = {
            name: carried[name] if now.content[name] == base[name] else now.content[name]
            for name in MEMBERS
        }
        clashes = tuple(
            name
            for name in MEMBERS
            if len({carried[name], base[name]}) == 2
            and now.content[name] not in (carried[name], base[name])
        )
        if kind == "correct_activity":
            if is_bad:
                return Answer("rejected", slug="invalid-input")
            self._make(operation, entry, merged, carried, is_void=now.is_void)
            return Answer("applied", len(entry.revisions), clashes)
        if operation["new_activity_id"] in self.entries:
            return Answer("rejected", slug="already-exists")
        if now.is_void or is_bad:
            return Answer("rejected", slug="invalid-input")
        self._make(operation, entry, now.content, carried, is_void=True)
        entry.has_moved = True
        code = operation["activity"]["municipality_code"]
        moved = Entry(entry.author, code, [])
        self._make(
            {**operation, "activity_id": operation["new_activity_id"]}, moved, merged, carried
        )
        return Answer("applied", len(entry.revisions), clashes)

    def _make(
        self,
        operation: Operation,
        entry: Entry,
        content: Content,
        carried: Content | None,
        *,
        is_void: bool = False,
    ) -> None:
        if self.has_trouble and operation.get("reason") == TROUBLE:
            raise Trouble
        entry.revisions.append(Revision(operation["operation_id"], content, carried, is_void))
        self.entries[operation["activity_id"]] = entry


def content_of(operation: Operation) -> Content | None:
    """The three members of what an operation carries; None where it carries no activity."""
    activity = operation.get("activity")
    if activity is None:
        return None
    return {
        "participants": activity.get("participants"),
        "requested_by": activity.get("requested_by", "unknown"),
        "order_fine_speed": activity.get("outcomes", {}).get("order_fine_speed"),
    }
