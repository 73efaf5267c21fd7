"""The oracle: every line of the three source pages has its place, with the number it had there.

C is a commitment, R a reported result, O a goal or purpose, F another line (a heading, a method).
Asked over HTTP, as a coordinator of each municipality sees it, on both engines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.activities.models import Activity
from server.commitments.models import (
    Adjustment,
    Commitment,
    CountingRuleRevision,
    Deviation,
    Promise,
    ResultLine,
)
from server.db import db
from server.demo.rules.ids import demo_id
from tests.browser import Browser, signed_in

FOLLOW_UP = datetime(2021, 2, 18, 23, 0, tzinfo=UTC)
POLICE = "Lokalpolisområde Kungälv-Ale"


@dataclass(frozen=True, slots=True)
class Line:
    """What a source line became: a commitment, and how it stands now that its time is over."""

    role: str
    type: str | None
    target: int | None
    status: str
    low: int | None
    high: int | None
    leads: tuple[str, ...]


ALE = {
    "C1": Line("promise", "count", 4, "met", 4, 4, (POLICE,)),
    "C2": Line("promise", "coverage", 6, "partly_met", 1, 1, ("Ale kommun", POLICE)),
    "C3": Line("promise", "continuous", None, "continuous", 201, None, (POLICE, "Ale kommun")),
    "C4": Line("promise", "count", 20, "met", 33, 33, (POLICE,)),
    "C5": Line("promise", "count", 2, "met", 5, 5, (POLICE,)),
    "C6": Line("promise", "cohort", 1, "met", 1, 1, ("Ale kommun",)),
    "C7": Line("promise", "continuous", None, "continuous", 9, 9, ("Ale kommun",)),
}
KUNGALV_BOTH = ("Kungälvs kommun", POLICE)
KUNGALV = {
    "O1": Line("goal", "survey", None, "not_measured", None, None, KUNGALV_BOTH),
    "O2": Line("goal", "survey", None, "not_measured", None, None, KUNGALV_BOTH),
    "O3": Line("goal", "survey", None, "not_measured", None, None, KUNGALV_BOTH),
    "O4": Line("goal", "survey", None, "not_measured", None, None, KUNGALV_BOTH),
    "C1": Line("promise", "count", 20, "undecided", 0, None, (POLICE,)),
    "C2": Line("promise", "cohort", 1, "undecided", 0, None, ("Kungälvs kommun",)),
    "C3": Line("promise", "count", 8, "undecided", 0, None, (POLICE,)),
    "C4": Line("promise", "cohort", 1, "undecided", 0, None, ("Kungälvs kommun",)),
    "C5": Line("promise", "coverage", 3, "undecided", 0, None, ()),
}
AMAL_POLICE = "Lokalpolisområde Östra Fyrbodal"
AMAL_BOTH = (AMAL_POLICE, "Åmåls kommun")
AMAL = {
    "C1": Line("promise", "directional", None, "not_measured", None, None, AMAL_BOTH),
    "C2": Line("promise", "directional", None, "not_measured", None, None, AMAL_BOTH),
    "O1a": Line("goal", "outcome", 5, "undecided", 0, None, (AMAL_POLICE,)),
    "O1b": Line("goal", "continuous", None, "no_entries", 0, 0, ("Åmåls kommun",)),
    "O2": Line("goal", "survey", None, "not_measured", None, None, AMAL_BOTH),
    "F1": Line("method", None, None, "not_measured", None, None, ("Åmåls kommun", AMAL_POLICE)),
}
# The results that answer no commitment: focus area, low, high, the source's word.
RESULT_LINES: Mapping[str, tuple[str, int | None, int | None, str]] = {
    "R2": ("Narkotika", 1, None, "utan antal"),
    "R3": ("Narkotika", 1, None, "utan antal"),
    "R4": ("Narkotika", None, None, "utan antal"),
    "R5": ("Narkotika", None, None, "utan antal"),
    "R11": ("Narkotika", 3, None, "flera"),
    "R12": ("Narkotika", 1, None, "utan antal"),
    "R14": ("Trafik", 5, None, "flertalet"),
    "R15": ("Trafik", 1, 4, "enstaka"),
    "R16": ("Trafik", 1, None, "utan antal"),
    "R18": ("Trafik", 5, None, "flertalet"),
    "R19": ("Trafik", None, None, "utan antal"),
    "R20": ("Trafik", None, None, "ett stort antal"),
    "R22": ("Trafik", 5, None, "ett flertal"),
    "R23": ("Trafik", None, None, "alla hushåll"),
    "R24": ("Trafik", 1, 1, "en"),
}


def coordinator(demo: Flask, organisation: str) -> Browser:
    """A browser signed in as a coordinator of that organisation."""
    return signed_in(demo, f"{organisation}@demo.invalid")


def promise_of(browser: Browser, key: str) -> dict[str, Any]:
    answer = browser.get(f"/promises/{demo_id('promise', key)}")
    assert answer.status_code == 200, answer.text
    promise: dict[str, Any] = answer.get_json()
    return promise


def rows_of(browser: Browser, key: str, **query: str) -> dict[str, dict[str, Any]]:
    """The progress rows of a promise by commitment id."""
    answer = browser.get(f"/promises/{demo_id('promise', key)}/progress", **query)
    assert answer.status_code == 200, answer.text
    return {row["commitment_id"]: row for row in answer.get_json()["items"]}


def entries_of(browser: Browser, promise: str, key: str) -> list[dict[str, Any]]:
    """The entries behind one commitment's number."""
    answer = browser.get(f"/commitments/{demo_id('commitment', promise, key)}/contributions")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def assert_lines(browser: Browser, key: str, lines: Mapping[str, Line]) -> None:
    """Every line, and nothing besides, is a commitment of that promise and stands as expected."""
    promise = promise_of(browser, key)
    commitments = {one["id"]: one for one in promise["commitments"]}
    rows = rows_of(browser, key)
    ids = {name: demo_id("commitment", key, name) for name in lines}
    assert list(commitments) == list(ids.values()), "all of them, in the order of the source"
    assert set(rows) == set(ids.values())

    for name, line in lines.items():
        commitment, row = commitments[ids[name]], rows[ids[name]]
        rule = commitment["counting_rule"]
        leads = tuple(p["name"] for p in commitment["parties"] if p["role"] == "lead")
        found = Line(
            role=commitment["role"],
            type=None if rule is None else rule["type"],
            target=row["target"],
            status=row["status"],
            low=row["low"],
            high=row["high"],
            leads=leads,
        )
        assert found == line, name
        assert row["value"] == row["low"], name
        assert row["role"] == commitment["role"], name
        assert rule is None or rule["text"], name


