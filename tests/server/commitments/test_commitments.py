"""POST /promises/{id}/commitments, GET and PATCH /commitments/{id}, and what is said beside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from server.commitments.models import Promise
from tests.browser import Browser, pointers, signed_in, slug
from tests.factories import (
    ALE,
    KUNGALV,
    make_activity,
    make_commitment,
    make_focus_area,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    new_id,
    stored,
)

RULE = {
    "type": "count",
    "target": 2,
    "window": "calendar_year",
    "kinds": ["speed_check"],
    "where": {"requested_by": ["citizens"]},
    "text": "Varje kontroll som invånare har önskat räknas.",
}
NEW = {"short_name": "Hastighetskontroller", "text": "Vi gör minst två.", "counting_rule": RULE}


@dataclass(frozen=True, slots=True)
class Ground:
    app: Flask
    writer: Browser
    promise_id: str
    area_id: str
    commitment_id: str

    def promise(self) -> dict[str, Any]:
        body: dict[str, Any] = self.writer.get(f"/promises/{self.promise_id}").get_json()
        return body

    def change_seq(self) -> int:
        with stored(self.app) as session:
            return session.get_one(Promise, (ALE, self.promise_id)).change_seq

    def value(self, commitment_id: str) -> Any:
        """What the board shows for the commitment."""
        items = self.writer.get(f"/promises/{self.promise_id}/progress").get_json()["items"]
        return next(row["value"] for row in items if row["commitment_id"] == commitment_id)

    def check(self, *days: int, **said: Any) -> None:
        """Speed checks by the police on those days of May 2020."""
        with stored(self.app) as session:
            police = make_organisation(session)
            officer = make_member(session, police)
            for day in days:
                make_activity(
                    session,
                    officer,
                    police,
                    started_at=datetime(2020, 5, day, 10, tzinfo=UTC),
                    **{"requested_by": "citizens", **said},
                )


@pytest.fixture
def ground(app: Flask) -> Ground:
    with stored(app) as session:
        kommun = make_organisation(session, "municipality")
        email = make_member(session, kommun, "coordinator").email
        promise = make_promise(session)
        area = make_focus_area(session, promise)
        commitment = make_commitment(session, promise)
        ids = promise.promise_id, area.focus_area_id, commitment.commitment_id
    return Ground(app, signed_in(app, email), *ids)


def test_a_commitment_without_a_sentence_is_told_by_its_short_name(ground: Ground) -> None:
    answer = ground.writer.post(
        f"/promises/{ground.promise_id}/commitments", {"short_name": "Hastighetskontroller"}
    )

    assert answer.status_code == 201
    assert answer.get_json()["text"] == "Hastighetskontroller"


def test_a_new_rule_counts_what_was_already_logged(ground: Ground) -> None:
    ground.check(1, 2, 3)
    ground.check(4, requested_by="incident")

    made = ground.writer.post(f"/promises/{ground.promise_id}/commitments", NEW)

    assert made.status_code == 201
    body = made.get_json()
    assert body["counting_rule"] == {**RULE, "revision": 1, "sum_of": None, "unit_kind": None}
    assert ground.value(body["id"]) == 3
    contributions = ground.writer.get(f"/commitments/{body['id']}/contributions").get_json()
    assert [item["service_date"] for item in contributions["items"]] == [
        "2020-05-03",
        "2020-05-02",
        "2020-05-01",
    ]
    counting = ground.writer.get("/activities", commitment_id=body["id"]).get_json()["items"]
    assert len(counting) == 3


def test_new_dates_of_a_promise_move_what_counts(ground: Ground) -> None:
    ground.check(1, 20)
    path = f"/promises/{ground.promise_id}"
    made = ground.writer.post(f"{path}/commitments", NEW).get_json()
    revision = ground.promise()["revision"]

    ground.writer.patch(path, {"base_revision": revision, "starts_on": "2020-05-10"})

    assert ground.value(made["id"]) == 1


def test_a_rule_with_a_contradiction_stores_nothing(ground: Ground) -> None:
    path = f"/promises/{ground.promise_id}"
    before = ground.promise()

    answer = ground.writer.post(
        f"{path}/commitments",
        {
            **NEW,
            "counting_rule": {
                **RULE,
                "target": 0,
                "kinds": ["dance"],
                "where": {"places": [new_id()]},
            },
        },
    )

    assert slug(answer) == "invalid-counting-rule"
    assert answer.status_code == 422
    assert pointers(answer) == [
        "#/counting_rule/target",
        "#/counting_rule/kinds/0",
        "#/counting_rule/where/places/0",
    ]
    assert ground.promise() == before


def test_a_rule_may_name_places_and_organisations_of_the_municipality_only(ground: Ground) -> None:
    with stored(ground.app) as session:
        place = make_place(session).place_id
        elsewhere = make_place(session, KUNGALV).place_id
        local = make_organisation(session).organisation_id
        foreign = make_organisation(session, codes=(KUNGALV,)).organisation_id
    path = f"/promises/{ground.promise_id}/commitments"

    def post(where: dict[str, Any]) -> Any:
        return ground.writer.post(path, {**NEW, "counting_rule": {**RULE, "where": where}})

    assert post({"places": [place], "organisations": [local]}).status_code == 201
    refused = post({"places": [place, elsewhere], "organisations": [foreign]})
    assert pointers(refused) == [
        "#/counting_rule/where/places/1",
        "#/counting_rule/where/organisations/0",
    ]


def test_a_commitment_without_a_rule_is_stored_and_stands_last(ground: Ground) -> None:
    made = ground.writer.post(
        f"/promises/{ground.promise_id}/commitments",
        {
            "short_name": "Ökad trygghet",
            "text": "Fler ska känna sig trygga.",
            "role": "goal",
            "focus_area_id": ground.area_id,
            "parties": [{"name": "Ale kommun", "role": "lead", "unit": "säkerhetsenheten"}],
        },
    ).get_json()

    assert made["counting_rule"] is None
    assert made["focus_area_id"] == ground.area_id
    assert made["parties"] == [{"name": "Ale kommun", "role": "lead", "unit": "säkerhetsenheten"}]
    assert ground.writer.get(f"/commitments/{made['id']}").get_json() == made


def test_a_focus_area_of_another_promise_is_refused(ground: Ground) -> None:
    with stored(ground.app) as session:
        other = make_focus_area(session, make_promise(session)).focus_area_id
    bodies = []
    for area_id in (other, new_id()):
        answer = ground.writer.post(
            f"/promises/{ground.promise_id}/commitments", {**NEW, "focus_area_id": area_id}
        )
        assert pointers(answer) == ["#/focus_area_id"]
        bodies.append(answer.get_json()["errors"])

    assert bodies[0] == bodies[1]


def test_a_commitment_is_changed_on_its_current_revision_only(ground: Ground) -> None:
    path = f"/commitments/{ground.commitment_id}"

    changed = ground.writer.patch(path, {"base_revision": 1, "short_name": "Kontroller"})
    stale = ground.writer.patch(path, {"base_revision": 1, "short_name": "Annat"})

    assert [changed.get_json()["revision"], changed.get_json()["short_name"]] == [2, "Kontroller"]
    assert changed.get_json()["text"] == "Vi gör hastighetskontroller."
    assert slug(stale) == "stale-revision"
    assert stale.get_json()["current_revision"] == 2


def test_a_withdrawn_commitment_stays_and_can_come_back(ground: Ground) -> None:
    path = f"/commitments/{ground.commitment_id}"

    ground.writer.patch(path, {"base_revision": 1, "withdrawn": True})
    withdrawn = ground.promise()["commitments"]
    ground.writer.patch(path, {"base_revision": 2, "withdrawn": False})

    assert [one["withdrawn"] for one in withdrawn] == [True]
    assert [one["withdrawn"] for one in ground.promise()["commitments"]] == [False]


Change = Callable[[Ground], Any]
CHANGES: dict[str, Change] = {
    "commitment": lambda g: g.writer.post(f"/promises/{g.promise_id}/commitments", NEW),
    "change": lambda g: g.writer.patch(
        f"/commitments/{g.commitment_id}", {"base_revision": 1, "text": "Nytt."}
    ),
    "deviation": lambda g: g.writer.post(
        f"/commitments/{g.commitment_id}/deviations",
        {"reason": "pandemi", "text": "Inställt.", "occurred_on": "2020-03-20"},
    ),
    "adjustment": lambda g: g.writer.post(
        f"/commitments/{g.commitment_id}/adjustments",
        {
            "low": 201,
            "qualifier": "over",
            "words": "drygt 200",
            "starts_on": "2020-01-01",
            "ends_on": "2020-12-31",
        },
    ),
    "result line": lambda g: g.writer.post(
        f"/promises/{g.promise_id}/result-lines",
        {"text": "Kampanjer.", "qualifier": "several", "words": "flera", "low": 3},
    ),
    "promise": lambda g: g.writer.patch(
        f"/promises/{g.promise_id}", {"base_revision": 1, "title": "Nytt"}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_inside_a_promise_sends_the_promise_again(ground: Ground, change: Change) -> None:
    before, number = ground.promise()["revision"], ground.change_seq()

    answer = change(ground)

    assert answer.status_code in {200, 201}
    assert ground.promise()["revision"] == before + 1
    assert ground.change_seq() > number


def test_a_deviation_stands_beside_the_number(ground: Ground) -> None:
    made = CHANGES["deviation"](ground).get_json()
    items = ground.writer.get(f"/promises/{ground.promise_id}/progress").get_json()["items"]

    assert [one["text"] for one in items[0]["deviations"]] == ["Inställt."]
    assert made["commitment_id"] == ground.commitment_id


def test_a_substitute_is_an_activity_of_the_municipality(ground: Ground) -> None:
    with stored(ground.app) as session:
        police = make_organisation(session, codes=(ALE, KUNGALV))
        officer = make_member(session, police)
        local = make_activity(session, officer, police).activity_id
        foreign = make_activity(session, officer, police, KUNGALV).activity_id
    path = f"/commitments/{ground.commitment_id}/deviations"
    body = {"reason": "other", "text": "Inställt.", "occurred_on": "2020-03-20"}

    good = ground.writer.post(path, {**body, "substitute_activity_id": local})
    refusals = [
        ground.writer.post(path, {**body, "substitute_activity_id": one}).get_json()["errors"]
        for one in (foreign, new_id())
    ]

    assert good.status_code == 201
    assert refusals[0] == refusals[1]
    assert refusals[0][0]["pointer"] == "#/substitute_activity_id"


def test_an_adjustment_that_contradicts_itself_is_refused(ground: Ground) -> None:
    answer = ground.writer.post(
        f"/commitments/{ground.commitment_id}/adjustments",
        {
            "low": 201,
            "high": 201,
            "qualifier": "over",
            "words": "drygt 200",
            "kinds": ["dance"],
            "starts_on": "2020-12-31",
            "ends_on": "2020-01-01",
        },
    )

    assert pointers(answer) == ["#/high", "#/kinds/0", "#/ends_on"]


def test_texts_beside_the_numbers_are_guarded(ground: Ground) -> None:
    secret = "nagon@demo.invalid"
    commitment, promise = f"/commitments/{ground.commitment_id}", f"/promises/{ground.promise_id}"

    for path, body in (
        (f"{promise}/commitments", {**NEW, "text": secret}),
        (
            f"{commitment}/deviations",
            {"reason": "other", "text": secret, "occurred_on": "2020-03-20"},
        ),
        (f"{promise}/result-lines", {"text": secret, "qualifier": "unknown", "words": "utan"}),
    ):
        answer = ground.writer.post(path, body)
        assert slug(answer) == "invalid-input"
        assert pointers(answer) == ["#/text"]


def test_a_new_rule_waits_for_the_entry_that_is_being_stored(ground: Ground) -> None:
    """Neither may miss the other: the entry's transaction read the rules before the new one."""
    answers: list[Any] = []
    path = f"/promises/{ground.promise_id}/commitments"
    writing = Thread(target=lambda: answers.append(ground.writer.post(path, NEW)))

    with stored(ground.app) as session:
        police = make_organisation(session)
        make_activity(session, make_member(session, police), police, requested_by="citizens")
        writing.start()
        writing.join(timeout=0.5)
        assert writing.is_alive()
    writing.join(timeout=15)

    assert ground.value(answers[0].get_json()["id"]) == 1


