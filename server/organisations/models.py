"""Municipalities, the organisations that work in them, and who is a member of what, when."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json

ORGANISATION_KINDS = (
    "municipality",
    "police_area",
    "association",
    "company",
    "rescue_service",
)
ROLES = ("reporter", "group_leader", "coordinator", "viewer", "administrator")


class Municipality(Base):
    __tablename__ = "municipalities"

    municipality_code: Mapped[str] = mapped_column(
        String(4), primary_key=True, comment="SCB's code as text, leading zero kept"
    )
    name: Mapped[str] = mapped_column(comment="official form; a genitive is never generated")
    short_name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True, comment="the residents' address, /<slug>/")
    evening_cut_off: Mapped[str] = mapped_column(
        String(5), default="05:00", comment="an evening kind's day turns at this local time"
    )
    public_delay_days: Mapped[int] = mapped_column(default=7)
    mask_below: Mapped[int] = mapped_column(
        default=5, comment="person-related outcomes from 1 up to this are masked for others"
    )

    __table_args__ = (CheckConstraint("mask_below in (3, 5)", name="mask_below_known"),)


class MunicipalityCounter(Base):
    """The source of `change_seq`. Taken last in a transaction, in code order when several."""

    __tablename__ = "municipality_counters"

    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    change_seq: Mapped[int] = mapped_column(default=0)


class Organisation(Base):
    __tablename__ = "organisations"

    organisation_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    aliases: Mapped[list[Any]] = mapped_column(Json, default=list)
    successor_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("organisations.organisation_id"), comment="after a reorganisation"
    )

    __table_args__ = (CheckConstraint(f"kind in {ORGANISATION_KINDS!r}", name="kind_known"),)


class OrganisationMunicipality(Base):
    """In which municipalities an organisation works, and when."""

    __tablename__ = "organisation_municipalities"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.municipality_code"), primary_key=True
    )
    organisation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("organisations.organisation_id"), primary_key=True
    )
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None] = mapped_column(comment="the last valid day")

    # Every request asks where its actor's organisations work.
    __table_args__ = (Index(None, "organisation_id"),)


class Membership(Base):
    __tablename__ = "memberships"

    membership_id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisations.organisation_id"))
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(comment="the last valid day")

    __table_args__ = (
        CheckConstraint(f"role in {ROLES!r}", name="role_known"),
        Index(None, "user_id"),
    )