def test_every_commitment_of_ale_stands_as_published(demo: Flask) -> None:
    ale = coordinator(demo, "ale-kommun")

    promise = promise_of(ale, "ale-2020")
    assert promise["label"] == "2020–21"
    assert (promise["starts_on"], promise["ends_on"]) == ("2020-01-01", "2020-12-31")
    assert not promise["is_example"]
    assert "Ale kommuns webbsida" in promise["source_note"]
    assert [area["name"] for area in promise["focus_areas"]] == ["Narkotika", "Trafik", "Trygghet"]
    assert_lines(ale, "ale-2020", ALE)


def test_every_result_of_ale_has_its_place(demo: Flask) -> None:
    """R1–R27: entries, an adjustment, a deviation or a result line."""
    ale = coordinator(demo, "ale-kommun")
    rows = {name: rows_of(ale, "ale-2020")[demo_id("commitment", "ale-2020", name)] for name in ALE}
    entries = {name: entries_of(ale, "ale-2020", name) for name in ALE}

    # R1, R13, R17: exact numbers, each entry behind them to be opened.
    for name, kind, number in (
        ("C1", "narcotics_operation", 4),
        ("C4", "speed_check", 33),
        ("C5", "moped_operation", 5),
    ):
        assert rows[name]["entries"] == len(entries[name]) == number
        assert {entry["kind"] for entry in entries[name]} == {kind}
        assert all(entry["why"] for entry in entries[name])
    # R6, R7: place cooperation all year, and the effort Treklövern.
    assert {entry["kind"] for entry in entries["C3"]} == {"place_cooperation"}
    months = {entry["month"] for entry in entries["C3"]}
    assert len(months) >= 10
    assert series_of_place_cooperation(demo) == {None, "Treklövern"}
    # R8: more than 200 place checks, declared and not logged.
    (declared,) = rows["C3"]["adjustments"]
    assert (declared["low"], declared["high"], declared["words"]) == (201, None, "drygt 200")
    assert declared["kinds"] == ["place_check"]
    # R9, R10: one meeting, because of the pandemic, and the letter that was sent instead.
    (meeting,) = entries["C2"]
    assert meeting["kind"] == "info_meeting"
    (pandemic,) = rows["C2"]["deviations"]
    assert pandemic["reason"] == "pandemi"
    assert pandemic["substitute_activity_id"] == demo_id("activity", "utskick-andt")
    assert "ANDT" in pandemic["substitute_text"]
    # R21: the letter to parents of those turning 15, in May.
    (letter,) = entries["C6"]
    assert letter["kind"] == "mailing"
    assert letter["service_date"].startswith("2020-05")
    # R25, R26: support and coordination; R27: an initiative that is not yet a group.
    assert {entry["kind"] for entry in entries["C7"]} == {"group_support"}
    (initiative,) = rows["C7"]["deviations"]
    assert "Surte och Bohus" in initiative["text"]
    # R2–R5, R11, R12, R14–R16, R18–R20, R22–R24: what answers no commitment.
    promise = promise_of(ale, "ale-2020")
    areas = {area["id"]: area["name"] for area in promise["focus_areas"]}
    lines = {line["id"]: line for line in promise["result_lines"]}
    assert list(lines) == [demo_id("result_line", "ale-2020", name) for name in RESULT_LINES]
    for name, expected in RESULT_LINES.items():
        line = lines[demo_id("result_line", "ale-2020", name)]
        found = (areas[line["focus_area_id"]], line["low"], line["high"], line["words"])
        assert found == expected, name


