"""Writing promises, what stands in them, and units.

Everything inside a promise raises the promise's own revision and number, so that the pull sends it
again as one piece. Functions flush and never commit; the municipality's number is taken last.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy.orm import Session

from server.catalogue.rules import Catalogue
from server.commitments import queries
from server.commitments.models import (
    Adjustment,
    Commitment,
    CountingRuleRevision,
    Deviation,
    FocusArea,
    Promise,
    ResultLine,
    Unit,
)
from server.commitments.rules import (
    CommitmentChange,
    FocusAreaChange,
    NewAdjustment,
    NewCommitment,
    NewCountingRule,
    NewDeviation,
    NewPromise,
    NewResultLine,
    NewUnit,
    Party,
    PromiseChange,
    RuleGround,
    Section,
    check_counting_rule,
    commitment_texts,
    kind_errors,
    number_errors,
    party_texts,
    period_errors,
    promise_texts,
)
from server.privacy.rules import text_errors
from server.problems import FieldError, InvalidInput, StaleRevision
from server.progress.rules.where import UnreadableCondition, where_from
from server.progress.service.rebuild import recount_municipality
from server.sync.queries import next_change_seq

Value = TypeVar("Value")


def create_promise(
    session: Session, new: NewPromise, *, now: datetime, promise_id: str | None = None
) -> Promise:
    """A draft, seen by nobody but coordinators until it is published. Raises invalid-input."""
    _refuse(
        period_errors(new.starts_on, new.ends_on, until_further_notice=new.until_further_notice)
        + text_errors(promise_texts(new))
    )
    promise = Promise(
        municipality_code=new.municipality_code,
        promise_id=promise_id or str(uuid4()),
        label=new.label,
        title=new.title,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        until_further_notice=new.until_further_notice,
        status="draft",
        is_example=False,
        source_note=new.source_note,
        sections=_plain(new.sections),
        parties=_plain(new.parties),
        revision=1,
        recorded_at=now,
        change_seq=0,
    )
    session.add(promise)
    session.flush()
    _add_focus_areas(session, promise, list(new.focus_areas), first=0)
    _number(session, promise)
    return promise


def change_promise(session: Session, promise: Promise, change: PromiseChange) -> None:
    """Change a locked promise. New dates move what counts, so everything is counted anew.

    Raises stale-revision when `base_revision` isn't the current one, else invalid-input.
    """
    _check_base(promise.revision, change.base_revision)
    starts_on = change.starts_on or promise.starts_on
    ends_on, until_further_notice = _end(promise, change)
    errors = period_errors(starts_on, ends_on, until_further_notice=until_further_notice)
    if change.status is not None and promise.status == "draft":
        errors.append(FieldError("#/status", "Publicera löftet först."))
    _refuse(errors + text_errors(promise_texts(change)))
    moves = (starts_on, ends_on) != (promise.starts_on, promise.ends_on)
    promise.starts_on, promise.ends_on = starts_on, ends_on
    promise.until_further_notice = until_further_notice
    promise.label = _or(change.label, promise.label)
    promise.title = _or(change.title, promise.title)
    promise.status = _or(change.status, promise.status)
    promise.source_note = _or(change.source_note, promise.source_note)
    if change.sections is not None:
        promise.sections = _plain(change.sections)
    if change.parties is not None:
        promise.parties = _plain(change.parties)
    if change.focus_areas is not None:
        _change_focus_areas(session, promise, change.focus_areas)
    session.flush()
    if moves:
        _recount(session, promise.municipality_code)
    _touch(session, promise)


def publish_promise(session: Session, promise: Promise, *, now: datetime) -> None:
    """Let everyone in the municipality see a locked draft; one already published stays as it is."""
    if promise.status != "draft":
        return
    promise.status = "active"
    promise.published_at = now
    _touch(session, promise)


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
    areas = queries.list_focus_areas(session, promise)
    _refuse(_area_errors(new.focus_area_id, areas) + text_errors(commitment_texts(new)))
    rule = new.counting_rule
    if rule is not None:
        check_counting_rule(rule, _ground(session, promise, rule, catalogue))
    position = new.position
    if position is None:
        position = queries.count_commitments(session, promise)
    commitment = Commitment(
        municipality_code=promise.municipality_code,
        commitment_id=commitment_id or str(uuid4()),
        promise_id=promise.promise_id,
        focus_area_id=new.focus_area_id,
        position=position,
        short_name=new.short_name,
        text=new.text,
        role=new.role,
        parties=_plain(new.parties),
        parts_note=new.parts_note,
        revision=1,
        recorded_at=now,
    )
    session.add(commitment)
    session.flush()
    if rule is not None:
        _add_rule(session, commitment, rule, now=now)
    _touch(session, promise)
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
    _check_base(commitment.revision, change.base_revision)
    areas = queries.list_focus_areas(session, promise)
    _refuse(_area_errors(change.focus_area_id, areas) + text_errors(commitment_texts(change)))
    commitment.short_name = _or(change.short_name, commitment.short_name)
    commitment.text = _or(change.text, commitment.text)
    commitment.role = _or(change.role, commitment.role)
    commitment.focus_area_id = _or(change.focus_area_id, commitment.focus_area_id)
    commitment.position = _or(change.position, commitment.position)
    commitment.parts_note = _or(change.parts_note, commitment.parts_note)
    if change.parties is not None:
        commitment.parties = _plain(change.parties)
    if change.withdrawn is True:
        commitment.withdrawn_at = commitment.withdrawn_at or now
    elif change.withdrawn is False:
        commitment.withdrawn_at = None
    commitment.revision += 1
    session.flush()
    _touch(session, promise)


def create_unit(
    session: Session, new: NewUnit, *, now: datetime, unit_id: str | None = None
) -> Unit:
    """Something coverage is counted over from now on. Raises invalid-input."""
    errors = text_errors([("name", new.name), ("grade", new.grade)])
    if new.valid_to is not None and new.valid_to < new.valid_from:
        errors.append(FieldError("#/valid_to", "Slutet ligger före början."))
    _refuse(errors)
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
    if substitute is not None and not queries.has_activity(
        session, promise.municipality_code, substitute
    ):
        errors.append(FieldError("#/substitute_activity_id", "Aktiviteten finns inte i kommunen."))
    _refuse(errors)
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
    _touch(session, promise)
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
    _refuse(errors)
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
    _touch(session, promise)
    return adjustment


def add_result_line(
    session: Session, promise: Promise, new: NewResultLine, *, now: datetime
) -> ResultLine:
    """A reported result that answers no commitment. Raises invalid-input."""
    areas = queries.list_focus_areas(session, promise)
    _refuse(
        number_errors(new.low, new.high, new.qualifier)
        + _area_errors(new.focus_area_id, areas)
        + text_errors([("text", new.text), ("words", new.words), *party_texts(new.parties)])
    )
    line = ResultLine(
        municipality_code=promise.municipality_code,
        result_line_id=str(uuid4()),
        promise_id=promise.promise_id,
        focus_area_id=new.focus_area_id,
        position=queries.count_result_lines(session, promise),
        text=new.text,
        parties=_plain(new.parties),
        low=new.low,
        high=new.high,
        qualifier=new.qualifier,
        words=new.words,
        recorded_at=now,
    )
    session.add(line)
    session.flush()
    _touch(session, promise)
    return line


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
        _recount(session, commitment.municipality_code)


def _recount(session: Session, municipality_code: str) -> None:
    """Count every entry of the municipality anew, holding pushes back until the commit."""
    queries.lock_municipality(session, municipality_code)
    recount_municipality(session, municipality_code)


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
        place_ids=queries.list_known_places(session, code, where.places),
        organisation_ids=queries.list_working_organisations(session, code, where.organisations),
    )


def _change_focus_areas(
    session: Session, promise: Promise, changes: tuple[FocusAreaChange, ...]
) -> None:
    known = queries.list_focus_areas(session, promise)
    _refuse(
        [
            error
            for position, one in enumerate(changes)
            for error in _area_errors(
                one.focus_area_id, known, pointer=f"#/focus_areas/{position}/id"
            )
        ]
    )
    for position, one in enumerate(changes):
        if one.focus_area_id is not None:
            area = known[one.focus_area_id]
            area.name, area.position = one.name, position
        else:
            _add_focus_areas(session, promise, [one.name], first=position)


def _add_focus_areas(session: Session, promise: Promise, names: list[str], *, first: int) -> None:
    session.add_all(
        FocusArea(
            municipality_code=promise.municipality_code,
            focus_area_id=str(uuid4()),
            promise_id=promise.promise_id,
            name=name,
            position=position,
        )
        for position, name in enumerate(names, first)
    )
    session.flush()


def _end(promise: Promise, change: PromiseChange) -> tuple[Any, bool]:
    """The last day and whether there is none: saying one of the two settles the other."""
    if change.until_further_notice:
        return change.ends_on, True
    if change.ends_on is not None:
        return change.ends_on, False
    if change.until_further_notice is False:
        return promise.ends_on, False
    return promise.ends_on, promise.until_further_notice


def _area_errors(
    focus_area_id: str | None, known: dict[str, FocusArea], *, pointer: str = "#/focus_area_id"
) -> list[FieldError]:
    if focus_area_id is None or focus_area_id in known:
        return []
    return [FieldError(pointer, "Fokusområdet finns inte i löftet.")]


def _touch(session: Session, promise: Promise) -> None:
    promise.revision += 1
    session.flush()
    _number(session, promise)


def _number(session: Session, promise: Promise) -> None:
    promise.change_seq = next_change_seq(session, promise.municipality_code)
    session.flush()


def _check_base(current: int, base: int) -> None:
    if base != current:
        raise StaleRevision(
            f"Du ändrade version {base}; den nuvarande är {current}.",
            extensions={"current_revision": current},
        )


def _refuse(errors: list[FieldError]) -> None:
    if errors:
        raise InvalidInput(errors=errors)


def _plain(parts: tuple[Party, ...] | tuple[Section, ...]) -> list[dict[str, Any]]:
    """The parts as JSON, what is not said left out."""
    return [
        {name: value for name, value in asdict(part).items() if value is not None} for part in parts
    ]


def _or(said: Value | None, current: Value) -> Value:
    return current if said is None else said
