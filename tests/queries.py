"""Counts the statements that code sends to a database."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, event

# These differ between the engines and do not grow with the rows, so they are not counted.
TRANSACTION_CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA", "SET ")


class QueryRecorder(AbstractContextManager["list[str]"]):
    """Records while its `with` block runs: `with query_recorder as statements: …`."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __enter__(self) -> list[str]:
        self.statements = []
        event.listen(Engine, "before_cursor_execute", self._record)
        return self.statements

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        event.remove(Engine, "before_cursor_execute", self._record)

    def _record(
        self,
        connection: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> None:
        if not statement.upper().startswith(TRANSACTION_CONTROL):
            self.statements.append(statement)
