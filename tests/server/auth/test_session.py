"""POST, GET and DELETE /session, and the guard that stands before the whole API."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.auth.models import SignIn, User
from server.sync.models import Installation
from tests.browser import API, anonymous, signed_in, slug
from tests.clock import SettableClock
from tests.factories import (
    ALE,
    KUNGALV,
    PASSWORD,
    make_member,
    make_membership,
    make_organisation,
    make_user,
    stored,
)

PROMISE = {
    "municipality_code": ALE,
    "label": "2026",
    "title": "Löfte",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


@pytest.fixture
def officer(app: Flask) -> str:
    """The address of an account with a membership in a police area of two municipalities."""
    with stored(app) as session:
        police = make_organisation(session, name="Polisen", codes=(KUNGALV, ALE))
        return make_member(session, police, "coordinator").email


def test_a_stranger_learns_whether_it_is_a_demo_and_no_more(app: Flask) -> None:
    answer = anonymous(app).get("/installation")

    assert answer.status_code == 200
    assert answer.get_json() == {"is_demo": False, "is_signed_in": False}


def test_the_app_learns_that_someone_is_signed_in(app: Flask, officer: str) -> None:
    assert signed_in(app, officer).get("/installation").get_json()["is_signed_in"] is True


def test_signing_in_tells_who_one_is(app: Flask, officer: str) -> None:
    answer = anonymous(app).post(
        "/session", {"email": f" {officer.upper()} ", "password": PASSWORD}
    )

    body = answer.get_json()
    assert answer.status_code == 200
    assert body["user"]["email"] == officer
    (membership,) = body["memberships"]
    assert membership["organisation_name"] == "Polisen"
    assert membership["organisation_kind"] == "police_area"
    assert membership["role"] == "coordinator"
    assert membership["municipality_codes"] == [ALE, KUNGALV]
    assert [membership["valid_from"], membership["valid_to"]] == ["2017-01-01", None]
    assert [one["slug"] for one in body["municipalities"]] == ["ale", "kungalv"]
    assert body["csrf_token"]
    assert body["is_demo"] is False
    assert datetime.fromisoformat(body["server_time"]).utcoffset() == timedelta(0)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    app: Flask, officer: str
) -> None:
    wrong = anonymous(app).post("/session", {"email": officer, "password": "wrong"})
    unknown = anonymous(app).post("/session", {"email": "nobody@demo.invalid", "password": "wrong"})

    bodies = [wrong.get_json(), unknown.get_json()]
    for body in bodies:
        del body["request_id"]
    assert bodies[0] == bodies[1]
    assert slug(wrong) == "wrong-credentials"
    assert "Set-Cookie" not in wrong.headers


def test_a_closed_account_does_not_sign_in(app: Flask) -> None:
    with stored(app) as session:
        email = make_user(session, is_active=False).email

    answer = anonymous(app).post("/session", {"email": email, "password": PASSWORD})

    assert slug(answer) == "wrong-credentials"


def test_closing_an_account_ends_its_sign_ins(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)

    with stored(app) as session:
        session.query(User).update({"is_active": False})

    assert slug(browser.get("/session")) == "not-signed-in"


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask, officer: str) -> None:
    answer = anonymous(app).post("/session", {"email": officer, "password": PASSWORD})

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_again_changes_the_cookie_and_keeps_other_browsers(
    app: Flask, officer: str
) -> None:
    browser, other = signed_in(app, officer), signed_in(app, officer)
    before = browser.client.get_cookie("trygglogg")

    browser.client.post(f"{API}/session", json={"email": officer, "password": PASSWORD})
    after = browser.client.get_cookie("trygglogg")

    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert other.get("/session").status_code == 200


def test_signing_out_ends_the_sign_in_also_for_a_copied_cookie(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)
    cookie = browser.client.get_cookie("trygglogg")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("trygglogg", cookie.value)
    assert thief.get(f"{API}/session").status_code == 200

    assert browser.call("DELETE", "/session").status_code == 204

    assert slug(browser.get("/session")) == "not-signed-in"
    assert thief.get(f"{API}/session").status_code == 401


def test_a_sign_in_ends_by_itself(app: Flask, officer: str, clock: SettableClock) -> None:
    with stored(app) as session:
        walkers = make_organisation(session, "association")
        walker = make_member(session, walkers).email
    work, volunteer = signed_in(app, officer), signed_in(app, walker)

    clock.advance(timedelta(days=31))

    assert work.get("/session").status_code == 401
    assert volunteer.get("/session").status_code == 200


def test_a_restored_database_ends_every_sign_in(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)

    with stored(app) as session:
        session.query(Installation).update({"epoch": str(uuid4())})

    assert browser.get("/session").status_code == 401


def test_the_database_keeps_no_token_that_signs_anyone_in(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)
    with browser.client.session_transaction() as cookie:
        token = cookie["_user_id"]

    with stored(app) as session:
        (row,) = session.query(SignIn).all()
        assert token not in row.token_hash
        assert len(row.token_hash) == 64


def test_memberships_that_are_not_valid_today_give_nothing(
    app: Flask, clock: SettableClock
) -> None:
    with stored(app) as session:
        police = make_organisation(session)
        user = make_user(session)
        make_membership(session, user, police, valid_to=date(2026, 2, 1))
        email = user.email
    clock.set(datetime(2026, 2, 2, 12, tzinfo=UTC))
    browser = signed_in(app, email)

    body = browser.get("/session").get_json()

    assert [body["memberships"], body["municipalities"]] == [[], []]
    assert slug(browser.post("/promises", PROMISE)) == "not-allowed"


@pytest.mark.parametrize("token", ["", "wrong", "\N{LATIN SMALL LETTER A WITH RING ABOVE}"])
def test_an_unsafe_call_needs_the_sign_ins_own_token(app: Flask, officer: str, token: str) -> None:
    browser = signed_in(app, officer)

    answer = browser.client.post(f"{API}/promises", json=PROMISE, headers={"X-CSRF-Token": token})

    assert slug(answer) == "csrf-failed"
    assert browser.post("/promises", PROMISE).status_code == 201


def test_the_token_of_another_sign_in_is_refused(app: Flask, officer: str) -> None:
    browser, other = signed_in(app, officer), signed_in(app, officer)

    answer = browser.client.post(
        f"{API}/promises", json=PROMISE, headers={"X-CSRF-Token": other.csrf_token}
    )

    assert slug(answer) == "csrf-failed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.invalid"},
        {"Origin": "null"},
    ],
)
def test_a_foreign_page_is_refused_also_with_the_right_token(
    app: Flask, officer: str, headers: dict[str, str]
) -> None:
    browser = signed_in(app, officer)

    changing = browser.client.post(
        f"{API}/promises", json=PROMISE, headers={"X-CSRF-Token": browser.csrf_token, **headers}
    )
    signing_in = app.test_client().post(
        f"{API}/session", json={"email": officer, "password": PASSWORD}, headers=headers
    )

    assert slug(changing) == "csrf-failed"
    assert slug(signing_in) == "csrf-failed"


def test_ones_own_page_passes(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)

    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        answer = browser.client.post(
            f"{API}/promises",
            json=PROMISE,
            headers={"X-CSRF-Token": browser.csrf_token, **headers},
        )
        assert answer.status_code == 201


def test_a_form_of_another_site_cannot_speak_to_the_api(app: Flask, officer: str) -> None:
    browser = signed_in(app, officer)

    answer = browser.client.post(
        f"{API}/promises", data=PROMISE, headers={"X-CSRF-Token": browser.csrf_token}
    )

    assert slug(answer) == "unsupported-media-type"


def test_nothing_of_the_api_is_told_without_a_sign_in(client: FlaskClient) -> None:
    answer = client.get(f"{API}/promises")

    assert slug(answer) == "not-signed-in"
    assert answer.headers["Cache-Control"] == "no-store"
