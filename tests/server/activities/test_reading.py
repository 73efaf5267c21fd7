"""GET /activities, /activities/{id} and /activities/{id}/revisions, and PATCH /activities/{id}."""

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from server.auth.models import User
from server.organisations.models import Organisation
from tests.browser import Browser, pointers, signed_in, slug
from tests.factories import (
    ALE,
    KUNGALV,
    make_activity,
    make_member,
    make_organisation,
    make_place,
    make_user,
    new_id,
    stored,
)
from tests.queries import QueryRecorder


@dataclass(frozen=True, slots=True)
class Ground:
    """Two organisations in Ale, each with someone who reports and someone who coordinates."""

    app: Flask
    police: str
    kommun: str
    officer: str
    officer_email: str
    kommun_email: str

    def write(self, **said: Any) -> str:
        """An entry that the officer wrote; gives its id."""
        with stored(self.app) as session:
            author = session.get_one(User, self.officer)
            police = session.get_one(Organisation, self.police)
            return make_activity(session, author, police, **said).activity_id

    def as_police(self) -> Browser:
        return signed_in(self.app, self.officer_email)

    def as_kommun(self) -> Browser:
        return signed_in(self.app, self.kommun_email)


@pytest.fixture
def ground(app: Flask) -> Ground:
    with stored(app) as session:
        police = make_organisation(session, name="Polisen", codes=(ALE, KUNGALV))
        kommun = make_organisation(session, "municipality", name="Kommunen")
        officer = make_member(session, police)
        return Ground(
            app,
            police.organisation_id,
            kommun.organisation_id,
            officer.user_id,
            officer.email,
            make_member(session, kommun, "coordinator").email,
        )


def ids(browser: Browser, **query: Any) -> list[str | None]:
    return [item["activity_id"] for item in browser.get("/activities", **query).get_json()["items"]]


def at(day: int, hour: int = 10, month: int = 5) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=UTC)


def test_members_see_their_own_entries_as_they_were_written(ground: Ground) -> None:
    activity_id = ground.write(
        ended_at=at(10, 11),
        place_name="Vid bron",
        requested_by="citizens",
        outcomes={"licence_seized": 2, "order_inspection": 1},
    )

    shown = ground.as_police().get(f"/activities/{activity_id}").get_json()

    assert shown["precision"] == "full"
    assert shown["started_at"] == "2020-05-10T10:00:00+00:00"
    assert shown["place_name"] == "Vid bron"
    assert shown["outcomes"] == {"licence_seized": 2, "order_inspection": 1}
    assert shown["masked"] == []
    assert shown["receipt"]
    assert shown["author_name"]
    assert shown["activity"]["requested_by"] == "citizens"


def test_others_see_kind_public_place_and_day_and_nothing_about_persons(ground: Ground) -> None:
    with stored(ground.app) as session:
        place_id = make_place(session).place_id
    activity_id = ground.write(
        ended_at=at(10, 11),
        place_id=place_id,
        requested_by="citizens",
        outcomes={"licence_seized": 2, "order_fine_speed": 9, "order_inspection": 1},
    )

    shown = ground.as_kommun().get(f"/activities/{activity_id}").get_json()

    assert shown == {
        "activity_id": activity_id,
        "precision": "day",
        "municipality_code": ALE,
        "kind": "speed_check",
        "kind_label": "Hastighetskontroll",
        "organisation_id": ground.police,
        "organisation_name": "Polisen",
        "month": "2020-05",
        "service_date": "2020-05-10",
        "state": "done",
        "is_void": False,
        "requested_by": "citizens",
        "place_name": "Göteborgsvägen, Nödinge",
        "outcomes": {"licence_seized": None, "order_fine_speed": None, "order_inspection": 1},
        "masked": ["licence_seized", "order_fine_speed"],
        "started_at": None,
        "ended_at": None,
        "revision": None,
        "receipt": None,
        "recorded_at": None,
        "author_name": None,
        "review_state": None,
        "flags": [],
        "clashes": [],
        "activity": None,
    }


def test_place_checks_and_narcotics_work_are_seen_by_the_month_only(ground: Ground) -> None:
    with stored(ground.app) as session:
        place_id = make_place(session).place_id
    secret = ground.write(kind="place_check", place_id=place_id, outcomes={"licence_seized": 9})
    ground.write(kind="narcotics_operation")

    items = ground.as_kommun().get("/activities").get_json()["items"]

    assert {item["kind"] for item in items} == {"narcotics_operation", "place_check"}
    for item in items:
        told = {name for name, value in item.items() if value not in (None, [], {}, False)}
        assert told == {
            "precision",
            "municipality_code",
            "kind",
            "kind_label",
            "organisation_id",
            "organisation_name",
            "month",
            "state",
        }
        assert item["precision"] == "month"
    assert secret not in ground.as_kommun().get("/activities").text


