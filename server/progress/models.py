"""What each activity adds to each commitment now. Derived: it can be rebuilt at any time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json


class ContributionRow(Base):
    __tablename__ = "contributions"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    commitment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    rule_revision: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(Id, primary_key=True)
    promise_id: Mapped[str] = mapped_column(Id)
    activity_revision: Mapped[int]
    service_date: Mapped[date]
    started_at: Mapped[datetime | None]
    kind: Mapped[str]
    organisation_id: Mapped[str] = mapped_column(Id)
    requested_by: Mapped[str]
    amount: Mapped[int | None]
    unit_ids: Mapped[list[Any]] = mapped_column(Json, default=list)
    is_pending: Mapped[bool]
    why: Mapped[list[Any]] = mapped_column(Json, comment="the sentences that say why it counts")

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
        ),
        Index(None, "municipality_code", "promise_id", "service_date"),
        Index(None, "municipality_code", "activity_id"),
    )
