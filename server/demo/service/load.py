"""Loads the demo: real promises in own words, and an invented log behind their numbers.

The only code that sets `recorded_at` to anything but now. It writes what surrounds the ledger as
rows, and every entry through the service that a push uses, so that revisions, receipt numbers and
contributions are those the real code makes.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.commitments.models import Promise
from server.demo.rules.promises import promise_in
from server.demo.service.accounts import add_organisations, renew_passwords
from server.demo.service.log import write_down
from server.demo.service.places import add_places
from server.demo.service.promises import add_promise
from server.demo.service.read import read_demo
from server.demo.service.rows import add_rows
from server.stockholm import stockholm_date
from server.sync.models import Installation


class NotADemo(Exception):
    """The database is a real installation; the demo is never mixed into one."""


def is_loaded(session: Session) -> bool:
    """Whether this database has the demo. Raises NotADemo for a real installation."""
    installation = session.get(Installation, 1)
    if installation is None:
        return False
    if not installation.is_demo:
        raise NotADemo("Databasen är en riktig installation. Exempeldata laddas aldrig i den.")
    return session.scalar(select(Promise.promise_id).limit(1)) is not None


def load_demo(session: Session, *, catalogue: Catalogue, password: str, now: datetime) -> bool:
    """Load the demo into an empty database; False, and nothing is changed, where it is there.

    Nothing but the password: the accounts take the one that is in force now. Raises NotADemo.
    """
    if is_loaded(session):
        renew_passwords(session, password)
        return False
    today = stockholm_date(now)
    data = read_demo()
    _add_installation(session, now)
    add_organisations(session, data, password)
    add_places(session, data.places, today)
    for promise in data.promises:
        add_promise(session, promise_in(promise, today))
    write_down(session, data, catalogue=catalogue, today=today)
    return True


def _add_installation(session: Session, now: datetime) -> None:
    if session.get(Installation, 1) is None:
        add_rows(session, [Installation(epoch=str(uuid4()), is_demo=True, created_at=now)])
