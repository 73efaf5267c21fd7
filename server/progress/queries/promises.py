"""Reads of promises, as far as counting needs them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from server.commitments.models import Commitment, Promise
from server.organisations.models import Municipality
from server.problems import NotFound


@dataclass(frozen=True, slots=True)
class CountedPromise:
    """A promise as far as counting needs it, and what its municipality decides about showing."""

    municipality_code: str
    promise_id: str
    starts_on: date
    ends_on: date | None
    status: str
    public_delay_days: int
    mask_below: int


def get_counted_promise(session: Session, promise_id: str) -> CountedPromise:
    """The promise with that id; raises not-found."""
    found = _promises(session, Promise.promise_id == promise_id)
    if not found:
        raise NotFound()
    return found[0]


def get_promise_of_commitment(session: Session, commitment_id: str) -> CountedPromise:
    """The promise that the commitment stands in, in one statement; raises not-found."""
    its_promise = select(Commitment.promise_id).where(Commitment.commitment_id == commitment_id)
    found = _promises(session, Promise.promise_id.in_(its_promise))
    if not found:
        raise NotFound()
    return found[0]


def list_published_promises(
    session: Session, municipality_codes: Collection[str]
) -> list[CountedPromise]:
    """The promises of these municipalities that are not drafts."""
    return _promises(
        session,
        and_(Promise.municipality_code.in_(municipality_codes), Promise.status != "draft"),
    )


def list_municipality_codes(session: Session) -> list[str]:
    return list(
        session.scalars(
            select(Municipality.municipality_code).order_by(Municipality.municipality_code)
        )
    )


def _promises(session: Session, chosen: ColumnElement[bool]) -> list[CountedPromise]:
    rows = session.execute(
        select(
            Promise.municipality_code,
            Promise.promise_id,
            Promise.starts_on,
            Promise.ends_on,
            Promise.status,
            Municipality.public_delay_days,
            Municipality.mask_below,
        )
        .join(Municipality, Municipality.municipality_code == Promise.municipality_code)
        .where(chosen)
        .order_by(Promise.municipality_code, Promise.starts_on, Promise.promise_id)
    )
    return [CountedPromise(*row) for row in rows]
