"""Places, and what residents have wished for at them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id, Json

VISIBILITIES = ("public", "municipality", "organisation")
WISH_STATUSES = ("received", "waiting", "checked", "sent_on", "cannot", "joined")
OPEN_WISH_STATUSES = ("received", "waiting")


class Place(Base):
    """A named place. It never changes municipality; a relocated place is a new one."""

    __tablename__ = "places"

    municipality_code: Mapped[str] = mapped_column(
        ForeignKey("municipalities.municipality_code"), primary_key=True
    )
    place_id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    locality: Mapped[str] = mapped_column(default="", comment="the ort, such as Nödinge")
    search_name: Mapped[str] = mapped_column(
        comment="NFC and casefolded, because SQLite's lower() knows only ASCII"
    )
    location_type: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    visibility: Mapped[str] = mapped_column(default="public")
    organisation_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("organisations.organisation_id"), comment="whose own place it is"
    )
    speed_limit: Mapped[int | None] = mapped_column(comment="km/h")
    revision: Mapped[int] = mapped_column(default=1)
    is_retired: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    change_seq: Mapped[int]

    __table_args__ = (
        CheckConstraint(f"visibility in {VISIBILITIES!r}", name="visibility_known"),
        CheckConstraint("(lat is null) = (lon is null)", name="whole_position"),
        Index(None, "municipality_code", "change_seq"),
        Index(None, "place_id", unique=True),
    )


class Wish(Base):
    """What residents asked for at a place. No contact details of anyone are stored."""

    __tablename__ = "wishes"

    municipality_code: Mapped[str] = mapped_column(primary_key=True)
    wish_id: Mapped[str] = mapped_column(Id, primary_key=True)
    place_id: Mapped[str] = mapped_column(Id)
    kinds: Mapped[list[Any]] = mapped_column(Json, comment="the kinds that would answer it")
    asked_on: Mapped[date]
    source: Mapped[str] = mapped_column(comment="dialogue, survey, tip, phone or form")
    text: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="received")
    recorded_at: Mapped[datetime]
    change_seq: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "place_id"], ["places.municipality_code", "places.place_id"]
        ),
        CheckConstraint(f"status in {WISH_STATUSES!r}", name="status_known"),
        Index(None, "municipality_code", "change_seq"),
        Index(None, "wish_id", unique=True),
    )
