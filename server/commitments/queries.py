"""Reads of promises with everything in them, of units, and of what a rule may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.activities.models import LedgerId
from server.commitments.models import (
    Commitment,
    CountingRuleRevision,
    FocusArea,
    Promise,
    ResultLine,
    Unit,
)
from server.organisations.models import Municipality, OrganisationMunicipality
from server.paging import Page, decode_cursor, encode_cursor, page_of, read_text
from server.places.models import Place
from server.wire import is_id, read_id


@dataclass(frozen=True, slots=True)
class CommitmentDetail:
    """A commitment with its current rule, under the names of the wire."""

    commitment_id: str
    promise_id: str
    focus_area_id: str | None
    position: int
    short_name: str
    text: str
    role: str
    parties: list[Any]
    parts_note: str | None
    counting_rule: CountingRuleRevision | None
    withdrawn: bool
    revision: int


@dataclass(frozen=True, slots=True)
class PromiseDetail:
    """A promise with everything in it, under the names of the wire."""

    promise_id: str
    municipality_code: str
    label: str
    title: str
    starts_on: date
    ends_on: date | None
    until_further_notice: bool
    status: str
    is_example: bool
    source_note: str
    sections: list[Any]
    parties: list[Any]
    revision: int
    change_seq: int
    recorded_at: datetime
    focus_areas: tuple[FocusArea, ...]
    commitments: tuple[CommitmentDetail, ...]
    result_lines: tuple[ResultLine, ...]


def find_promise(session: Session, promise_id: str, *, for_update: bool = False) -> Promise | None:
    query = select(Promise).where(Promise.promise_id == promise_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def find_commitment(session: Session, commitment_id: str) -> Commitment | None:
    return session.scalar(select(Commitment).where(Commitment.commitment_id == commitment_id))


def find_promise_of_commitment(
    session: Session, commitment_id: str, *, for_update: bool = False
) -> Promise | None:
    """The promise a commitment stands in, in one statement whether or not there is one."""
    query = (
        select(Promise)
        .join(
            Commitment,
            (Commitment.municipality_code == Promise.municipality_code)
            & (Commitment.promise_id == Promise.promise_id),
        )
        .where(Commitment.commitment_id == commitment_id)
    )
    if for_update:
        query = query.with_for_update(of=Promise).execution_options(populate_existing=True)
    return session.scalar(query)


def list_promises(
    session: Session,
    *,
    municipality_codes: Collection[str],
    draft_codes: Collection[str],
    limit: int,
    cursor: str | None = None,
    status: str | None = None,
) -> Page[PromiseDetail]:
    """Published promises of the first codes and drafts of the second, newest start first."""
    query = (
        select(Promise)
        .where(
            Promise.municipality_code.in_(municipality_codes),
            or_(Promise.status != "draft", Promise.municipality_code.in_(draft_codes)),
        )
        .order_by(Promise.starts_on.desc(), Promise.promise_id)
        .limit(limit + 1)
    )
    if status is not None:
        query = query.where(Promise.status == status)
    if cursor is not None:
        starts_on, promise_id = decode_cursor(cursor, (date.fromisoformat, read_id))
        query = query.where(
            or_(
                Promise.starts_on < starts_on,
                (Promise.starts_on == starts_on) & (Promise.promise_id > promise_id),
            )
        )
    page = page_of(session.scalars(query).all(), limit, _promise_cursor)
    return Page(tuple(detail_promises(session, page.items)), page.next_cursor)


def detail_promises(session: Session, promises: Sequence[Promise]) -> list[PromiseDetail]:
    """The promises with everything in them, in four statements whatever their number."""
    if not promises:
        return []
    codes = {promise.municipality_code for promise in promises}
    ids = [promise.promise_id for promise in promises]
    focus_areas = _by_promise(
        session.scalars(
            select(FocusArea)
            .where(FocusArea.municipality_code.in_(codes), FocusArea.promise_id.in_(ids))
            .order_by(FocusArea.position, FocusArea.focus_area_id)
        )
    )
    commitments = _by_promise(
        session.scalars(
            select(Commitment)
            .where(Commitment.municipality_code.in_(codes), Commitment.promise_id.in_(ids))
            .order_by(Commitment.position, Commitment.commitment_id)
        )
    )
    result_lines = _by_promise(
        session.scalars(
            select(ResultLine)
            .where(
                ResultLine.municipality_code.in_(codes),
                ResultLine.promise_id.in_(ids),
                ResultLine.withdrawn_at.is_(None),
            )
            .order_by(ResultLine.position, ResultLine.result_line_id)
        )
    )
    rules = _current_rules(session, codes, ids)
    return [
        PromiseDetail(
            **{name: getattr(promise, name) for name in _PROMISE_COLUMNS},
            focus_areas=tuple(focus_areas[promise.promise_id]),
            commitments=tuple(
                _detail(commitment, rules.get(commitment.commitment_id))
                for commitment in commitments[promise.promise_id]
            ),
            result_lines=tuple(result_lines[promise.promise_id]),
        )
        for promise in promises
    ]


def detail_commitment(session: Session, commitment: Commitment) -> CommitmentDetail:
    rule = session.scalar(
        select(CountingRuleRevision).where(
            CountingRuleRevision.municipality_code == commitment.municipality_code,
            CountingRuleRevision.commitment_id == commitment.commitment_id,
            CountingRuleRevision.state == "current",
        )
    )
    return _detail(commitment, rule)


def count_commitments(session: Session, promise: Promise) -> int:
    """How many commitments the promise has, withdrawn ones too: the next one's position."""
    return _count(session, Commitment, promise)


