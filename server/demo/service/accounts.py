"""The demo's organisations and accounts, and the password that the accounts share."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.auth.models import User
from server.auth.service import hash_password, is_password_of
from server.demo.rules.data import DemoData
from server.demo.rules.ids import demo_id
from server.demo.service.read import read_demo
from server.demo.service.rows import add_rows
from server.organisations.models import (
    Membership,
    Municipality,
    Organisation,
    OrganisationMunicipality,
)
from server.settings import Settings, read_or_make_secret

PASSWORD_FILE = "demo-password"  # noqa: S105 - the name of a file, not a password


def demo_password(settings: Settings) -> str:
    """The accounts' common password: the one that is set, else one made and kept at home.

    The file is readable by the owner only.
    """
    if settings.demo_password is not None:
        return settings.demo_password
    return read_or_make_secret(settings.home / PASSWORD_FILE, length=9)


def list_accounts() -> tuple[tuple[str, str], ...]:
    """The e-mail address and the screen name of every demo account."""
    return tuple((a.email, a.display_name) for a in read_demo().organisations.accounts)


def add_organisations(session: Session, data: DemoData, password: str) -> None:
    """Municipalities, organisations where they work, and one account with one membership each."""
    source = data.organisations
    # One password, one hash: argon2 is slow on purpose, and the demo is to be ready at once.
    password_hash = hash_password(password)
    valid_from = source.valid_from
    add_rows(
        session,
        (
            Municipality(
                municipality_code=m.code, name=m.name, short_name=m.short_name, slug=m.slug
            )
            for m in source.municipalities
        ),
    )
    add_rows(
        session,
        (
            Organisation(
                organisation_id=demo_id("organisation", o.key),
                kind=o.kind,
                name=o.name,
                aliases=list(o.aliases),
            )
            for o in source.organisations
        ),
    )
    add_rows(
        session,
        (
            OrganisationMunicipality(
                municipality_code=code,
                organisation_id=demo_id("organisation", o.key),
                valid_from=valid_from,
            )
            for o in source.organisations
            for code in o.municipality_codes
        ),
    )
    add_rows(
        session,
        (
            User(
                user_id=demo_id("user", a.key),
                email=a.email,
                display_name=a.display_name,
                password_hash=password_hash,
                created_at=data.places.recorded_at,
            )
            for a in source.accounts
        ),
    )
    add_rows(
        session,
        (
            Membership(
                membership_id=demo_id("membership", a.key),
                user_id=demo_id("user", a.key),
                organisation_id=demo_id("organisation", a.organisation),
                role=a.role,
                valid_from=valid_from,
            )
            for a in source.accounts
        ),
    )


def renew_passwords(session: Session, password: str) -> None:
    """A demo that is started with another password than before takes that one from now on."""
    ids = [demo_id("user", account.key) for account in read_demo().organisations.accounts]
    users = session.scalars(select(User).where(User.user_id.in_(ids))).all()
    if all(is_password_of(one, password) for one in {user.password_hash for user in users}):
        return
    password_hash = hash_password(password)
    for user in users:
        user.password_hash = password_hash
    session.flush()
