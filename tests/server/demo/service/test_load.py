"""Loading the demo: once, into an empty database, through the real ledger."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityRevision
from server.auth.models import User
from server.auth.service import is_password_of
from server.catalogue.service import load_catalogue
from server.commitments.models import Promise
from server.db import db
from server.demo.rules.ids import demo_id
from server.demo.service.load import NotADemo, is_loaded, load_demo
from server.organisations.models import Membership
from server.organisations.queries import list_memberships
from server.progress.models import ContributionRow
from server.sync.models import Installation
from tests.factories import make_installation

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "the demo's password"


def load(session: Session, *, password: str = PASSWORD, now: datetime = NOW) -> bool:
    return load_demo(session, catalogue=load_catalogue(), password=password, now=now)


def count_of(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def fingerprint(session: Session) -> list[tuple[object, ...]]:
    """Everything that identifies the log: ids, receipts, times and numbers."""
    return [
        tuple(row)
        for row in session.execute(
            select(
                Activity.activity_id,
                Activity.revision,
                Activity.receipt,
                Activity.service_date,
                Activity.recorded_at,
                Activity.change_seq,
            ).order_by(Activity.activity_id)
        )
    ]


@pytest.fixture
def loaded(demo: Flask) -> Iterator[Session]:
    """A session on the shared demo, to read from."""
    with demo.app_context():
        yield db.session()


def test_loading_twice_changes_nothing(session: Session) -> None:
    assert not is_loaded(session)
    assert load(session)
    before = fingerprint(session)

    assert is_loaded(session)
    assert session.get_one(Installation, 1).is_demo
    assert not load(session, now=NOW.replace(year=2027))

    assert fingerprint(session) == before
    assert count_of(session, Promise) == 4
    assert count_of(session, User) == count_of(session, Membership) == 5


def test_a_real_installation_takes_no_demo(session: Session) -> None:
    make_installation(session, is_demo=False)

    with pytest.raises(NotADemo):
        load(session)

    assert count_of(session, Promise) == 0


def test_an_empty_demo_installation_is_filled(session: Session) -> None:
    epoch = make_installation(session, is_demo=True).epoch

    assert load(session)

    installation = session.get_one(Installation, 1)
    assert (installation.epoch, installation.is_demo) == (epoch, True)


def test_every_entry_is_a_revision_with_a_receipt_written_down_that_day(loaded: Session) -> None:
    activities = loaded.scalars(select(Activity)).all()
    assert len(activities) == count_of(loaded, ActivityRevision) == 86
    assert len({(a.municipality_code, a.receipt) for a in activities}) == 86
    for activity in activities:
        assert activity.revision == 1
        assert activity.flags == []
        assert not activity.is_void
        assert activity.started_at is not None
        assert 0 < (activity.recorded_at - activity.started_at).total_seconds() < 8 * 3600
        assert activity.recorded_at < NOW


def test_contributions_are_those_the_ledger_made(loaded: Session) -> None:
    counted = loaded.scalar(
        select(func.count()).where(
            ContributionRow.commitment_id == demo_id("commitment", "ale-2020", "C4")
        )
    )
    assert counted == 33


def test_the_example_promise_takes_entries_of_its_own_year_only(session: Session) -> None:
    load(session, now=datetime(2027, 1, 5, 12, 0, tzinfo=UTC))

    promise = session.scalars(select(Promise).where(Promise.is_example)).one()
    assert (promise.starts_on, promise.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    counted = session.scalar(
        select(func.count()).where(ContributionRow.promise_id == promise.promise_id)
    )
    assert counted == 1


def test_the_police_account_has_one_membership_in_two_municipalities(loaded: Session) -> None:
    user_id = demo_id("user", "polis")

    (membership,) = list_memberships(loaded, [user_id], today=NOW.date())[user_id]

    assert membership.organisation_kind == "police_area"
    assert membership.organisation_name == "Lokalpolisområde Kungälv-Ale"
    assert membership.role == "reporter"
    assert membership.municipality_codes == ("1440", "1482")
    assert (membership.valid_from, membership.valid_to) == (date(2017, 1, 1), None)


def test_the_other_accounts_have_rights_in_ale(loaded: Session) -> None:
    expected = {
        "vandrare": ("association", "reporter"),
        "falt": ("municipality", "reporter"),
        "samordnare": ("municipality", "coordinator"),
        "admin": ("municipality", "administrator"),
    }
    user_ids = {account: demo_id("user", account) for account in expected}

    found = list_memberships(loaded, user_ids.values(), today=NOW.date())

    for account, rights in expected.items():
        (membership,) = found[user_ids[account]]
        assert (membership.organisation_kind, membership.role) == rights
        assert membership.municipality_codes == ("1440",)
        assert membership.valid_from == date(2017, 1, 1)


def test_a_demo_started_with_another_password_takes_it(session: Session) -> None:
    load(session)

    load(session, password="another one")

    hashes = session.scalars(select(User.password_hash)).all()
    assert all(is_password_of(one, "another one") for one in hashes)
    assert not any(is_password_of(one, PASSWORD) for one in hashes)


def test_the_demo_is_the_same_in_every_installation(session: Session) -> None:
    load(session)
    first = fingerprint(session)
    session.rollback()

    load(session)

    assert fingerprint(session) == first