def test_a_span_of_days_does_not_find_out_the_day_of_a_hidden_entry(ground: Ground) -> None:
    ground.write(kind="place_check", started_at=at(20))
    browser = ground.as_kommun()

    def found(first: str, last: str) -> int:
        return len(ids(browser, **{"from": first, "to": last}))

    assert [found(f"2020-05-{day:02d}", f"2020-05-{day:02d}") for day in (1, 19, 20, 31)] == [1] * 4
    assert found("2020-04-01", "2020-04-30") == 0
    assert found("2020-06-01", "2020-06-30") == 0


def test_walks_are_seen_by_evening_and_locality(ground: Ground) -> None:
    with stored(ground.app) as session:
        walkers = make_organisation(session, "association")
        leader = make_member(session, walkers, "group_leader")
        place = make_place(session, name="Busstorget", locality="Älvängen")
        make_activity(
            session,
            leader,
            walkers,
            kind="night_walk",
            place_id=place.place_id,
            started_at=at(10, 19),
        )

    (item,) = ground.as_kommun().get("/activities").get_json()["items"]

    assert [item["service_date"], item["place_name"]] == ["2020-05-10", "Älvängen"]
    assert item["started_at"] is None


def test_a_place_that_is_not_public_is_not_told(ground: Ground) -> None:
    with stored(ground.app) as session:
        own = make_place(session, visibility="organisation", organisation_id=ground.police)
        place_id = own.place_id
    hidden = ground.write(place_id=place_id)
    unlisted = ground.write(place_name="Vid bron")
    browser = ground.as_kommun()

    for activity_id in (hidden, unlisted):
        assert browser.get(f"/activities/{activity_id}").get_json()["place_name"] is None
    shown = ground.as_police().get(f"/activities/{hidden}").get_json()
    assert shown["place_name"] == "Göteborgsvägen, Nödinge"


@pytest.mark.parametrize("said", [{"state": "planned"}, {"is_void": True}, {"state": "running"}])
def test_what_is_planned_or_void_is_there_only_for_its_own_organisation(
    ground: Ground, said: dict[str, Any]
) -> None:
    activity_id = ground.write(kind="info_meeting", **said)

    assert ground.as_police().get(f"/activities/{activity_id}").status_code == 200
    assert ground.as_kommun().get(f"/activities/{activity_id}").status_code == 404
    assert ids(ground.as_kommun()) == []


def test_a_foreign_entry_is_answered_like_one_that_does_not_exist(
    ground: Ground, query_recorder: QueryRecorder
) -> None:
    foreign = ground.write(code=KUNGALV)
    browser = ground.as_kommun()

    answers = []
    for path in ("", "/revisions"):
        for activity_id in (foreign, new_id()):
            with query_recorder as statements:
                answer = browser.get(f"/activities/{activity_id}{path}")
            body = answer.get_json()
            for name in ("request_id", "instance"):
                del body[name]
            answers.append((answer.status_code, body, len(statements)))

    assert answers == [answers[0]] * 4
    assert answers[0][0] == 404
    assert ids(browser) == []


def test_the_list_is_filtered(ground: Ground) -> None:
    early = ground.write(started_at=at(1))
    late = ground.write(started_at=at(20), kind="moped_operation")
    void = ground.write(is_void=True)
    cancelled = ground.write(started_at=at(5), state="cancelled", cancel_reason="Larm")
    elsewhere = ground.write(code=KUNGALV, started_at=at(25))
    with stored(ground.app) as session:
        police = session.get_one(Organisation, ground.police)
        colleague = make_activity(session, make_user(session), police, started_at=at(2)).activity_id
    browser = ground.as_police()

    assert ids(browser) == [elsewhere, late, cancelled, colleague, early]
    assert ids(browser, municipality_code=KUNGALV) == [elsewhere]
    assert ids(browser, kind="moped_operation") == [late]
    assert ids(browser, **{"from": "2020-05-02", "to": "2020-05-20"}) == [
        late,
        cancelled,
        colleague,
    ]
    assert ids(browser, state="cancelled") == [cancelled]
    assert ids(browser, state="void") == [void]
    assert ids(browser, mine="true") == [elsewhere, late, cancelled, early]
    assert ids(browser, commitment_id=new_id()) == []


