"""The stored contributions: read by municipality, promise and day, and replaced by activity."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.db import insert_rows
from server.progress.models import ContributionRow
from server.progress.rules.facts import Contribution, CountingRule

_COUNTED = (
    ContributionRow.commitment_id,
    ContributionRow.rule_revision,
    ContributionRow.activity_id,
    ContributionRow.activity_revision,
    ContributionRow.organisation_id,
    ContributionRow.kind,
    ContributionRow.service_date,
    ContributionRow.started_at,
    ContributionRow.requested_by,
    ContributionRow.amount,
    ContributionRow.is_pending,
)
# Not `asdict`, which copies every value in depth: a tenth of the time that a push takes.
_MEMBERS = fields(Contribution)


def list_contributions(
    session: Session,
    municipality_code: str,
    rules: Collection[CountingRule],
    *,
    first: date,
    last: date | None,
) -> list[Contribution]:
    """What is stored under these rules for the days from `first` to `last`, without sentences.

    Units are read only where a rule needs them: reading JSON costs more than all the rest of a row.
    """
    promise_ids = {rule.commitment_id: rule.promise_id for rule in rules}
    covering = [rule for rule in rules if rule.type == "coverage"]
    others = [rule for rule in rules if rule.type != "coverage"]
    found: list[Contribution] = []
    for some, columns in ((others, _COUNTED), (covering, (*_COUNTED, ContributionRow.unit_ids))):
        if some:
            rows = session.execute(
                select(*columns).where(under(municipality_code, some, first=first, last=last))
            )
            found += [
                _contribution(
                    row,
                    municipality_code,
                    promise_ids[row.commitment_id],
                    unit_ids=tuple(row.unit_ids) if some is covering else (),
                )
                for row in rows
            ]
    return found


def under(
    municipality_code: str, rules: Collection[CountingRule], *, first: date, last: date | None
) -> ColumnElement[bool]:
    """Stored rows of these rules' commitments on these days, found by promise and day."""
    found = and_(
        ContributionRow.municipality_code == municipality_code,
        ContributionRow.promise_id.in_({rule.promise_id for rule in rules}),
        ContributionRow.service_date >= first,
        ContributionRow.commitment_id.in_({rule.commitment_id for rule in rules}),
    )
    return found if last is None else and_(found, ContributionRow.service_date <= last)


def with_sentences(
    session: Session, municipality_code: str, contributions: Sequence[Contribution]
) -> list[Contribution]:
    """The same stored contributions, each with why it counts."""
    if not contributions:
        return []
    rows = session.execute(
        select(
            ContributionRow.commitment_id,
            ContributionRow.rule_revision,
            ContributionRow.activity_id,
            ContributionRow.why,
        ).where(
            ContributionRow.municipality_code == municipality_code,
            ContributionRow.commitment_id.in_({one.commitment_id for one in contributions}),
            ContributionRow.activity_id.in_({one.activity_id for one in contributions}),
        )
    )
    why = {(row[0], row[1], row[2]): tuple(row.why) for row in rows}
    return [
        replace(one, why=why[one.commitment_id, one.rule_revision, one.activity_id])
        for one in contributions
    ]


def list_stored_contributions(
    session: Session, municipality_code: str, activity_ids: Collection[str]
) -> list[Contribution]:
    """Everything stored for these activities, the sentences too."""
    columns: tuple[InstrumentedAttribute[Any], ...] = (
        *_COUNTED,
        ContributionRow.promise_id,
        ContributionRow.unit_ids,
        ContributionRow.why,
    )
    query = select(*columns).where(
        ContributionRow.municipality_code == municipality_code,
        ContributionRow.activity_id.in_(activity_ids),
    )
    return [
        _contribution(
            row,
            municipality_code,
            row.promise_id,
            unit_ids=tuple(row.unit_ids),
            why=tuple(row.why),
        )
        for row in session.execute(query)
    ]


def replace_contributions(
    session: Session,
    municipality_code: str,
    activity_ids: Collection[str],
    contributions: Sequence[Contribution],
) -> None:
    """Let these be all that the activities contribute; at most three statements.

    Activities whose rows are right already are left alone: rewriting them would fill PostgreSQL's
    index with dead rows that every later look at the promise has to step over.
    """
    stored = _by_activity(list_stored_contributions(session, municipality_code, activity_ids))
    wanted = _by_activity(contributions)
    wrong = {
        activity_id
        for activity_id in stored.keys() | wanted.keys()
        if stored.get(activity_id) != wanted.get(activity_id)
    }
    if gone := wrong & stored.keys():
        session.execute(
            delete(ContributionRow).where(
                ContributionRow.municipality_code == municipality_code,
                ContributionRow.activity_id.in_(gone),
            ),
            execution_options={"synchronize_session": False},
        )
    new = [_columns(one) for one in contributions if one.activity_id in wrong]
    insert_rows(session, ContributionRow, new)


def _by_activity(contributions: Iterable[Contribution]) -> dict[str, set[Contribution]]:
    found: dict[str, set[Contribution]] = defaultdict(set)
    for one in contributions:
        found[one.activity_id].add(one)
    return found


def _columns(contribution: Contribution) -> dict[str, Any]:
    return {
        **{member.name: getattr(contribution, member.name) for member in _MEMBERS},
        "unit_ids": list(contribution.unit_ids),
        "why": list(contribution.why),
    }


def _contribution(
    row: Row[Any],
    municipality_code: str,
    promise_id: str,
    *,
    unit_ids: tuple[str, ...],
    why: tuple[str, ...] = (),
) -> Contribution:
    return Contribution(
        municipality_code=municipality_code,
        promise_id=promise_id,
        commitment_id=row.commitment_id,
        rule_revision=row.rule_revision,
        activity_id=row.activity_id,
        activity_revision=row.activity_revision,
        organisation_id=row.organisation_id,
        kind=row.kind,
        service_date=row.service_date,
        started_at=row.started_at,
        requested_by=row.requested_by,
        amount=row.amount,
        unit_ids=unit_ids,
        is_pending=row.is_pending,
        why=why,
    )
