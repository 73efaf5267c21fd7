"""Reads of accounts and sign-ins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.auth.models import SignIn, User
from server.organisations.queries import list_memberships
from server.organisations.rules import Actor, ActorMembership


class OpenSignIn(NamedTuple):
    sign_in: SignIn
    user: User


def find_sign_in(session: Session, token_hash: str) -> OpenSignIn | None:
    row = session.execute(
        select(SignIn, User)
        .join(User, User.user_id == SignIn.user_id)
        .where(SignIn.token_hash == token_hash)
    ).one_or_none()
    return None if row is None else OpenSignIn(row[0], row[1])


def find_user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def list_actors(session: Session, user_ids: Iterable[str], *, today: date) -> dict[str, Actor]:
    """The named users as actors, two statements in all; unknown ids are left out."""
    wanted = list(user_ids)
    users = session.scalars(select(User).where(User.user_id.in_(wanted))).all()
    memberships = list_memberships(session, wanted, today=today)
    return {user.user_id: as_actor(user, memberships.get(user.user_id, ())) for user in users}


def as_actor(user: User, memberships: tuple[ActorMembership, ...]) -> Actor:
    return Actor(
        user_id=user.user_id,
        display_name=user.display_name,
        email=user.email,
        memberships=memberships,
    )
