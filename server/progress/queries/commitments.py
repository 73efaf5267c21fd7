"""Reads of commitments and how they are counted, as they stand or as they were known."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from server.commitments.models import (
    Adjustment,
    Commitment,
    CountingRuleRevision,
    Deviation,
    Promise,
    Unit,
)
from server.progress.rules import facts
from server.progress.rules.where import where_from

_RULE = (
    CountingRuleRevision.municipality_code,
    CountingRuleRevision.commitment_id,
    CountingRuleRevision.revision,
    CountingRuleRevision.type,
    CountingRuleRevision.target,
    CountingRuleRevision.window,
    CountingRuleRevision.kinds,
    CountingRuleRevision.where,
    CountingRuleRevision.sum_of,
    CountingRuleRevision.unit_kind,
    CountingRuleRevision.text,
    Promise.promise_id,
    Promise.starts_on,
    Promise.ends_on,
)
_JOINED_RULES = (
    select(*_RULE)
    .join(
        Commitment,
        and_(
            Commitment.municipality_code == CountingRuleRevision.municipality_code,
            Commitment.commitment_id == CountingRuleRevision.commitment_id,
        ),
    )
    .join(
        Promise,
        and_(
            Promise.municipality_code == Commitment.municipality_code,
            Promise.promise_id == Commitment.promise_id,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class CountedCommitment:
    """A commitment with its rule, if it has one, and what is said beside its number."""

    line: facts.CommitmentLine
    rule: facts.CountingRule | None
    adjustments: tuple[facts.Adjustment, ...]
    deviations: tuple[facts.Deviation, ...]


@dataclass(frozen=True, slots=True)
class CountingRules:
    """The rules entries are counted under, and the names of the commitments they belong to.

    Those in `unannounced` are being built beside the current ones, or stand in a draft. They count,
    so that nothing is missing when they take over or the promise is published; until then nobody
    is told of what they count.
    """

    rules: tuple[facts.CountingRule, ...]
    short_names: dict[str, str]
    unannounced: frozenset[tuple[str, int]]


def list_counting_rules(session: Session, municipality_code: str) -> CountingRules:
    """Every rule that entries of the municipality are counted under now, in one statement."""
    rows = session.execute(
        _JOINED_RULES.add_columns(CountingRuleRevision.state, Commitment.short_name, Promise.status)
        .where(
            CountingRuleRevision.municipality_code == municipality_code,
            CountingRuleRevision.state.in_(("current", "counting")),
        )
        .order_by(
            Promise.starts_on,
            Promise.promise_id,
            Commitment.position,
            Commitment.commitment_id,
            CountingRuleRevision.revision,
        )
    ).all()
    return CountingRules(
        rules=tuple(_rule(row) for row in rows),
        short_names={row.commitment_id: row.short_name for row in rows},
        unannounced=frozenset(
            (row.commitment_id, row.revision)
            for row in rows
            if row.state == "counting" or row.status == "draft"
        ),
    )


def list_counted_commitments(
    session: Session,
    municipality_code: str,
    promise_ids: Collection[str],
    *,
    known_at: datetime | None = None,
) -> dict[str, list[CountedCommitment]]:
    """Each promise's commitments in order, in four statements whatever their number.

    With `known_at`, as they had been recorded by that instant.
    """
    query = select(
        Commitment.commitment_id,
        Commitment.promise_id,
        Commitment.short_name,
        Commitment.role,
        Commitment.parts_note,
        Commitment.withdrawn_at,
    ).where(
        Commitment.municipality_code == municipality_code, Commitment.promise_id.in_(promise_ids)
    )
    if known_at is not None:
        query = query.where(Commitment.recorded_at <= known_at)
    commitments = session.execute(
        query.order_by(Commitment.position, Commitment.commitment_id)
    ).all()
    ids = [row.commitment_id for row in commitments]
    rules = _standing_rules(session, municipality_code, ids, known_at=known_at)
    adjustments = _adjustments(session, municipality_code, ids, known_at=known_at)
    deviations = _deviations(session, municipality_code, ids, known_at=known_at)
    found: dict[str, list[CountedCommitment]] = defaultdict(list)
    for row in commitments:
        line = facts.CommitmentLine(
            commitment_id=row.commitment_id,
            promise_id=row.promise_id,
            short_name=row.short_name,
            role=row.role,
            is_withdrawn=row.withdrawn_at is not None
            and (known_at is None or row.withdrawn_at <= known_at),
            parts_note=row.parts_note,
        )
        found[row.promise_id].append(
            CountedCommitment(
                line=line,
                rule=rules.get(row.commitment_id),
                adjustments=tuple(adjustments[row.commitment_id]),
                deviations=tuple(deviations[row.commitment_id]),
            )
        )
    return found


def list_units(
    session: Session,
    municipality_code: str,
    unit_kinds: Collection[str],
    *,
    known_at: datetime | None = None,
) -> list[facts.Unit]:
    """The municipality's units of these kinds, whenever they are valid; none asks nothing."""
    if not unit_kinds:
        return []
    query = select(Unit.unit_id, Unit.unit_kind, Unit.valid_from, Unit.valid_to).where(
        Unit.municipality_code == municipality_code, Unit.unit_kind.in_(unit_kinds)
    )
    if known_at is not None:
        query = query.where(Unit.recorded_at <= known_at)
    return [facts.Unit(*row) for row in session.execute(query)]


