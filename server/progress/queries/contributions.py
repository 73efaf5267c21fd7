"""The stored contributions: read by municipality, promise and day, and replaced by activity."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select
from sqlalchemy.orm import Session

from server.progress.models import ContributionRow
from server.progress.rules.facts import Contribution, CountingRule

_COUNTED = (
    ContributionRow.municipality_code,
    ContributionRow.promise_id,
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
    ContributionRow.unit_ids,
    ContributionRow.is_pending,
)


def list_contributions(
    session: Session,
    municipality_code: str,
    rules: Collection[CountingRule],
    *,
    first: date,
    last: date | None,
) -> list[Contribution]:
    """What is stored under these rules for the days from `first` to `last`, without sentences."""
    query = select(*_COUNTED).where(under(municipality_code, rules, first=first, last=last))
    return [_contribution(row, ()) for row in session.execute(query)]


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


def list_sentences(
    session: Session,
    municipality_code: str,
    commitment_id: str,
    rule_revision: int,
    activity_ids: Collection[str],
) -> dict[str, tuple[str, ...]]:
    """Why each of these activities counts for the commitment."""
    rows = session.execute(
        select(ContributionRow.activity_id, ContributionRow.why).where(
            ContributionRow.municipality_code == municipality_code,
            ContributionRow.commitment_id == commitment_id,
            ContributionRow.rule_revision == rule_revision,
            ContributionRow.activity_id.in_(activity_ids),
        )
    )
    return {row.activity_id: tuple(row.why) for row in rows}


def list_stored_contributions(
    session: Session, municipality_code: str, activity_ids: Collection[str]
) -> list[Contribution]:
    """Everything stored for these activities, the sentences too."""
    rows = session.execute(
        select(*_COUNTED, ContributionRow.why).where(
            ContributionRow.municipality_code == municipality_code,
            ContributionRow.activity_id.in_(activity_ids),
        )
    )
    return [_contribution(row, tuple(row.why)) for row in rows]


def replace_contributions(
    session: Session,
    municipality_code: str,
    activity_ids: Collection[str],
    contributions: Sequence[Contribution],
) -> None:
    """Let these be all that the activities contribute; at most two statements."""
    session.execute(
        delete(ContributionRow).where(
            ContributionRow.municipality_code == municipality_code,
            ContributionRow.activity_id.in_(activity_ids),
        ),
        execution_options={"synchronize_session": False},
    )
    if contributions:
        session.execute(insert(ContributionRow), [_columns(one) for one in contributions])


def _columns(contribution: Contribution) -> dict[str, Any]:
    return {
        **asdict(contribution),
        "unit_ids": list(contribution.unit_ids),
        "why": list(contribution.why),
    }


def _contribution(row: Row[Any], why: tuple[str, ...]) -> Contribution:
    return Contribution(
        municipality_code=row.municipality_code,
        promise_id=row.promise_id,
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
        unit_ids=tuple(row.unit_ids),
        is_pending=row.is_pending,
        why=why,
    )
