"""Writing what is said beside the counted numbers."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.commitments.models import Adjustment, Commitment, Deviation, Promise, ResultLine
from server.commitments.queries.named import has_activity
from server.commitments.queries.promises import count_result_lines, list_focus_areas
from server.commitments.rules.counting_rules import kind_errors
from server.commitments.rules.promises import area_errors, party_texts
from server.commitments.rules.side_notes import (
    NewAdjustment,
    NewDeviation,
    NewResultLine,
    number_errors,
)
from server.commitments.service.writing import as_json, refuse, touch
from server.privacy.rules import text_errors
from server.problems import FieldError


def add_deviation(
    session: Session,
    promise: Promise,
    commitment: Commitment,
    new: NewDeviation,
    *,
    now: datetime,
) -> Deviation:
    """Why a commitment was not carried out as promised. Raises invalid-input."""
    errors = text_errors([("text", new.text), ("substitute_text", new.substitute_text)])
    substitute = new.substitute_activity_id
    if substitute is not None and not has_activity(session, promise.municipality_code, substitute):
        errors.append(FieldError("#/substitute_activity_id", "Aktiviteten finns inte i kommunen."))
    refuse(errors)
    deviation = Deviation(
        municipality_code=promise.municipality_code,
        deviation_id=str(uuid4()),
        commitment_id=commitment.commitment_id,
        reason=new.reason,
        text=new.text,
        occurred_on=new.occurred_on,
        substitute_activity_id=substitute,
        substitute_text=new.substitute_text,
        recorded_at=now,
    )
    session.add(deviation)
    session.flush()
    touch(session, promise)
    return deviation


def add_adjustment(
    session: Session,
    promise: Promise,
    commitment: Commitment,
    new: NewAdjustment,
    *,
    catalogue: Catalogue,
    now: datetime,
) -> Adjustment:
    """A number from outside the log, for kinds and a span of days. Raises invalid-input."""
    errors = [
        *number_errors(new.low, new.high, new.qualifier),
        *kind_errors(new.kinds, catalogue, "#/kinds"),
        *text_errors([("words", new.words), ("source_note", new.source_note)]),
    ]
    if new.ends_on < new.starts_on:
        errors.append(FieldError("#/ends_on", "Slutet ligger före början."))
    refuse(errors)
    adjustment = Adjustment(
        municipality_code=promise.municipality_code,
        adjustment_id=str(uuid4()),
        commitment_id=commitment.commitment_id,
        low=new.low,
        high=new.high,
        qualifier=new.qualifier,
        words=new.words,
        kinds=list(new.kinds),
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        source_note=new.source_note,
        recorded_at=now,
    )
    session.add(adjustment)
    session.flush()
    touch(session, promise)
    return adjustment


def add_result_line(
    session: Session, promise: Promise, new: NewResultLine, *, now: datetime
) -> ResultLine:
    """A reported result that answers no commitment. Raises invalid-input."""
    areas = list_focus_areas(session, promise)
    refuse(
        number_errors(new.low, new.high, new.qualifier)
        + area_errors(new.focus_area_id, areas)
        + text_errors([("text", new.text), ("words", new.words), *party_texts(new.parties)])
    )
    line = ResultLine(
        municipality_code=promise.municipality_code,
        result_line_id=str(uuid4()),
        promise_id=promise.promise_id,
        focus_area_id=new.focus_area_id,
        position=count_result_lines(session, promise),
        text=new.text,
        parties=as_json(new.parties),
        low=new.low,
        high=new.high,
        qualifier=new.qualifier,
        words=new.words,
        recorded_at=now,
    )
    session.add(line)
    session.flush()
    touch(session, promise)
    return line
