"""What makes a push exact: the installation's epoch, receipts and held operations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json

RECEIPT_STATUSES = ("applied", "held", "rejected")


class Installation(Base):
    """The single row that says which database this is. A restored backup gets a new epoch."""

    __tablename__ = "installation"

    installation_id: Mapped[int] = mapped_column(primary_key=True, default=1)
    epoch: Mapped[str] = mapped_column(Id)
    is_demo: Mapped[bool]
    created_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("installation_id = 1", name="single_row"),)


class Device(Base):
    __tablename__ = "devices"

    device_id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(
        Id, ForeignKey("users.user_id"), primary_key=True, comment="a shared phone has several rows"
    )
    app_version: Mapped[str | None]
    skew_s: Mapped[float] = mapped_column(
        comment="server time minus the phone's, seconds; recorded, never applied"
    )
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class SyncReceipt(Base):
    """The remembered answer to an operation. What replays get, whatever it was."""

    __tablename__ = "sync_receipts"

    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    operation_id: Mapped[str] = mapped_column(Id, primary_key=True)
    author_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    device_id: Mapped[str] = mapped_column(Id)
    activity_id: Mapped[str | None] = mapped_column(Id)
    type: Mapped[str]
    digest: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 of the operation, nulls dropped"
    )
    status: Mapped[str]
    result: Mapped[dict[str, Any]] = mapped_column(Json, comment="the result as the phone got it")
    skew_s: Mapped[float]
    recorded_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(comment="when a held one got its answer")
    change_seq: Mapped[int | None] = mapped_column(comment="set when settled after its own push")

    __table_args__ = (
        CheckConstraint(f"status in {RECEIPT_STATUSES!r}", name="status_known"),
        Index(None, "municipality_code", "author_id", "change_seq"),
    )


class HeldOperation(Base):
    """An operation whose base has not arrived. Settled exactly once, by the push that brings it."""

    __tablename__ = "held_operations"

    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    operation_id: Mapped[str] = mapped_column(Id, primary_key=True)
    activity_id: Mapped[str] = mapped_column(Id)
    base_operation_id: Mapped[str | None] = mapped_column(Id)
    author_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    device_id: Mapped[str] = mapped_column(Id)
    operation: Mapped[dict[str, Any]] = mapped_column(Json, comment="as it was received")
    skew_s: Mapped[float]
    recorded_at: Mapped[datetime]

    __table_args__ = (Index(None, "activity_id"), Index(None, "base_operation_id"))
