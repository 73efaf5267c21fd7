"""Signing in and out: argon2id passwords, server-side sign-ins that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.auth.models import SignIn
from server.auth.queries import as_actor, find_sign_in, find_user_by_email
from server.organisations.queries import list_memberships
from server.organisations.rules import Actor
from server.problems import WrongCredentials
from server.sync.models import Installation

# A volunteer's phone stays signed in for a season; a work account is asked again each month.
ASSOCIATION_DAYS = 365
WORK_DAYS = 30


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open sign-in: who it is, and the token that unsafe requests must carry."""

    token_hash: str
    actor: Actor
    csrf_token: str
    epoch: str
    is_demo: bool
    last_seen_at: datetime


def sign_in(
    session: Session, *, email: str, password: str, now: datetime, today: date
) -> tuple[str, SignedIn]:
    """Check the password and open a sign-in; gives the secret token for the cookie with it.

    Raises wrong-credentials, after the same work whether or not the account exists.
    """
    user = find_user_by_email(session, email.strip().casefold())
    is_right = is_password_of(user.password_hash if user else _unknown_hash(), password)
    if user is None or not is_right or not user.is_active:
        raise WrongCredentials()
    installation = session.scalars(select(Installation)).one()
    memberships = list_memberships(session, [user.user_id], today=today).get(user.user_id, ())
    only_volunteer = {m.organisation_kind for m in memberships} == {"association"}
    days = ASSOCIATION_DAYS if only_volunteer else WORK_DAYS
    token = secrets.token_urlsafe(32)
    row = SignIn(
        token_hash=hash_token(token),
        user_id=user.user_id,
        csrf_token=secrets.token_urlsafe(24),
        epoch=installation.epoch,
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    return token, SignedIn(
        token_hash=row.token_hash,
        actor=as_actor(user, memberships),
        csrf_token=row.csrf_token,
        epoch=installation.epoch,
        is_demo=installation.is_demo,
        last_seen_at=now,
    )


def find_signed_in(session: Session, token: str, *, now: datetime, today: date) -> SignedIn | None:
    """Who a cookie's token stands for; None when revoked, expired, or from another epoch."""
    found = find_sign_in(session, hash_token(token))
    if found is None or found.sign_in.revoked_at is not None or found.sign_in.expires_at <= now:
        return None
    installation = session.scalars(select(Installation)).one()
    if found.sign_in.epoch != installation.epoch or not found.user.is_active:
        return None
    user_id = found.user.user_id
    memberships = list_memberships(session, [user_id], today=today).get(user_id, ())
    return SignedIn(
        token_hash=found.sign_in.token_hash,
        actor=as_actor(found.user, memberships),
        csrf_token=found.sign_in.csrf_token,
        epoch=installation.epoch,
        is_demo=installation.is_demo,
        last_seen_at=found.sign_in.last_seen_at,
    )


def sign_out(session: Session, token_hash: str, *, now: datetime) -> None:
    """Revoke a sign-in; doing it twice changes nothing."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == token_hash, SignIn.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def hash_token(token: str) -> str:
    """What is stored instead of the cookie's token, so that a leaked backup signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_password_of(password_hash: str, password: str) -> bool:
    """Whether that is the password; False also for a hash that argon2 cannot read."""
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _unknown_hash() -> str:
    """A hash to check against when the account does not exist, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(16))
