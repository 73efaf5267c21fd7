"""Writing, changing and publishing promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from server.commitments.models import FocusArea, Promise
from server.commitments.queries.promises import list_focus_areas
from server.commitments.rules.promises import (
    FocusAreaChange,
    NewPromise,
    PromiseChange,
    area_errors,
    period_errors,
    promise_texts,
)
from server.commitments.service.writing import (
    as_json,
    check_base,
    number_promise,
    recount,
    refuse,
    said_or,
    touch,
)
from server.privacy.rules import text_errors
from server.problems import FieldError


def create_promise(
    session: Session, new: NewPromise, *, now: datetime, promise_id: str | None = None
) -> Promise:
    """A draft, seen by nobody but coordinators until it is published. Raises invalid-input."""
    refuse(
        period_errors(new.starts_on, new.ends_on, until_further_notice=new.until_further_notice)
        + text_errors(promise_texts(new))
    )
    promise = Promise(
        municipality_code=new.municipality_code,
        promise_id=promise_id or str(uuid4()),
        label=new.label,
        title=new.title,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        until_further_notice=new.until_further_notice,
        status="draft",
        is_example=False,
        source_note=new.source_note,
        sections=as_json(new.sections),
        parties=as_json(new.parties),
        revision=1,
        recorded_at=now,
        change_seq=0,
    )
    session.add(promise)
    session.flush()
    _add_focus_areas(session, promise, list(new.focus_areas), first=0)
    number_promise(session, promise)
    return promise


def change_promise(session: Session, promise: Promise, change: PromiseChange) -> None:
    """Change a locked promise. New dates move what counts, so everything is counted anew.

    Raises stale-revision when `base_revision` isn't the current one, else invalid-input.
    """
    check_base(promise.revision, change.base_revision)
    starts_on = change.starts_on or promise.starts_on
    ends_on, until_further_notice = _end(promise, change)
    errors = period_errors(starts_on, ends_on, until_further_notice=until_further_notice)
    if change.status is not None and promise.status == "draft":
        errors.append(FieldError("#/status", "Publicera löftet först."))
    refuse(errors + text_errors(promise_texts(change)))
    moves = (starts_on, ends_on) != (promise.starts_on, promise.ends_on)
    promise.starts_on, promise.ends_on = starts_on, ends_on
    promise.until_further_notice = until_further_notice
    promise.label = said_or(change.label, promise.label)
    promise.title = said_or(change.title, promise.title)
    promise.status = said_or(change.status, promise.status)
    promise.source_note = said_or(change.source_note, promise.source_note)
    if change.sections is not None:
        promise.sections = as_json(change.sections)
    if change.parties is not None:
        promise.parties = as_json(change.parties)
    if change.focus_areas is not None:
        _change_focus_areas(session, promise, change.focus_areas)
    session.flush()
    if moves:
        recount(session, promise.municipality_code)
    touch(session, promise)


def publish_promise(session: Session, promise: Promise, *, now: datetime) -> None:
    """Let everyone in the municipality see a locked draft; one already published stays as it is."""
    if promise.status != "draft":
        return
    promise.status = "active"
    promise.published_at = now
    touch(session, promise)


def _change_focus_areas(
    session: Session, promise: Promise, changes: tuple[FocusAreaChange, ...]
) -> None:
    known = list_focus_areas(session, promise)
    refuse(
        [
            error
            for position, one in enumerate(changes)
            for error in area_errors(
                one.focus_area_id, known, pointer=f"#/focus_areas/{position}/id"
            )
        ]
    )
    for position, one in enumerate(changes):
        if one.focus_area_id is not None:
            area = known[one.focus_area_id]
            area.name, area.position = one.name, position
        else:
            _add_focus_areas(session, promise, [one.name], first=position)


def _add_focus_areas(session: Session, promise: Promise, names: list[str], *, first: int) -> None:
    session.add_all(
        FocusArea(
            municipality_code=promise.municipality_code,
            focus_area_id=str(uuid4()),
            promise_id=promise.promise_id,
            name=name,
            position=position,
        )
        for position, name in enumerate(names, first)
    )
    session.flush()


def _end(promise: Promise, change: PromiseChange) -> tuple[Any, bool]:
    """The last day and whether there is none: saying one of the two settles the other."""
    if change.until_further_notice:
        return change.ends_on, True
    if change.ends_on is not None:
        return change.ends_on, False
    if change.until_further_notice is False:
        return promise.ends_on, False
    return promise.ends_on, promise.until_further_notice
