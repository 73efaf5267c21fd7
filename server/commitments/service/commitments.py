"""Writing and changing commitments, with the rules they are counted by."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.commitments.models import Commitment, CountingRuleRevision, Promise
from server.commitments.queries.named import list_known_places, list_working_organisations
from server.commitments.queries.promises import count_commitments, list_focus_areas
from server.commitments.rules.commitments import CommitmentChange, NewCommitment, commitment_texts
from server.commitments.rules.counting_rules import NewCountingRule, RuleGround, check_counting_rule
from server.commitments.rules.promises import area_errors
from server.commitments.service.writing import (
    as_json,
    check_base,
    recount,
    refuse,
    said_or,
    touch,
)
from server.privacy.rules import text_errors
from server.progress.rules.where import UnreadableCondition, where_from


def create_commitment(
    session: Session,
    promise: Promise,
    new: NewCommitment,
    *,
    catalogue: Catalogue,
    now: datetime,
    commitment_id: str | None = None,
) -> Commitment:
    """A commitment in a locked promise; with a rule, existing entries count for it at once.

    Raises invalid-input or invalid-counting-rule.
    """
    areas = list_focus_areas(session, promise)
    refuse(area_errors(new.focus_area_id, areas) + text_errors(commitment_texts(new)))
    rule = new.counting_rule
    if rule is not None:
        check_counting_rule(rule, _ground(session, promise, rule, catalogue))
    position = new.position
    if position is None:
        position = count_commitments(session, promise)
    commitment = Commitment(
        municipality_code=promise.municipality_code,
        commitment_id=commitment_id or str(uuid4()),
        promise_id=promise.promise_id,
        focus_area_id=new.focus_area_id,
        position=position,
        short_name=new.short_name,
        text=new.text,
        role=new.role,
        parties=as_json(new.parties),
        parts_note=new.parts_note,
        revision=1,
        recorded_at=now,
    )
    session.add(commitment)
    session.flush()
    if rule is not None:
        _add_rule(session, commitment, rule, now=now)
    touch(session, promise)
    return commitment


def change_commitment(
    session: Session,
    promise: Promise,
    commitment: Commitment,
    change: CommitmentChange,
    *,
    now: datetime,
) -> None:
    """Change a commitment of a locked promise. Raises stale-revision or invalid-input."""
    check_base(commitment.revision, change.base_revision)
    areas = list_focus_areas(session, promise)
    refuse(area_errors(change.focus_area_id, areas) + text_errors(commitment_texts(change)))
    commitment.short_name = said_or(change.short_name, commitment.short_name)
    commitment.text = said_or(change.text, commitment.text)
    commitment.role = said_or(change.role, commitment.role)
    commitment.focus_area_id = said_or(change.focus_area_id, commitment.focus_area_id)
    commitment.position = said_or(change.position, commitment.position)
    commitment.parts_note = said_or(change.parts_note, commitment.parts_note)
    if change.parties is not None:
        commitment.parties = as_json(change.parties)
    if change.withdrawn is True:
        commitment.withdrawn_at = commitment.withdrawn_at or now
    elif change.withdrawn is False:
        commitment.withdrawn_at = None
    commitment.revision += 1
    session.flush()
    touch(session, promise)


def _add_rule(
    session: Session, commitment: Commitment, rule: NewCountingRule, *, now: datetime
) -> None:
    session.add(
        CountingRuleRevision(
            municipality_code=commitment.municipality_code,
            commitment_id=commitment.commitment_id,
            revision=1,
            type=rule.type,
            target=rule.target,
            window=rule.window,
            kinds=list(rule.kinds),
            where=dict(rule.where),
            sum_of=rule.sum_of,
            unit_kind=rule.unit_kind,
            text=rule.text,
            state="current",
            recorded_at=now,
        )
    )
    session.flush()
    if rule.kinds:
        recount(session, commitment.municipality_code)


def _ground(
    session: Session, promise: Promise, rule: NewCountingRule, catalogue: Catalogue
) -> RuleGround:
    """What the rule names is looked up; conditions that cannot be read name nothing."""
    try:
        where = where_from(rule.where)
    except UnreadableCondition:
        return RuleGround(catalogue, promise.starts_on, promise.ends_on)
    code = promise.municipality_code
    return RuleGround(
        catalogue,
        promise.starts_on,
        promise.ends_on,
        place_ids=list_known_places(session, code, where.places),
        organisation_ids=list_working_organisations(session, code, where.organisations),
    )