def test_a_draft_counts_but_is_told_to_nobody_until_it_is_published(app: Flask) -> None:
    with stored(app) as session:
        police = make_organisation(session)
        officer = make_member(session, police).email
        writer = make_member(session, police, "coordinator").email
        year: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
        draft = make_promise(session, status="draft", **year)
        make_commitment(session, draft, rule={})
        promise_id, organisation_id = draft.promise_id, police.organisation_id
    operation = {
        "operation_id": new_id(),
        "type": "log_activity",
        "activity_id": new_id(),
        "municipality_code": ALE,
        "device_time": "2026-02-02T12:00:00+00:00",
        "activity": {
            "kind": "speed_check",
            "municipality_code": ALE,
            "organisation_id": organisation_id,
            "started_at": "2026-02-02T10:00:00+00:00",
            "state": "done",
        },
    }
    push = {
        "device_id": new_id(),
        "device_time": "2026-02-02T12:00:00+00:00",
        "operations": [operation],
    }

    (result,) = signed_in(app, officer).post("/sync/push", push).get_json()["results"]
    browser = signed_in(app, writer)
    browser.post(f"/promises/{promise_id}/publish")
    (row,) = browser.get(f"/promises/{promise_id}/progress").get_json()["items"]

    assert [result["status"], result["counted_for"]] == ["applied", []]
    assert row["value"] == 1
