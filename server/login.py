"""The only module that touches Flask-Login, which ships no types.

Its cookie carries a random token; the sign-in behind it lives in the database and can be revoked.
Every request under /api/v1 but those named here needs a sign-in, and every unsafe one the
sign-in's own CSRF token. There is no setting that turns this off.
"""

from __future__ import annotations

import hmac
from typing import cast

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_login import current_user as flask_login_user

from server.auth.service import SignedIn, find_signed_in
from server.clock import utc_now
from server.db import db
from server.organisations.rules import Actor
from server.problems import CsrfFailed, NotAllowed, NotSignedIn
from server.stockholm import stockholm_date

API = "/api/v1"
OPEN_ENDPOINTS = frozenset({"auth.sign_in", "auth.show_installation", "openapi.show_openapi"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Account(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """What Flask-Login carries through a request."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token = token
        self.signed_in = signed_in

    def get_id(self) -> str:
        return self.token


def init_login(app: Flask) -> None:
    manager = LoginManager(app)
    # The sign-in is bound to a random token on the server; tying it to an address or a browser
    # string would sign officers out when their phone changes cell or updates itself.
    manager.session_protection = None
    manager.user_loader(_load_account)
    app.before_request(_guard_api)


def open_cookie(token: str, signed_in: SignedIn) -> None:
    """Rotate the cookie to a new sign-in; whatever the browser carried before is forgotten."""
    session.clear()
    session.permanent = True
    login_user(Account(token, signed_in))


def close_cookie() -> None:
    logout_user()
    session.clear()


def find_current() -> SignedIn | None:
    """Who is signed in, if anyone."""
    if not flask_login_user.is_authenticated:
        return None
    return cast(Account, flask_login_user).signed_in


def current() -> SignedIn:
    """Who is signed in; raises not-signed-in."""
    signed_in = find_current()
    if signed_in is None:
        raise NotSignedIn()
    return signed_in


def current_actor() -> Actor:
    return current().actor


def require(is_allowed: bool) -> None:
    """Turn a policy's no into a problem: `require(may_coordinate(actor, code, day))`."""
    if not is_allowed:
        raise NotAllowed()


def _load_account(token: str) -> Account | None:
    now = utc_now()
    signed_in = find_signed_in(db.session(), token, now=now, today=stockholm_date(now))
    return None if signed_in is None else Account(token, signed_in)


def _guard_api() -> None:
    """Sign-in and CSRF for the whole API.

    A browser always tells where an unsafe request comes from, so a foreign page is refused by
    `Sec-Fetch-Site` or `Origin` even when it would have guessed a token.
    """
    if not request.path.startswith(API + "/") or request.url_rule is None:
        return
    is_unsafe = request.method not in SAFE_METHODS
    if is_unsafe and not _is_same_origin():
        raise CsrfFailed()
    if request.endpoint in OPEN_ENDPOINTS:
        return
    signed_in = current()
    sent = request.headers.get("X-CSRF-Token", "")
    if is_unsafe and not hmac.compare_digest(sent.encode(), signed_in.csrf_token.encode()):
        raise CsrfFailed("Hämta en ny csrf_token med GET /api/v1/session och försök igen.")


def _is_same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin in {current_app.config["PUBLIC_URL"], request.host_url.rstrip("/")}
