"""The stored contributions: read by municipality, promise and day, and replaced by activity."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select
from sqlalchemy.orm import Session

from server.progress.models import ContributionRow
from server.progress.rules.facts import Contribution

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
    promise_ids: Collection[str],
    *,
    first: date,
    last: date | None,
    commitment_id: str | None = None,
) -> list[Contribution]:
    """What is stored for the promises' days from `first` to `last`, without the sentences."""
    query: Select[Any] = select(*_COUNTED).where(
        ContributionRow.municipality_code == municipality_code,
        ContributionRow.promise_id.in_(promise_ids),
        ContributionRow.service_date >= first,
    )
    if last is not None:
        query = query.where(ContributionRow.service_date <= last)
    if commitment_id is not None:
        query = query.where(ContributionRow.commitment_id == commitment_id)
    return [_contribution(row, ()) for row in session.execute(query)]


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