def series_of_place_cooperation(demo: Flask) -> set[str | None]:
    """The named efforts, read from the ledger: outsiders see such entries by month only."""
    with demo.app_context():
        contents = db.session().scalars(
            select(Activity.content).where(Activity.kind == "place_cooperation")
        )
        return {content.get("series") for content in contents}


def test_ales_rule_for_speed_checks_counts_citizens_and_partners(demo: Flask) -> None:
    ale = coordinator(demo, "ale-kommun")
    key = demo_id("commitment", "ale-2020", "C4")

    rule = next(c for c in promise_of(ale, "ale-2020")["commitments"] if c["id"] == key)
    rule = rule["counting_rule"]
    row = rows_of(ale, "ale-2020")[key]

    assert rule["where"] == {"requested_by": ["citizens", "partner"]}
    assert rule["kinds"] == ["speed_check"]
    assert rule["target"] == 20
    parts = {part["code"]: part["value"] for part in row["parts"]}
    assert parts == {"citizens": 21, "partner": 12}
    assert "påhittad" in row["parts_note"]
    asked_by = [entry["requested_by"] for entry in entries_of(ale, "ale-2020", "C4")]
    assert set(asked_by) <= {"citizens", "partner", None}
    assert sum(point["value"] for point in row["series"]) == 33


