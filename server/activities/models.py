"""The ledger: activities, their append-only revisions, and the ids of the whole installation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json

LEDGER_THINGS = ("operation", "activity")
ACTIVITY_STATES = ("planned", "running", "done", "cancelled")
REVIEW_STATES = ("none", "waiting", "accepted", "rejected")
REVISION_ACTIONS = ("log", "correct", "void", "restore", "move_out", "move_in", "desk")


class LedgerId(Base):
    """Every operation and activity id, unique in the installation, and whose rows it leads to.

    The one table that is not led by a municipality: it is what a lookup by id starts from.
    """

    __tablename__ = "ledger_ids"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    what: Mapped[str]
    municipality_code: Mapped[str] = mapped_column(
        String(4), comment="0000 for an operation that named no known municipality"
    )

    __table_args__ = (CheckConstraint(f"what in {LEDGER_THINGS!r}", name="what_known"),)


class Activity(Base):
    """The current revision of an activity, with the columns that lists and counting need."""

    __tablename__ = "activities"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.municipality_code"), primary_key=True
    )
    activity_id: Mapped[str] = mapped_column(Id, primary_key=True)
    author_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisations.organisation_id"))
    revision: Mapped[int]
    kind: Mapped[str]
    kind_revision: Mapped[int]
    state: Mapped[str]
    is_void: Mapped[bool]
    requested_by: Mapped[str]
    place_id: Mapped[str | None] = mapped_column(Id)
    place_revision: Mapped[int | None]
    service_date: Mapped[date] = mapped_column(comment="the evening or day it belongs to")
    cut_off: Mapped[str] = mapped_column(
        String(5), comment="the local time the day turned at when service_date was set"
    )
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]] = mapped_column(
        Json, comment="the wire activity, nulls left out"
    )
    clashes: Mapped[list[Any]] = mapped_column(
        Json, default=list, comment="groups where a received value waits for a person's choice"
    )
    flags: Mapped[list[Any]] = mapped_column(Json, default=list)
    review_state: Mapped[str] = mapped_column(default="none")
    receipt: Mapped[str] = mapped_column(comment="the short number on the phone and the board")
    moved_to: Mapped[str | None] = mapped_column(Id)
    recorded_at: Mapped[datetime] = mapped_column(comment="when the server first had it")
    changed_at: Mapped[datetime]
    change_seq: Mapped[int]

    __table_args__ = (
        CheckConstraint(f"state in {ACTIVITY_STATES!r}", name="state_known"),
        CheckConstraint(f"review_state in {REVIEW_STATES!r}", name="review_state_known"),
        CheckConstraint("ended_at is null or ended_at >= started_at", name="ends_after_start"),
        Index(None, "municipality_code", "change_seq"),
        Index(None, "municipality_code", "service_date"),
        Index(None, "municipality_code", "author_id", "service_date"),
        Index(None, "municipality_code", "kind", "service_date"),
    )


class ActivityRevision(Base):
    """What an activity said after each operation, and what the phone actually sent. Append-only."""

    __tablename__ = "activity_revisions"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[str | None] = mapped_column(Id, comment="null for a change at the desk")
    action: Mapped[str]
    author_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json, comment="the resulting wire activity")
    received: Mapped[dict[str, Any] | None] = mapped_column(
        Json, comment="the wire activity as it was sent; null for void and restore"
    )
    base_revision: Mapped[int | None]
    is_void: Mapped[bool]
    service_date: Mapped[date]
    cut_off: Mapped[str] = mapped_column(String(5))
    place_revision: Mapped[int | None]
    clashes: Mapped[list[Any]] = mapped_column(Json, default=list)
    flags: Mapped[list[Any]] = mapped_column(Json, default=list)
    reason: Mapped[str | None]
    device_time: Mapped[datetime | None] = mapped_column(comment="the phone's clock, never applied")
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
        ),
        CheckConstraint(f"action in {REVISION_ACTIONS!r}", name="action_known"),
        Index(None, "municipality_code", "recorded_at"),
    )


class ActivityReview(Base):
    """A review event; the latest one stands. It never raises the activity's revision."""

    __tablename__ = "activity_reviews"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    review_state: Mapped[str]
    reviewer_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("users.user_id"), comment="null when a correction put it back to waiting"
    )
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
        ),
        CheckConstraint(f"review_state in {REVIEW_STATES!r}", name="review_state_known"),
    )