def _standing_rules(
    session: Session,
    municipality_code: str,
    commitment_ids: Collection[str],
    *,
    known_at: datetime | None,
) -> dict[str, facts.CountingRule]:
    """The current rule of each; with `known_at` the newest one that had been made current."""
    query = _JOINED_RULES.where(
        CountingRuleRevision.municipality_code == municipality_code,
        CountingRuleRevision.commitment_id.in_(commitment_ids),
    ).order_by(CountingRuleRevision.revision)
    if known_at is None:
        query = query.where(CountingRuleRevision.state == "current")
    else:
        query = query.where(
            CountingRuleRevision.state != "counting", CountingRuleRevision.recorded_at <= known_at
        )
    return {row.commitment_id: _rule(row) for row in session.execute(query)}


def _adjustments(
    session: Session,
    municipality_code: str,
    commitment_ids: Collection[str],
    *,
    known_at: datetime | None,
) -> dict[str, list[facts.Adjustment]]:
    rows = session.execute(
        select(
            Adjustment.commitment_id,
            Adjustment.low,
            Adjustment.high,
            Adjustment.qualifier,
            Adjustment.words,
            Adjustment.kinds,
            Adjustment.starts_on,
            Adjustment.ends_on,
        ).where(
            Adjustment.municipality_code == municipality_code,
            Adjustment.commitment_id.in_(commitment_ids),
            _recorded(Adjustment, known_at),
        )
    )
    found: dict[str, list[facts.Adjustment]] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(
            facts.Adjustment(
                low=row.low,
                high=row.high,
                qualifier=row.qualifier,
                words=row.words,
                kinds=tuple(row.kinds),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )
        )
    return found


def _deviations(
    session: Session,
    municipality_code: str,
    commitment_ids: Collection[str],
    *,
    known_at: datetime | None,
) -> dict[str, list[facts.Deviation]]:
    rows = session.execute(
        select(
            Deviation.commitment_id,
            Deviation.reason,
            Deviation.text,
            Deviation.occurred_on,
            Deviation.substitute_activity_id,
            Deviation.substitute_text,
        ).where(
            Deviation.municipality_code == municipality_code,
            Deviation.commitment_id.in_(commitment_ids),
            _recorded(Deviation, known_at),
        )
    )
    found: dict[str, list[facts.Deviation]] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(facts.Deviation(*row[1:]))
    return found


def _recorded(
    table: type[Adjustment | Deviation], known_at: datetime | None
) -> ColumnElement[bool]:
    """Recorded and not withdrawn: now, or by that instant."""
    if known_at is None:
        return table.withdrawn_at.is_(None)
    return and_(
        table.recorded_at <= known_at,
        or_(table.withdrawn_at.is_(None), table.withdrawn_at > known_at),
    )


def _rule(row: Row[Any]) -> facts.CountingRule:
    return facts.CountingRule(
        municipality_code=row.municipality_code,
        promise_id=row.promise_id,
        commitment_id=row.commitment_id,
        revision=row.revision,
        type=row.type,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        target=row.target,
        window=row.window,
        kinds=tuple(row.kinds),
        where=where_from(row.where),
        sum_of=row.sum_of,
        unit_kind=row.unit_kind,
        text=row.text,
    )
