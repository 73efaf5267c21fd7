"""Reads of promises, and of the parts that a write to one starts from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.commitments.models import Commitment, FocusArea, Promise, ResultLine
from server.commitments.queries.details import PromiseDetail, detail_promises
from server.organisations.models import Municipality
from server.paging import Page, decode_cursor, encode_cursor, page_of
from server.wire import read_id


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


def _promise_cursor(promise: Promise) -> str:
    return encode_cursor((promise.starts_on.isoformat(), promise.promise_id))
