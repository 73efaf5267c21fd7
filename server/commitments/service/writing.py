"""The steps that every write to a promise takes: refuse, keep, count anew, take a number.

Everything inside a promise raises the promise's own revision and number, so that the pull sends it
again as one piece. Functions flush and never commit; the municipality's number is taken last.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from server.commitments.models import Promise
from server.commitments.queries.promises import lock_municipality
from server.commitments.rules.promises import Party, Section
from server.organisations.queries import next_change_seq
from server.problems import FieldError, InvalidInput, StaleRevision
from server.progress.service.rebuild import recount_municipality

Value = TypeVar("Value")


def recount(session: Session, municipality_code: str) -> None:
    """Count every entry of the municipality anew, holding pushes back until the commit."""
    lock_municipality(session, municipality_code)
    recount_municipality(session, municipality_code)


def touch(session: Session, promise: Promise) -> None:
    """Say that something in a locked promise has changed: a new revision, and a new number."""
    promise.revision += 1
    session.flush()
    number_promise(session, promise)


def number_promise(session: Session, promise: Promise) -> None:
    """Take the municipality's next number, by which the pull finds the promise; the last step."""
    promise.change_seq = next_change_seq(session, promise.municipality_code)
    session.flush()


def check_base(current: int, base: int) -> None:
    """Raise stale-revision, with the current one, unless the change was made on it."""
    if base != current:
        raise StaleRevision(
            f"Du ändrade version {base}; den nuvarande är {current}.",
            extensions={"current_revision": current},
        )


def refuse(errors: list[FieldError]) -> None:
    """Raise invalid-input if there is anything to mend."""
    if errors:
        raise InvalidInput(errors=errors)


def as_json(parts: tuple[Party, ...] | tuple[Section, ...]) -> list[dict[str, Any]]:
    """The parts as JSON, what is not said left out."""
    return [
        {name: value for name, value in asdict(part).items() if value is not None} for part in parts
    ]


def said_or(said: Value | None, current: Value) -> Value:
    """What a change says, or what stands where it says nothing."""
    return current if said is None else said