def test_a_wrong_filter_is_refused_with_its_name(ground: Ground) -> None:
    browser = ground.as_police()

    for name, value in (
        ("limit", "0"),
        ("limit", "501"),
        ("from", "yesterday"),
        ("state", "gone"),
        ("commitment_id", "x"),
        ("colour", "blue"),
        ("cursor", "WyIyMDIwLTA1LTAxIiwwLCIiLDBd"),
    ):
        answer = browser.get("/activities", **{name: value})
        assert slug(answer) == "invalid-input"
        assert pointers(answer) == [f"#/{name}"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_paging_shows_every_entry_once_hidden_ones_too(ground: Ground, limit: int) -> None:
    for day in (1, 8, 8, 20):
        ground.write(started_at=at(day))
        ground.write(started_at=at(day), kind="place_check")
        ground.write(started_at=at(day, month=6), kind="narcotics_operation")
    browser = ground.as_kommun()
    whole = browser.get("/activities").get_json()["items"]

    found: list[Any] = []
    cursor: str | None = None
    for _ in range(20):
        query = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        page = browser.get("/activities", **query).get_json()
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert found == whole
    assert len(found) == 12


def test_a_cursor_never_holds_what_is_hidden(ground: Ground) -> None:
    hidden = [ground.write(kind="place_check", started_at=at(20)) for _ in range(3)]

    cursor = ground.as_kommun().get("/activities", limit=2).get_json()["next_cursor"]
    text = base64.urlsafe_b64decode(cursor + "==").decode()

    assert "2020-05-20" not in text
    assert not any(activity_id in text for activity_id in hidden)


def test_a_page_costs_one_statement(ground: Ground, query_recorder: QueryRecorder) -> None:
    browser = ground.as_police()
    for _ in range(3):
        ground.write()

    with query_recorder as statements:
        browser.get("/activities")

    # Three for the sign-in.
    assert len(statements) == 4


def test_revisions_are_for_those_who_wrote_them(ground: Ground) -> None:
    activity_id = ground.write(outcomes={"licence_seized": 1})

    (first,) = ground.as_police().get(f"/activities/{activity_id}/revisions").get_json()["items"]
    refused = ground.as_kommun().get(f"/activities/{activity_id}/revisions")

    assert [first["revision"], first["action"]] == [1, "log"]
    assert first["activity"]["outcomes"] == {"licence_seized": 1}
    assert slug(refused) == "not-allowed"


def test_the_desk_corrects_what_it_sees_and_not_what_has_changed(ground: Ground) -> None:
    activity_id = ground.write(requested_by="unknown")
    browser = ground.as_police()
    path = f"/activities/{activity_id}"

    changed = browser.patch(
        path, {"base_revision": 1, "activity": {"requested_by": "citizens"}, "reason": "Läst fel"}
    )
    stale = browser.patch(path, {"base_revision": 1, "activity": {"requested_by": "incident"}})
    foreign = ground.as_kommun().patch(
        path, {"base_revision": 2, "activity": {"requested_by": "incident"}}
    )

    assert changed.status_code == 200, changed.text
    assert [changed.get_json()["revision"], changed.get_json()["requested_by"]] == [2, "citizens"]
    assert slug(stale) == "stale-revision"
    assert stale.get_json()["current_revision"] == 2
    assert slug(foreign) == "not-allowed"
    revisions = browser.get(f"{path}/revisions").get_json()["items"]
    assert [(one["revision"], one["action"]) for one in revisions] == [(1, "log"), (2, "desk")]
    assert revisions[1]["reason"] == "Läst fel"
    assert revisions[0]["service_date"] == date(2020, 5, 10).isoformat()


@pytest.mark.parametrize(
    ("member", "pointer"),
    [
        ({"note": "a\x00b"}, "#/activity/note"),
        ({"fields": {"method": "laser\x00"}}, "#/activity/fields/method"),
        ({"fields": {"method": "\ud800"}}, "#/activity/fields/method"),
        ({"outcomes": {"licence_seized": -1}}, "#/activity/outcomes/licence_seized"),
        ({"started_at": "2020-05-10T10:00:00"}, "#/activity/started_at"),
        ({"place_id": new_id()}, "#/activity/place_id"),
        ({"colour": "blue"}, "#/activity/colour"),
    ],
)
def test_a_desk_correction_with_a_fault_is_refused_with_its_pointer(
    ground: Ground, member: dict[str, Any], pointer: str
) -> None:
    activity_id = ground.write()

    answer = ground.as_police().patch(
        f"/activities/{activity_id}", {"base_revision": 1, "activity": member}
    )

    assert slug(answer) == "invalid-input"
    assert pointers(answer) == [pointer]
