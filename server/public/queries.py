"""Reads for the residents' pages: promises in words, without anything that is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.commitments.models import Commitment, FocusArea, Promise, ResultLine
from server.sync.models import Installation

Row = TypeVar("Row", FocusArea, Commitment, ResultLine)


@dataclass(frozen=True, slots=True)
class PromiseText:
    """A promise with its focus areas, commitments and result lines, each in order."""

    promise: Promise
    focus_areas: list[FocusArea]
    commitments: list[Commitment]
    result_lines: list[ResultLine]


def is_demo(session: Session) -> bool:
    """Whether this database holds example data; one that nobody has opened yet does not."""
    return bool(session.scalar(select(Installation.is_demo)))


def list_promise_texts(session: Session, municipality_code: str) -> list[PromiseText]:
    """The municipality's published promises, the latest first; four statements in all."""
    promises = list(
        session.scalars(
            select(Promise)
            .where(Promise.municipality_code == municipality_code, Promise.status != "draft")
            .order_by(Promise.starts_on.desc(), Promise.promise_id)
        )
    )
    ids = [promise.promise_id for promise in promises]
    focus_areas = _by_promise(session, FocusArea, municipality_code, ids)
    commitments = _by_promise(session, Commitment, municipality_code, ids)
    result_lines = _by_promise(session, ResultLine, municipality_code, ids)
    return [
        PromiseText(
            promise=promise,
            focus_areas=focus_areas[promise.promise_id],
            commitments=commitments[promise.promise_id],
            result_lines=[
                line for line in result_lines[promise.promise_id] if line.withdrawn_at is None
            ],
        )
        for promise in promises
    ]


def _by_promise(
    session: Session, table: type[Row], municipality_code: str, promise_ids: Collection[str]
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in session.scalars(
        select(table)
        .where(table.municipality_code == municipality_code, table.promise_id.in_(promise_ids))
        .order_by(table.position)
    ):
        found[row.promise_id].append(row)
    return found
