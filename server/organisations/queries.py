"""Reads of municipalities, organisations and memberships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.db import upsert
from server.organisations.models import (
    Membership,
    Municipality,
    MunicipalityCounter,
    Organisation,
    OrganisationMunicipality,
)
from server.organisations.rules import ActorMembership


def list_memberships(
    session: Session, user_ids: Iterable[str], *, today: date
) -> dict[str, tuple[ActorMembership, ...]]:
    """Each user's memberships, ended ones too; codes are those the organisation covers today."""
    rows = session.execute(
        select(
            Membership.user_id,
            Membership.membership_id,
            Membership.role,
            Membership.valid_from,
            Membership.valid_to,
            Organisation.organisation_id,
            Organisation.name,
            Organisation.kind,
            OrganisationMunicipality.municipality_code,
        )
        .join(Organisation, Organisation.organisation_id == Membership.organisation_id)
        .outerjoin(
            OrganisationMunicipality,
            (OrganisationMunicipality.organisation_id == Organisation.organisation_id)
            & (OrganisationMunicipality.valid_from <= today)
            & (
                OrganisationMunicipality.valid_to.is_(None)
                | (OrganisationMunicipality.valid_to >= today)
            ),
        )
        .where(Membership.user_id.in_(list(user_ids)))
        .order_by(Membership.valid_from, Membership.membership_id)
    ).all()
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.municipality_code is not None:
            codes[row.membership_id].add(row.municipality_code)
    memberships: dict[str, dict[str, ActorMembership]] = defaultdict(dict)
    for row in rows:
        memberships[row.user_id][row.membership_id] = ActorMembership(
            organisation_id=row.organisation_id,
            organisation_name=row.name,
            organisation_kind=row.kind,
            role=row.role,
            municipality_codes=tuple(sorted(codes[row.membership_id])),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
    return {user_id: tuple(by_id.values()) for user_id, by_id in memberships.items()}


def list_municipalities(session: Session, codes: Iterable[str]) -> list[Municipality]:
    """The named municipalities in code order; unknown codes are left out."""
    return list(
        session.scalars(
            select(Municipality)
            .where(Municipality.municipality_code.in_(list(codes)))
            .order_by(Municipality.municipality_code)
        )
    )


def find_municipality_by_slug(session: Session, slug: str) -> Municipality | None:
    return session.scalar(select(Municipality).where(Municipality.slug == slug))


def list_organisation_names(session: Session, organisation_ids: Iterable[str]) -> dict[str, str]:
    rows = session.execute(
        select(Organisation.organisation_id, Organisation.name).where(
            Organisation.organisation_id.in_(list(organisation_ids))
        )
    )
    return {row.organisation_id: row.name for row in rows}


def next_change_seq(session: Session, municipality_code: str) -> int:
    """The municipality's next number, to be taken as the last thing in a transaction.

    The counter's row stays locked until the commit, so a later commit never has an earlier number
    and a pull that has seen a number has seen everything before it. Where a transaction touches
    several municipalities they are taken in code order, so that two of them cannot wait for each
    other.
    """
    statement = (
        upsert(session, MunicipalityCounter)
        .values(municipality_code=municipality_code, change_seq=1)
        .on_conflict_do_update(
            index_elements=["municipality_code"],
            set_={"change_seq": MunicipalityCounter.change_seq + 1},
        )
        .returning(MunicipalityCounter.change_seq)
    )
    number: int = session.execute(statement).scalar_one()
    return number