def test_the_example_promise_counts_by_the_same_rule(demo: Flask) -> None:
    ale = coordinator(demo, "ale-kommun")

    example = promise_of(ale, "exempel")
    (commitment,) = example["commitments"]
    (row,) = rows_of(ale, "exempel").values()
    published = promise_of(ale, "ale-2020")["commitments"]
    ales = next(c for c in published if c["id"] == demo_id("commitment", "ale-2020", "C4"))

    assert example["is_example"]
    assert example["label"] == "Exempellöfte"
    assert (example["starts_on"], example["ends_on"]) == ("2026-01-01", "2026-12-31")
    assert commitment["counting_rule"] == ales["counting_rule"]
    assert (row["target"], row["status"]) == (20, "in_progress")
    assert 0 < row["value"] < 20
    assert row["latest_on"] < "2026-11-22"


def test_every_line_of_kungalv_has_its_place(demo: Flask) -> None:
    kungalv = coordinator(demo, "kungalvs-kommun")

    assert_lines(kungalv, "kungalv-2017", KUNGALV)
    for row in rows_of(kungalv, "kungalv-2017").values():
        words = [adjustment["words"] for adjustment in row["adjustments"]]
        assert words == (["inget resultat i källan"] if row["status"] == "undecided" else [])


def test_every_line_of_amal_has_its_place(demo: Flask) -> None:
    amal = coordinator(demo, "amals-kommun")

    assert_lines(amal, "amal-2021", AMAL)


def test_ale_reads_the_same_on_the_day_it_was_followed_up(demo: Flask) -> None:
    ale = coordinator(demo, "ale-kommun")
    shown = ("value", "low", "high", "target", "status", "entries", "latest_on", "parts")

    now = rows_of(ale, "ale-2020")
    then = rows_of(ale, "ale-2020", as_of="2021-02-18")

    assert {key: [row[name] for name in shown] for key, row in then.items()} == {
        key: [row[name] for name in shown] for key, row in now.items()
    }


def test_ale_was_on_its_way_in_the_summer(demo: Flask) -> None:
    ale = coordinator(demo, "ale-kommun")

    rows = rows_of(ale, "ale-2020", as_of="2020-06-30")

    checks = rows[demo_id("commitment", "ale-2020", "C4")]
    assert 0 < checks["value"] < 20
    assert checks["status"] == "in_progress"
    places = rows[demo_id("commitment", "ale-2020", "C3")]
    assert places["adjustments"] == []
    before = rows_of(ale, "ale-2020", as_of="2019-12-31")
    assert before[demo_id("commitment", "ale-2020", "C4")]["status"] == "not_started"


def test_everything_about_ale_2020_is_recorded_by_its_follow_up(demo: Flask) -> None:
    """Promise, commitments, rules, adjustments, deviations, result lines and entries."""
    with demo.app_context():
        recorded = recorded_of_ale_2020(db.session())

    assert len(recorded) == 1 + 7 + 15 + 7 + 1 + 2 + 78
    assert max(recorded) <= FOLLOW_UP


def recorded_of_ale_2020(session: Session) -> list[datetime]:
    """When each record of the promise of 2020 was made."""
    ale = demo_id("promise", "ale-2020")
    commitments = select(Commitment.commitment_id).where(Commitment.promise_id == ale)
    recorded: list[datetime] = [
        *session.scalars(select(Promise.recorded_at).where(Promise.promise_id == ale)),
        *session.scalars(select(Commitment.recorded_at).where(Commitment.promise_id == ale)),
        *session.scalars(select(ResultLine.recorded_at).where(ResultLine.promise_id == ale)),
    ]
    for table in (CountingRuleRevision, Adjustment, Deviation):
        recorded += session.scalars(
            select(table.recorded_at).where(table.commitment_id.in_(commitments))
        )
    of_2020 = Activity.service_date < date(2021, 1, 1)
    recorded += session.scalars(select(Activity.recorded_at).where(of_2020))
    return recorded
