"""Rows for tests, each with the smallest arguments that matter to the test that asks.

Every factory flushes and none commits: `with stored(app) as session:` commits what was made, for
tests that then ask over HTTP.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision, LedgerId
from server.activities.rules.content import ActivityContent, as_json
from server.activities.rules.times import service_date
from server.auth.models import User
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
from server.db import transaction
from server.organisations.models import (
    Membership,
    Municipality,
    Organisation,
    OrganisationMunicipality,
)
from server.organisations.queries import next_change_seq
from server.places.models import Place, Wish
from server.sync.models import Installation

ALE = "1440"
KUNGALV = "1482"
NAMES = {
    ALE: ("Ale kommun", "Ale", "ale"),
    KUNGALV: ("Kungälvs kommun", "Kungälv", "kungalv"),
    "1492": ("Åmåls kommun", "Åmål", "amal"),
}
PASSWORD = "a password for tests"
RECORDED_AT = datetime(2020, 1, 1, 8, 0, tzinfo=UTC)

Row = TypeVar("Row")
Numbered = TypeVar("Numbered", Activity, Place, Promise, Unit, Wish)

_numbers = count(1)


@contextmanager
def stored(app: Flask) -> Iterator[Session]:
    """A transaction outside any request; what is made inside is there when the block has ended."""
    with app.app_context(), transaction() as session:
        yield session


def new_id() -> str:
    return str(uuid4())


def make_installation(session: Session, *, is_demo: bool = False) -> Installation:
    """The row that says which database this is; the one that is there, if there is one."""
    found = session.get(Installation, 1)
    return found or _added(
        session, Installation(epoch=new_id(), is_demo=is_demo, created_at=RECORDED_AT)
    )


def make_municipality(session: Session, code: str = ALE, **columns: Any) -> Municipality:
    """The municipality with that code; the one that is there, if there is one."""
    found = session.get(Municipality, code)
    if found is not None:
        return found
    name, short_name, slug = NAMES.get(code, (f"Kommun {code}", code, f"kommun-{code}"))
    columns = {"name": name, "short_name": short_name, "slug": slug, **columns}
    return _added(session, Municipality(municipality_code=code, **columns))


def make_organisation(
    session: Session,
    kind: str = "police_area",
    *,
    codes: Sequence[str] = (ALE,),
    name: str | None = None,
) -> Organisation:
    """An organisation that works in those municipalities, which are made where they are missing."""
    organisation = _added(
        session,
        Organisation(
            organisation_id=new_id(), kind=kind, name=name or f"{kind} {next(_numbers)}", aliases=[]
        ),
    )
    for code in codes:
        make_municipality(session, code)
        _added(
            session,
            OrganisationMunicipality(
                municipality_code=code,
                organisation_id=organisation.organisation_id,
                valid_from=date(2017, 1, 1),
            ),
        )
    return organisation


def make_user(session: Session, email: str | None = None, **columns: Any) -> User:
    """An account whose password is PASSWORD."""
    make_installation(session)
    number = next(_numbers)
    columns = {"display_name": f"Konto {number}", "created_at": RECORDED_AT, **columns}
    return _added(
        session,
        User(
            user_id=new_id(),
            email=email or f"konto{number}@demo.invalid",
            password_hash=_password_hash(),
            **columns,
        ),
    )


def make_membership(
    session: Session,
    user: User,
    organisation: Organisation,
    role: str = "reporter",
    *,
    valid_from: date = date(2017, 1, 1),
    valid_to: date | None = None,
) -> Membership:
    return _added(
        session,
        Membership(
            membership_id=new_id(),
            user_id=user.user_id,
            organisation_id=organisation.organisation_id,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        ),
    )


def make_member(
    session: Session, organisation: Organisation, role: str = "reporter", **dates: Any
) -> User:
    """A new account with one membership in that organisation."""
    user = make_user(session)
    make_membership(session, user, organisation, role, **dates)
    return user


def make_place(
    session: Session, code: str = ALE, *, name: str = "Göteborgsvägen", **columns: Any
) -> Place:
    make_municipality(session, code)
    columns = {"locality": "Nödinge", "recorded_at": RECORDED_AT, **columns}
    return _numbered(
        session,
        Place(
            municipality_code=code,
            place_id=new_id(),
            name=name,
            search_name=name.casefold(),
            **columns,
        ),
    )


def make_wish(session: Session, place: Place, **columns: Any) -> Wish:
    columns = {
        "kinds": ["speed_check"],
        "asked_on": date(2020, 1, 1),
        "source": "dialogue",
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _numbered(
        session,
        Wish(
            municipality_code=place.municipality_code,
            wish_id=new_id(),
            place_id=place.place_id,
            **columns,
        ),
    )


def make_unit(
    session: Session, code: str = ALE, *, name: str = "Nolskolan", **columns: Any
) -> Unit:
    make_municipality(session, code)
    columns = {
        "unit_kind": "school_grade",
        "valid_from": date(2017, 1, 1),
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _numbered(session, Unit(municipality_code=code, unit_id=new_id(), name=name, **columns))


def make_promise(session: Session, code: str = ALE, **columns: Any) -> Promise:
    """A published promise for the calendar year 2020; `ends_on=None` leaves it open-ended."""
    make_municipality(session, code)
    columns = {
        "label": "2020",
        "title": "Medborgarlöfte",
        "starts_on": date(2020, 1, 1),
        "ends_on": date(2020, 12, 31),
        "status": "active",
        "recorded_at": RECORDED_AT,
        "published_at": RECORDED_AT,
        **columns,
    }
    columns.setdefault("until_further_notice", columns["ends_on"] is None)
    return _numbered(session, Promise(municipality_code=code, promise_id=new_id(), **columns))


def make_focus_area(session: Session, promise: Promise, *, name: str = "Trafik") -> FocusArea:
    return _added(
        session,
        FocusArea(
            municipality_code=promise.municipality_code,
            focus_area_id=new_id(),
            promise_id=promise.promise_id,
            name=name,
            position=next(_numbers),
        ),
    )


def make_commitment(
    session: Session,
    promise: Promise,
    *,
    rule: Mapping[str, Any] | None = None,
    **columns: Any,
) -> Commitment:
    """A commitment; with `rule` (`{}` is enough: 20 speed checks) it is counted."""
    columns = {
        "short_name": "Hastighetskontroller",
        "text": "Vi gör hastighetskontroller.",
        "recorded_at": RECORDED_AT,
        **columns,
    }
    commitment = _added(
        session,
        Commitment(
            municipality_code=promise.municipality_code,
            commitment_id=new_id(),
            promise_id=promise.promise_id,
            position=next(_numbers),
            **columns,
        ),
    )
    if rule is not None:
        make_counting_rule(session, commitment, **rule)
    return commitment


def make_counting_rule(
    session: Session, commitment: Commitment, **columns: Any
) -> CountingRuleRevision:
    columns = {
        "revision": 1,
        "type": "count",
        "target": 20,
        "window": "promise",
        "kinds": ["speed_check"],
        "where": {},
        "text": "Minst 20 hastighetskontroller.",
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _added(
        session,
        CountingRuleRevision(
            municipality_code=commitment.municipality_code,
            commitment_id=commitment.commitment_id,
            **columns,
        ),
    )


def make_adjustment(session: Session, commitment: Commitment, **columns: Any) -> Adjustment:
    columns = {
        "low": 201,
        "high": None,
        "qualifier": "over",
        "words": "drygt 200",
        "kinds": ["speed_check"],
        "starts_on": date(2020, 1, 1),
        "ends_on": date(2020, 12, 31),
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _added(
        session,
        Adjustment(
            municipality_code=commitment.municipality_code,
            adjustment_id=new_id(),
            commitment_id=commitment.commitment_id,
            **columns,
        ),
    )


def make_deviation(session: Session, commitment: Commitment, **columns: Any) -> Deviation:
    columns = {
        "reason": "pandemi",
        "text": "Mötet ställdes in.",
        "occurred_on": date(2020, 3, 20),
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _added(
        session,
        Deviation(
            municipality_code=commitment.municipality_code,
            deviation_id=new_id(),
            commitment_id=commitment.commitment_id,
            **columns,
        ),
    )


def make_result_line(session: Session, promise: Promise, **columns: Any) -> ResultLine:
    columns = {
        "text": "Anmälningar upprättade.",
        "qualifier": "exists",
        "words": "finns",
        "recorded_at": RECORDED_AT,
        **columns,
    }
    return _added(
        session,
        ResultLine(
            municipality_code=promise.municipality_code,
            result_line_id=new_id(),
            promise_id=promise.promise_id,
            position=next(_numbers),
            **columns,
        ),
    )


def make_activity(
    session: Session,
    author: User,
    organisation: Organisation,
    code: str = ALE,
    *,
    started_at: datetime | None = datetime(2020, 5, 10, 10, 0, tzinfo=UTC),
    kind: str = "speed_check",
    is_void: bool = False,
    recorded_at: datetime | None = None,
    **said: Any,
) -> Activity:
    """A done entry as the ledger stores it, with its one revision; it is not counted anywhere.

    `said` are members of the content; an entry with only an evening is given `started_at=None`,
    `time_precision="evening"` and a `service_date`.
    """
    make_municipality(session, code)
    content = ActivityContent(
        kind=kind,
        kind_revision=1,
        municipality_code=code,
        organisation_id=organisation.organisation_id,
        started_at=started_at,
        **{"state": "done", **said},
    )
    day = content.service_date
    if day is None:
        assert started_at is not None
        day = service_date(started_at, is_evening_kind=kind == "night_walk", cut_off="05:00")
    recorded_at = recorded_at or started_at or RECORDED_AT
    shared: dict[str, Any] = {
        "municipality_code": code,
        "activity_id": new_id(),
        "author_id": author.user_id,
        "revision": 1,
        "content": as_json(content),
        "is_void": is_void,
        "service_date": day,
        "cut_off": "05:00",
        "recorded_at": recorded_at,
    }
    _added(
        session,
        LedgerId(id=shared["activity_id"], what="activity", municipality_code=code),
    )
    activity = _numbered(
        session,
        Activity(
            **shared,
            organisation_id=content.organisation_id,
            kind=content.kind,
            kind_revision=content.kind_revision,
            state=content.state,
            requested_by=content.requested_by,
            place_id=content.place_id,
            place_revision=None if content.place_id is None else 1,
            started_at=content.started_at,
            ended_at=content.ended_at,
            receipt=f"{next(_numbers)}-1",
            changed_at=recorded_at,
        ),
    )
    _added(session, ActivityRevision(**shared, action="log", received=shared["content"]))
    return activity


@cache
def _password_hash() -> str:
    """Argon2 as in life, with the least work: how much of it is needed stands in the hash."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def _numbered(session: Session, row: Numbered) -> Numbered:
    """Add a row that the pull sends, under its municipality's next number."""
    row.change_seq = next_change_seq(session, row.municipality_code)
    return _added(session, row)


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
