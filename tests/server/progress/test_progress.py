"""GET /promises/{id}/progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from server.activities.models import Activity, ActivityReview, ActivityRevision
from server.auth.queries import find_user_by_email, list_actors
from server.catalogue.service import load_catalogue
from server.commitments.models import Promise
from server.organisations.models import Organisation
from server.progress.queries.promises import get_counted_promise
from server.progress.service.recount import recount_activities
from server.progress.service.show import EntriesBehind, progress_for_pull, public_progress
from tests.browser import Browser, pointers, signed_in, slug
from tests.clock import SettableClock
from tests.factories import (
    ALE,
    KUNGALV,
    make_activity,
    make_adjustment,
    make_commitment,
    make_deviation,
    make_member,
    make_organisation,
    make_place,
    make_promise,
    make_unit,
    stored,
)
from tests.queries import QueryRecorder

MAY = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ale:
    """A promise for 2020 with a commitment to 20 speed checks, and who may look at it."""

    promise_id: str
    commitment_id: str
    police_id: str
    officer: str
    coordinator: str
    walker: str


def set_up(app: Flask, *, checks: int = 0, rule: dict[str, Any] | None = None, **said: Any) -> Ale:
    with stored(app) as session:
        police = make_organisation(session)
        kommun = make_organisation(session, "municipality")
        walkers = make_organisation(session, "association")
        officer = make_member(session, police)
        promise = make_promise(session)
        commitment = make_commitment(session, promise, rule=rule or {})
        for _ in range(checks):
            log(session, police, **said)
        return Ale(
            promise.promise_id,
            commitment.commitment_id,
            police.organisation_id,
            officer.email,
            make_member(session, kommun, "coordinator").email,
            make_member(session, walkers).email,
        )


def log(session: Session, organisation: Organisation, code: str = ALE, **said: Any) -> Activity:
    """An entry by an author of its own, counted."""
    author = make_member(session, organisation)
    activity = make_activity(session, author, organisation, code, **said)
    recount_activities(session, code, [activity.activity_id])
    return activity


def police_of(session: Session, ale: Ale) -> Organisation:
    found = session.get(Organisation, ale.police_id)
    assert found is not None
    return found


def promise_of(session: Session, ale: Ale) -> Promise:
    found = session.get(Promise, (ALE, ale.promise_id))
    assert found is not None
    return found


def row_seen_by(app: Flask, email: str, ale: Ale, **query: str) -> dict[str, Any]:
    (row,) = rows_seen_by(app, email, ale, **query)
    return row


def rows_seen_by(app: Flask, email: str, ale: Ale, **query: str) -> Sequence[dict[str, Any]]:
    answer = signed_in(app, email).get(f"/promises/{ale.promise_id}/progress", **query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def test_a_row_in_full(app: Flask) -> None:
    ale = set_up(app, checks=2)

    answer = signed_in(app, ale.officer).get(f"/promises/{ale.promise_id}/progress")

    assert answer.get_json() == {
        "promise_id": ale.promise_id,
        "as_of": "2026-02-02T12:00:00+00:00",
        "until": None,
        "items": [
            {
                "commitment_id": ale.commitment_id,
                "promise_id": ale.promise_id,
                "short_name": "Hastighetskontroller",
                "role": "promise",
                "type": "count",
                "text": "Minst 20 hastighetskontroller.",
                "value": 2,
                "low": 2,
                "high": 2,
                "target": 20,
                "status": "partly_met",
                "window": {"code": "all", "starts_on": "2020-01-01", "ends_on": "2020-12-31"},
                "latest_on": "2020-05-10",
                "latest_month": "2020-05",
                "entries": 2,
                "expected_by_now": 20.0,
                "forecast": None,
                "series": [{"month": "2020-05", "value": 2}],
                "parts": [],
                "parts_note": None,
                "deviations": [],
                "adjustments": [],
                "pending_review": 0,
                "possible_duplicates": 0,
                "masked": False,
            }
        ],
    }


def test_the_status_is_judged_on_the_day_in_sweden(app: Flask, clock: SettableClock) -> None:
    ale = set_up(app, checks=1)

    clock.set("2020-12-31T22:59:00Z")
    before = row_seen_by(app, ale.officer, ale)
    clock.set("2020-12-31T23:00:00Z")
    after = row_seen_by(app, ale.officer, ale)

    assert (before["status"], after["status"]) == ("in_progress", "partly_met")


def test_every_commitment_has_a_row_in_order(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        goal = make_commitment(
            session, promise_of(session, ale), role="goal", short_name="Trygghet"
        )
        goal.withdrawn_at = MAY
        goal_id = goal.commitment_id

    rows = rows_seen_by(app, ale.officer, ale)

    assert [row["commitment_id"] for row in rows] == [ale.commitment_id, goal_id]
    assert (rows[1]["status"], rows[1]["type"], rows[1]["value"]) == ("withdrawn", None, None)


def test_adjustments_deviations_and_units_are_read(app: Flask) -> None:
    with stored(app) as session:
        promise = make_promise(session)
        visits = make_commitment(
            session,
            promise,
            rule={
                "type": "coverage",
                "target": None,
                "unit_kind": "school_grade",
                "kinds": ["info_meeting"],
            },
        )
        make_adjustment(session, visits, low=1, high=2, kinds=["info_meeting"])
        make_adjustment(session, visits, low=9, high=9, withdrawn_at=MAY)
        make_deviation(session, visits, reason="pandemi")
        make_deviation(session, visits, reason="pandemi", withdrawn_at=MAY)
        unit = make_unit(session)
        make_unit(session)
        make_unit(session, KUNGALV)
        police = make_organisation(session)
        log(session, police, kind="info_meeting", unit_ids=(unit.unit_id,))
        email = make_member(session, police).email
        ale = Ale(promise.promise_id, visits.commitment_id, "", email, "", "")

    row = row_seen_by(app, email, ale)

    assert (row["low"], row["high"], row["target"], row["status"]) == (1, 2, 2, "undecided")
    assert [one["words"] for one in row["adjustments"]] == ["drygt 200"]
    assert [one["reason"] for one in row["deviations"]] == ["pandemi"]


def test_a_window_is_asked_for(app: Flask) -> None:
    ale = set_up(app, checks=2)
    windows = {"2020-T2": 2, "2020-Q1": 0, "2020-05": 2, "2020": 2, "all": 2, "2019/20": 2}

    rows = [row_seen_by(app, ale.officer, ale, window=window) for window in windows]

    assert {row["window"]["code"]: row["value"] for row in rows} == windows


def test_what_cannot_be_asked_is_refused(app: Flask) -> None:
    ale = set_up(app)
    browser = signed_in(app, ale.officer)

    for query in (
        {"window": "2021"},
        {"window": "soon"},
        {"as_of": "yesterday"},
        {"as_of": "2020-13-01"},
        {"as_of": "2020-12-01T10:00:00"},
        {"as_of": "2020-12-01 10:00"},
        {"until": "2020-12-01T10:00:00Z"},
        {"colour": "red"},
    ):
        answer = browser.get(f"/promises/{ale.promise_id}/progress", **query)

        assert (answer.status_code, slug(answer)) == (422, "invalid-input"), query
        assert pointers(answer) == [f"#/{name}" for name in query]


def test_until_bounds_the_service_date(app: Flask) -> None:
    ale = set_up(app, checks=1)

    assert row_seen_by(app, ale.officer, ale, until="2020-05-10")["value"] == 1
    assert row_seen_by(app, ale.officer, ale, until="2020-05-09")["value"] == 0


def test_looking_back_folds_the_ledger(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        police = police_of(session, ale)
        log(session, police, recorded_at=datetime(2020, 5, 10, 11, 0, tzinfo=UTC))
        late = log(session, police, recorded_at=datetime(2020, 6, 1, 22, 30, tzinfo=UTC))
        voided(session, late, datetime(2020, 7, 1, 8, 0, tzinfo=UTC))

    def value(as_of: str) -> Any:
        return row_seen_by(app, ale.officer, ale, as_of=as_of)["value"]

    assert value("2020-05-10T10:59:59Z") == 0
    assert value("2020-05-10T11:00:00Z") == 1
    assert value("2020-06-01") == 1
    assert value("2020-06-02") == 2
    assert value("2020-07-01") == 1
    assert row_seen_by(app, ale.officer, ale)["value"] == 1


def test_an_offset_whose_plus_the_address_made_a_space_is_read(app: Flask) -> None:
    ale = set_up(app)

    answer = signed_in(app, ale.officer).get(
        f"/promises/{ale.promise_id}/progress", as_of="2020-06-01T12:00:00 02:00"
    )

    assert answer.get_json()["as_of"] == "2020-06-01T10:00:00+00:00"


def test_a_parameter_left_empty_says_nothing(app: Flask) -> None:
    ale = set_up(app, checks=1)
    browser = signed_in(app, ale.officer)

    row = browser.get(f"/promises/{ale.promise_id}/progress", window="", as_of="", until="")
    entries = browser.get(f"/commitments/{ale.commitment_id}/contributions", limit="", cursor="")

    assert [row.status_code, entries.status_code] == [200, 200]


def test_a_bare_date_is_the_end_of_that_day_in_sweden(app: Flask) -> None:
    ale = set_up(app)

    answer = signed_in(app, ale.officer).get(
        f"/promises/{ale.promise_id}/progress", as_of="2020-06-01"
    )

    assert answer.get_json()["as_of"] == "2020-06-01T21:59:59.999999+00:00"
    assert answer.get_json()["items"][0]["status"] == "not_started"


def test_looking_back_knows_the_rules_numbers_and_reviews_of_then(app: Flask) -> None:
    ale = set_up(app, checks=1)
    with stored(app) as session:
        later = make_commitment(
            session, promise_of(session, ale), recorded_at=MAY, rule={"recorded_at": MAY}
        )
        make_adjustment(session, later, recorded_at=datetime(2020, 8, 1, tzinfo=UTC))
        check = log(session, police_of(session, ale))
        for position, (day, state) in enumerate([(1, "waiting"), (2, "rejected")]):
            session.add(
                ActivityReview(
                    municipality_code=ALE,
                    activity_id=check.activity_id,
                    position=position,
                    review_state=state,
                    recorded_at=datetime(2020, 9, day, tzinfo=UTC),
                )
            )
        check.review_state = "rejected"
        session.flush()
        recount_activities(session, ALE, [check.activity_id])

    def rows(as_of: str) -> list[tuple[int, int]]:
        found = rows_seen_by(app, ale.officer, ale, as_of=as_of)
        return [(row["value"], row["pending_review"]) for row in found]

    assert rows("2020-05-09") == [(0, 0)]
    assert rows("2020-07-01") == [(2, 0), (2, 0)]
    assert rows("2020-08-01") == [(2, 0), (201, 0)]
    assert rows("2020-09-01") == [(2, 1), (201, 1)]
    assert rows("2020-09-02") == [(1, 0), (201, 0)]


def test_looking_back_to_now_gives_what_is_shown_now(app: Flask) -> None:
    rule = {"where": {"requested_by": ["citizens", "partner"]}}
    ale = set_up(app, rule=rule)
    with stored(app) as session:
        police = police_of(session, ale)
        place = make_place(session)
        for requested_by in ("citizens", "citizens", "partner", "unknown"):
            log(session, police, requested_by=requested_by, place_id=place.place_id)
        voided(session, log(session, police, requested_by="citizens"), MAY)

    live = row_seen_by(app, ale.coordinator, ale)
    folded = row_seen_by(app, ale.coordinator, ale, as_of="2026-02-02T12:00:00Z")

    assert live == folded
    assert live["value"] == 3
    assert [part["value"] for part in live["parts"]] == [2, 1]
    assert live["possible_duplicates"] == 2


def voided(session: Session, activity: Activity, recorded_at: datetime) -> None:
    """What the ledger does when an author removes an entry."""
    session.add(
        ActivityRevision(
            municipality_code=activity.municipality_code,
            activity_id=activity.activity_id,
            revision=2,
            action="void",
            author_id=activity.author_id,
            content=activity.content,
            is_void=True,
            service_date=activity.service_date,
            cut_off=activity.cut_off,
            recorded_at=recorded_at,
        )
    )
    activity.revision, activity.is_void = 2, True
    session.flush()
    recount_activities(session, activity.municipality_code, [activity.activity_id])


def test_possible_duplicates_are_for_those_who_coordinate(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        place_id = make_place(session).place_id
        for _ in range(2):
            log(session, police_of(session, ale), place_id=place_id)

    assert row_seen_by(app, ale.coordinator, ale)["possible_duplicates"] == 1
    assert row_seen_by(app, ale.officer, ale)["possible_duplicates"] == 0


def test_a_small_count_about_persons_is_for_the_organisation_that_logged_it(app: Flask) -> None:
    rule = {"type": "outcome", "sum_of": "outcomes.licence_seized", "target": 5}
    ale = set_up(app, checks=1, rule=rule, outcomes={"licence_seized": 3})

    own = row_seen_by(app, ale.officer, ale)
    others = row_seen_by(app, ale.coordinator, ale)

    assert (own["value"], own["masked"]) == (3, False)
    assert (others["value"], others["low"], others["high"]) == (None, 1, 4)
    assert (others["masked"], others["series"], others["status"]) == (True, [], "partly_met")
    assert row_seen_by(app, ale.coordinator, ale, as_of="2026-02-02")["masked"] is True


def test_a_count_of_things_is_not_masked(app: Flask) -> None:
    rule = {"type": "sum", "sum_of": "outcomes.driving_ban", "target": 5}
    ale = set_up(app, checks=1, rule=rule, outcomes={"driving_ban": 3})

    assert row_seen_by(app, ale.coordinator, ale)["value"] == 3


def test_the_latest_day_of_narcotics_work_is_a_month_to_others(app: Flask) -> None:
    rule = {"kinds": ["narcotics_operation"], "target": 4}
    ale = set_up(app, checks=1, rule=rule, kind="narcotics_operation")

    own = row_seen_by(app, ale.officer, ale)
    others = row_seen_by(app, ale.coordinator, ale)

    assert (own["latest_on"], own["latest_month"]) == ("2020-05-10", "2020-05")
    assert (others["latest_on"], others["latest_month"]) == (None, "2020-05")
    assert others["value"] == 1


def test_who_may_see_it(app: Flask) -> None:
    ale = set_up(app)
    with stored(app) as session:
        elsewhere = make_organisation(session, codes=(KUNGALV,))
        stranger = make_member(session, elsewhere).email
        draft = make_promise(session, status="draft", published_at=None).promise_id

    def asked_by(email: str, promise_id: str) -> int:
        return signed_in(app, email).get(f"/promises/{promise_id}/progress").status_code

    assert asked_by(ale.walker, ale.promise_id) == 200
    assert asked_by(stranger, ale.promise_id) == 404
    assert asked_by(ale.officer, draft) == 404
    assert asked_by(ale.coordinator, draft) == 200
    assert asked_by(ale.officer, str(uuid4())) == 404
    assert Browser(app.test_client()).get(f"/promises/{draft}/progress").status_code == 401


def test_the_number_of_statements_grows_with_nothing(
    app: Flask, query_recorder: QueryRecorder
) -> None:
    few = set_up(app, checks=1)
    many = set_up(app, checks=12)
    with stored(app) as session:
        for _ in range(6):
            make_commitment(session, promise_of(session, many), rule={})

    def statements(ale: Ale) -> int:
        browser = signed_in(app, ale.coordinator)
        with query_recorder as recorded:
            browser.get(f"/promises/{ale.promise_id}/progress")
        return len(recorded)

    assert statements(few) == statements(many)


def test_the_pull_gets_every_published_promise_of_its_municipalities(session: Session) -> None:
    police = make_organisation(session, codes=(ALE, KUNGALV))
    email = make_member(session, police).email
    promises = [make_promise(session), make_promise(session, KUNGALV)]
    make_promise(session, status="draft")
    make_promise(session, "1492")
    for promise in promises:
        make_commitment(session, promise, rule={})
    log(session, police, KUNGALV)
    user = find_user_by_email(session, email)
    assert user is not None
    now = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
    actor = list_actors(session, [user.user_id], today=now.date())[user.user_id]

    pulled = progress_for_pull(session, load_catalogue(), actor, [KUNGALV, ALE], now=now)

    assert [one["promise_id"] for one in pulled] == [p.promise_id for p in promises]
    assert [one["items"][0]["value"] for one in pulled] == [0, 1]


def test_residents_see_up_to_the_public_delay(session: Session) -> None:
    police = make_organisation(session)
    row = make_promise(session)
    commitment = make_commitment(session, row, rule={})
    log(session, police)
    log(session, police)
    promise = get_counted_promise(session, row.promise_id)

    def shown(now: datetime) -> EntriesBehind:
        found = public_progress(session, load_catalogue(), [promise], now=now, limit=1)
        return found[commitment.commitment_id]

    early = shown(datetime(2020, 5, 16, tzinfo=UTC))
    late = shown(datetime(2020, 5, 17, tzinfo=UTC))

    assert (early.row.value, early.entries) == (0, ())
    assert (late.row.value, late.row.latest_on, late.row.latest_month) == (2, None, "2020-05")
    assert [(entry.precision, entry.ordinal) for entry in late.entries] == [("day", 2)]
    assert late.has_more
    assert public_progress(session, load_catalogue(), [], now=MAY, limit=1) == {}


def test_the_day_of_a_place_check_is_not_in_any_date(app: Flask) -> None:
    """A service date is a day; nobody outside the organisation gets it in any member."""
    rule = {"kinds": ["place_check"], "type": "continuous", "target": None}
    ale = set_up(app, checks=1, rule=rule, kind="place_check")

    row = row_seen_by(app, ale.coordinator, ale)

    assert date(2020, 5, 10).isoformat() not in str(row)