def count_result_lines(session: Session, promise: Promise) -> int:
    return _count(session, ResultLine, promise)


def list_focus_areas(session: Session, promise: Promise) -> dict[str, FocusArea]:
    rows = session.scalars(
        select(FocusArea)
        .where(
            FocusArea.municipality_code == promise.municipality_code,
            FocusArea.promise_id == promise.promise_id,
        )
        .order_by(FocusArea.position, FocusArea.focus_area_id)
    )
    return {area.focus_area_id: area for area in rows}


def has_activity(session: Session, municipality_code: str, activity_id: str) -> bool:
    return (
        session.scalar(
            select(LedgerId.id).where(
                LedgerId.id == activity_id,
                LedgerId.what == "activity",
                LedgerId.municipality_code == municipality_code,
            )
        )
        is not None
    )


def list_known_places(
    session: Session, municipality_code: str, place_ids: Iterable[str]
) -> frozenset[str]:
    """Those of the ids that name a place of the municipality."""
    wanted = _canonical(place_ids)
    if not wanted:
        return frozenset()
    return frozenset(
        session.scalars(
            select(Place.place_id).where(
                Place.municipality_code == municipality_code, Place.place_id.in_(wanted)
            )
        )
    )


def list_working_organisations(
    session: Session, municipality_code: str, organisation_ids: Iterable[str]
) -> frozenset[str]:
    """Those of the ids that name an organisation which works, or has worked, there."""
    wanted = _canonical(organisation_ids)
    if not wanted:
        return frozenset()
    return frozenset(
        session.scalars(
            select(OrganisationMunicipality.organisation_id).where(
                OrganisationMunicipality.municipality_code == municipality_code,
                OrganisationMunicipality.organisation_id.in_(wanted),
            )
        )
    )


def list_units(
    session: Session,
    *,
    municipality_codes: Collection[str],
    limit: int,
    cursor: str | None = None,
    unit_kind: str | None = None,
) -> Page[Unit]:
    """Units by municipality and kind; the reader sorts names in its own language."""
    query = (
        select(Unit)
        .where(Unit.municipality_code.in_(municipality_codes))
        .order_by(Unit.municipality_code, Unit.unit_id)
        .limit(limit + 1)
    )
    if unit_kind is not None:
        query = query.where(Unit.unit_kind == unit_kind)
    if cursor is not None:
        code, unit_id = decode_cursor(cursor, (read_text, read_id))
        query = query.where(
            or_(
                Unit.municipality_code > code,
                (Unit.municipality_code == code) & (Unit.unit_id > unit_id),
            )
        )
    return page_of(
        session.scalars(query).all(),
        limit,
        lambda unit: encode_cursor((unit.municipality_code, unit.unit_id)),
    )


def lock_municipality(session: Session, municipality_code: str) -> None:
    """Wait for, and hold back, every push that inserts an entry there, until the commit.

    Inserting an activity takes a key lock on its municipality's row and reads the rules after
    that; so a new rule and a new entry always see each other. SQLite has one writer at a time.
    """
    session.execute(
        select(Municipality.municipality_code)
        .where(Municipality.municipality_code == municipality_code)
        .with_for_update()
    )


_PROMISE_COLUMNS = (
    "promise_id",
    "municipality_code",
    "label",
    "title",
    "starts_on",
    "ends_on",
    "until_further_notice",
    "status",
    "is_example",
    "source_note",
    "sections",
    "parties",
    "revision",
    "change_seq",
    "recorded_at",
)


def _detail(commitment: Commitment, rule: CountingRuleRevision | None) -> CommitmentDetail:
    return CommitmentDetail(
        commitment_id=commitment.commitment_id,
        promise_id=commitment.promise_id,
        focus_area_id=commitment.focus_area_id,
        position=commitment.position,
        short_name=commitment.short_name,
        text=commitment.text,
        role=commitment.role,
        parties=commitment.parties,
        parts_note=commitment.parts_note,
        counting_rule=rule,
        withdrawn=commitment.withdrawn_at is not None,
        revision=commitment.revision,
    )


def _current_rules(
    session: Session, codes: Collection[str], promise_ids: Collection[str]
) -> dict[str, CountingRuleRevision]:
    rows = session.scalars(
        select(CountingRuleRevision)
        .join(
            Commitment,
            (Commitment.municipality_code == CountingRuleRevision.municipality_code)
            & (Commitment.commitment_id == CountingRuleRevision.commitment_id),
        )
        .where(
            CountingRuleRevision.municipality_code.in_(codes),
            Commitment.promise_id.in_(promise_ids),
            CountingRuleRevision.state == "current",
        )
    )
    return {rule.commitment_id: rule for rule in rows}


def _count(session: Session, table: type[Commitment | ResultLine], promise: Promise) -> int:
    number: int = session.execute(
        select(func.count())
        .select_from(table)
        .where(
            table.municipality_code == promise.municipality_code,
            table.promise_id == promise.promise_id,
        )
    ).scalar_one()
    return number


def _by_promise(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.promise_id].append(row)
    return found


def _promise_cursor(promise: Promise) -> str:
    return encode_cursor((promise.starts_on.isoformat(), promise.promise_id))


def _canonical(ids: Iterable[str]) -> list[str]:
    """Those that are ids in the form they are stored and compared in."""
    return [one for one in ids if is_id(one)]
