"""Signing in and out over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from server import login
from server.auth import service
from server.auth.schemas import Credentials, CredentialsSchema, InstallationView, SessionView
from server.clock import utc_now
from server.db import db, transaction
from server.http import dump, load
from server.openapi import describe
from server.organisations.queries import list_municipalities
from server.stockholm import stockholm_date

blueprint = Blueprint("auth", __name__)


@blueprint.post("/session")
@describe("Sign in", body=CredentialsSchema, answer=SessionView)
def sign_in() -> Response:
    credentials: Credentials = load(CredentialsSchema())
    now = utc_now()
    with transaction() as session:
        token, signed_in = service.sign_in(
            session,
            email=credentials.email,
            password=credentials.password,
            now=now,
            today=stockholm_date(now),
        )
    login.open_cookie(token, signed_in)
    return dump(_session_view(signed_in))


@blueprint.get("/session")
@describe("Who is signed in", answer=SessionView)
def show_session() -> Response:
    return dump(_session_view(login.current()))


@blueprint.delete("/session")
@describe("Sign out", status=204)
def sign_out() -> Response:
    signed_in = login.current()
    with transaction() as session:
        service.sign_out(session, signed_in.token_hash, now=utc_now())
    login.close_cookie()
    return Response(status=204)


@blueprint.get("/installation")
@describe("Whether this is a demo, and whether someone is signed in", answer=InstallationView)
def show_installation() -> Response:
    """For an app that has just been opened: asking who is signed in would answer a stranger 401,
    which every browser writes as an error in its console."""
    is_demo = current_app.extensions["trygglogg.settings"].is_demo
    is_signed_in = login.find_current() is not None
    return dump(InstallationView().dump({"is_demo": is_demo, "is_signed_in": is_signed_in}))


def _session_view(signed_in: service.SignedIn) -> Any:
    now = utc_now()
    actor = signed_in.actor
    memberships = actor.valid_on(stockholm_date(now))
    codes = sorted({code for membership in memberships for code in membership.municipality_codes})
    return SessionView().dump(
        {
            "user": {
                "id": actor.user_id,
                "display_name": actor.display_name,
                "email": actor.email,
            },
            "csrf_token": signed_in.csrf_token,
            "memberships": memberships,
            "municipalities": list_municipalities(db.session(), codes),
            "server_time": now,
            "epoch": signed_in.epoch,
            "is_demo": signed_in.is_demo,
        }
    )
