"""Adding what coverage is counted over."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from server.commitments.models import Unit
from server.commitments.rules.units import NewUnit
from server.commitments.service.writing import refuse
from server.organisations.queries import next_change_seq
from server.privacy.rules import text_errors
from server.problems import FieldError


def create_unit(
    session: Session, new: NewUnit, *, now: datetime, unit_id: str | None = None
) -> Unit:
    """Something coverage is counted over from now on. Raises invalid-input."""
    errors = text_errors([("name", new.name), ("grade", new.grade)])
    if new.valid_to is not None and new.valid_to < new.valid_from:
        errors.append(FieldError("#/valid_to", "Slutet ligger före början."))
    refuse(errors)
    unit = Unit(
        municipality_code=new.municipality_code,
        unit_id=unit_id or str(uuid4()),
        unit_kind=new.unit_kind,
        name=new.name,
        grade=new.grade,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        recorded_at=now,
        change_seq=next_change_seq(session, new.municipality_code),
    )
    session.add(unit)
    session.flush()
    return unit
