"""Promises, their commitments, how each is counted, and what is said beside the numbers.

`recorded_at` everywhere is knowledge time: `as_of` shows only what was recorded by then.
Rows are withdrawn, never deleted, so that an earlier `as_of` keeps its answer.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json

PROMISE_STATUSES = ("draft", "active", "ended", "superseded")
COMMITMENT_ROLES = ("promise", "goal", "method", "heading")
RULE_TYPES = (
    "count",
    "sum",
    "coverage",
    "cohort",
    "milestone",
    "continuous",
    "directional",
    "outcome",
    "survey",
    "cadence",
)
RULE_STATES = ("counting", "current", "past")
DEVIATION_REASONS = ("pandemi", "staffing", "weather", "alarm", "cooperation", "other")


class Promise(Base):
    __tablename__ = "promises"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.municipality_code"), primary_key=True
    )
    promise_id: Mapped[str] = mapped_column(Id, primary_key=True)
    label: Mapped[str] = mapped_column(comment="as published, such as 2020–21")
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="the last day; null when open-ended")
    until_further_notice: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default="draft")
    is_example: Mapped[bool] = mapped_column(default=False, comment="invented for the demo")
    source_note: Mapped[str] = mapped_column(default="")
    sections: Mapped[list[Any]] = mapped_column(Json, default=list)
    parties: Mapped[list[Any]] = mapped_column(Json, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    change_seq: Mapped[int]

    __table_args__ = (
        CheckConstraint(f"status in {PROMISE_STATUSES!r}", name="status_known"),
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("until_further_notice = (ends_on is null)", name="open_ended_has_no_end"),
        Index(None, "municipality_code", "change_seq"),
        Index(None, "promise_id", unique=True),
    )


class FocusArea(Base):
    __tablename__ = "focus_areas"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    focus_area_id: Mapped[str] = mapped_column(Id, primary_key=True)
    promise_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str]
    position: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
        ),
        Index(None, "municipality_code", "promise_id"),
    )


class Commitment(Base):
    __tablename__ = "commitments"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    commitment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    promise_id: Mapped[str] = mapped_column(Id)
    focus_area_id: Mapped[str | None] = mapped_column(Id)
    position: Mapped[int]
    short_name: Mapped[str]
    text: Mapped[str]
    role: Mapped[str] = mapped_column(default="promise")
    parties: Mapped[list[Any]] = mapped_column(Json, default=list)
    parts_note: Mapped[str | None] = mapped_column(
        comment="what must be said beside a split of the number, such as that it is invented"
    )
    revision: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
        ),
        CheckConstraint(f"role in {COMMITMENT_ROLES!r}", name="role_known"),
        Index(None, "municipality_code", "promise_id"),
        Index(None, "commitment_id", unique=True),
    )


class CountingRuleRevision(Base):
    """How a commitment is counted. Append-only; exactly one revision is `current`."""

    __tablename__ = "counting_rule_revisions"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    commitment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    target: Mapped[int | None]
    window: Mapped[str] = mapped_column(
        comment="promise, calendar_year, school_year, tertial, quarter, month or date..date"
    )
    kinds: Mapped[list[Any]] = mapped_column(Json, default=list)
    where: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    sum_of: Mapped[str | None] = mapped_column(comment="fields.<code> or outcomes.<code>")
    unit_kind: Mapped[str | None]
    text: Mapped[str] = mapped_column(comment="the rule in words, published beside the number")
    state: Mapped[str] = mapped_column(default="current")
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
        ),
        CheckConstraint(f"type in {RULE_TYPES!r}", name="type_known"),
        CheckConstraint(f"state in {RULE_STATES!r}", name="state_known"),
        CheckConstraint("target is null or target > 0", name="target_positive"),
    )


class Unit(Base):
    """What coverage is counted over: a school and grade, an area."""

    __tablename__ = "units"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.municipality_code"), primary_key=True
    )
    unit_id: Mapped[str] = mapped_column(Id, primary_key=True)
    unit_kind: Mapped[str]
    name: Mapped[str]
    grade: Mapped[str | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(comment="the last valid day")
    recorded_at: Mapped[datetime]
    change_seq: Mapped[int]

    __table_args__ = (
        Index(None, "municipality_code", "change_seq"),
        Index(None, "municipality_code", "unit_kind"),
        Index(None, "unit_id", unique=True),
    )


class Adjustment(Base):
    """A stated total for kinds and a span, such as "drygt 200": low 201, high unknown."""

    __tablename__ = "adjustments"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    adjustment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    commitment_id: Mapped[str] = mapped_column(Id)
    low: Mapped[int]
    high: Mapped[int | None] = mapped_column(comment="null: the source does not say")
    qualifier: Mapped[str] = mapped_column(comment="exact, at_least, over, about, several …")
    words: Mapped[str] = mapped_column(comment="the source's words")
    kinds: Mapped[list[Any]] = mapped_column(Json, default=list)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source_note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
        ),
        CheckConstraint("low >= 0 and (high is null or high >= low)", name="low_to_high"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(None, "municipality_code", "commitment_id"),
    )


class Deviation(Base):
    """Why something did not happen as promised, and what was done instead."""

    __tablename__ = "deviations"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    deviation_id: Mapped[str] = mapped_column(Id, primary_key=True)
    commitment_id: Mapped[str] = mapped_column(Id)
    reason: Mapped[str]
    text: Mapped[str]
    occurred_on: Mapped[date]
    substitute_activity_id: Mapped[str | None] = mapped_column(Id)
    substitute_text: Mapped[str | None]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
        ),
        CheckConstraint(f"reason in {DEVIATION_REASONS!r}", name="reason_known"),
        Index(None, "municipality_code", "commitment_id"),
    )


class ResultLine(Base):
    """A reported result that answers no commitment, or a historical total."""

    __tablename__ = "result_lines"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    result_line_id: Mapped[str] = mapped_column(Id, primary_key=True)
    promise_id: Mapped[str] = mapped_column(Id)
    focus_area_id: Mapped[str | None] = mapped_column(Id)
    position: Mapped[int]
    text: Mapped[str]
    parties: Mapped[list[Any]] = mapped_column(Json, default=list)
    low: Mapped[int | None]
    high: Mapped[int | None]
    qualifier: Mapped[str]
    words: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
        ),
        CheckConstraint("high is null or (low is not null and high >= low)", name="low_to_high"),
        Index(None, "municipality_code", "promise_id"),
    )
