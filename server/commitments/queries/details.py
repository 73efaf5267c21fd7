"""Promises and commitments with everything in them, under the names of the wire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.commitments.models import (
    Commitment,
    CountingRuleRevision,
    FocusArea,
    Promise,
    ResultLine,
)


@dataclass(frozen=True, slots=True)
class CommitmentDetail:
    """A commitment with its current rule, under the names of the wire."""

    commitment_id: str
    promise_id: str
    focus_area_id: str | None
    position: int
    short_name: str
    text: str
    role: str
    parties: list[Any]
    parts_note: str | None
    counting_rule: CountingRuleRevision | None
    withdrawn: bool
    revision: int


@dataclass(frozen=True, slots=True)
class PromiseDetail:
    """A promise with everything in it, under the names of the wire."""

    promise_id: str
    municipality_code: str
    label: str
    title: str
    starts_on: date
    ends_on: date | None
    until_further_notice: bool
    status: str
    is_example: bool
    source_note: str
    sections: list[Any]
    parties: list[Any]
    revision: int
    change_seq: int
    recorded_at: datetime
    focus_areas: tuple[FocusArea, ...]
    commitments: tuple[CommitmentDetail, ...]
    result_lines: tuple[ResultLine, ...]


def detail_promises(session: Session, promises: Sequence[Promise]) -> list[PromiseDetail]:
    """The promises with everything in them, in four statements whatever their number."""
    if not promises:
        return []
    codes = {promise.municipality_code for promise in promises}
    ids = [promise.promise_id for promise in promises]
    focus_areas = _by_promise(
        session.scalars(
            select(FocusArea)
            .where(FocusArea.municipality_code.in_(codes), FocusArea.promise_id.in_(ids))
            .order_by(FocusArea.position, FocusArea.focus_area_id)
        )
    )
    commitments = _by_promise(
        session.scalars(
            select(Commitment)
            .where(Commitment.municipality_code.in_(codes), Commitment.promise_id.in_(ids))
            .order_by(Commitment.position, Commitment.commitment_id)
        )
    )
    result_lines = _by_promise(
        session.scalars(
            select(ResultLine)
            .where(
                ResultLine.municipality_code.in_(codes),
                ResultLine.promise_id.in_(ids),
                ResultLine.withdrawn_at.is_(None),
            )
            .order_by(ResultLine.position, ResultLine.result_line_id)
        )
    )
    rules = _current_rules(session, codes, ids)
    return [
        PromiseDetail(
            **{name: getattr(promise, name) for name in _PROMISE_COLUMNS},
            focus_areas=tuple(focus_areas[promise.promise_id]),
            commitments=tuple(
                _detail(commitment, rules.get(commitment.commitment_id))
                for commitment in commitments[promise.promise_id]
            ),
            result_lines=tuple(result_lines[promise.promise_id]),
        )
        for promise in promises
    ]


def detail_commitment(session: Session, commitment: Commitment) -> CommitmentDetail:
    rule = session.scalar(
        select(CountingRuleRevision).where(
            CountingRuleRevision.municipality_code == commitment.municipality_code,
            CountingRuleRevision.commitment_id == commitment.commitment_id,
            CountingRuleRevision.state == "current",
        )
    )
    return _detail(commitment, rule)


_PROMISE_COLUMNS = (
    "promise_id",
    "municipality_code",
    "label",
    "title",
    "starts_on",
    "ends_on",
    "until_further_notice",
    "status",
    "is_example",
    "source_note",
    "sections",
    "parties",
    "revision",
    "change_seq",
    "recorded_at",
)


def _detail(commitment: Commitment, rule: CountingRuleRevision | None) -> CommitmentDetail:
    return CommitmentDetail(
        commitment_id=commitment.commitment_id,
        promise_id=commitment.promise_id,
        focus_area_id=commitment.focus_area_id,
        position=commitment.position,
        short_name=commitment.short_name,
        text=commitment.text,
        role=commitment.role,
        parties=commitment.parties,
        parts_note=commitment.parts_note,
        counting_rule=rule,
        withdrawn=commitment.withdrawn_at is not None,
        revision=commitment.revision,
    )


def _current_rules(
    session: Session, codes: Collection[str], promise_ids: Collection[str]
) -> dict[str, CountingRuleRevision]:
    rows = session.scalars(
        select(CountingRuleRevision)
        .join(
            Commitment,
            (Commitment.municipality_code == CountingRuleRevision.municipality_code)
            & (Commitment.commitment_id == CountingRuleRevision.commitment_id),
        )
        .where(
            CountingRuleRevision.municipality_code.in_(codes),
            Commitment.promise_id.in_(promise_ids),
            CountingRuleRevision.state == "current",
        )
    )
    return {rule.commitment_id: rule for rule in rows}


def _by_promise(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.promise_id].append(row)
    return found
