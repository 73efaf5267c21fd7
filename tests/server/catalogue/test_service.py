"""The shipped catalogue is whole, and a broken one names what to mend."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from server.catalogue.rules.composing import CatalogueError
from server.catalogue.rules.definitions import STATES, Catalogue, kind_of
from server.catalogue.schemas import wire_catalogue
from server.catalogue.service import load_catalogue

SHIPPED_KINDS = {
    "speed_check",
    "place_check",
    "moped_operation",
    "narcotics_operation",
    "info_meeting",
    "mailing",
    "campaign",
    "night_walk",
    "group_support",
    "place_cooperation",
}
# The only outcomes that say nothing about a person: a vehicle's papers, and how many were tested.
NOT_ABOUT_A_PERSON = {
    "order_inspection",
    "order_registration_inspection",
    "driving_ban",
    "vehicle_seized",
    "breath_test",
}

Change = Callable[[Any], object]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files in a folder of their own, for a test to break."""
    shipped = resources.files("server.catalogue")
    (tmp_path / "kinds").mkdir()
    for name in ("outcomes.json", "words.json"):
        (tmp_path / name).write_text((shipped / name).read_text(encoding="utf-8"), "utf-8")
    for entry in (shipped / "kinds").iterdir():
        (tmp_path / "kinds" / entry.name).write_text(entry.read_text(encoding="utf-8"), "utf-8")
    return tmp_path


def rewrite(path: Path, change: Change) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_the_shipped_catalogue_has_its_kinds(catalogue: Catalogue) -> None:
    assert {kind.code for kind in catalogue.kinds} == SHIPPED_KINDS


def test_the_day_of_walks_and_place_checks_turns_in_the_small_hours(catalogue: Catalogue) -> None:
    assert {kind.code for kind in catalogue.kinds if kind.evening} == {"night_walk", "place_check"}


def test_only_walks_run_and_only_walks_and_meetings_are_planned(catalogue: Catalogue) -> None:
    assert {k.code for k in catalogue.kinds if "running" in k.states} == {"night_walk"}
    planned = {k.code for k in catalogue.kinds if "planned" in k.states}
    assert planned == {"night_walk", "info_meeting"}
    for kind in catalogue.kinds:
        assert {"done", "cancelled"} <= set(kind.states) <= set(STATES)


def test_police_and_walkers_write_no_notes(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds:
        if kind.logged_by in (("police_area",), ("association",)):
            assert not kind.takes_note
            assert all(field.type != "text" for field in kind.fields)


def test_narcotics_work_and_place_checks_are_published_by_municipality(
    catalogue: Catalogue,
) -> None:
    hidden = {kind.code for kind in catalogue.kinds if kind.publish == "municipality"}

    assert {"narcotics_operation", "place_check"} <= hidden
    assert "speed_check" not in hidden


def test_a_speed_check_requires_no_field(catalogue: Catalogue) -> None:
    kind = kind_of(catalogue, "speed_check")

    assert kind is not None
    assert kind.fields
    assert not any(field.required for field in kind.fields)


def test_person_related_outcomes_are_marked(catalogue: Catalogue) -> None:
    unmarked = {outcome.code for outcome in catalogue.outcomes if not outcome.person_related}

    assert unmarked == NOT_ABOUT_A_PERSON


def test_the_wire_shape_is_the_shape_of_the_files(catalogue: Catalogue, folder: Path) -> None:
    sent = wire_catalogue(catalogue)

    assert sent["digest"] == catalogue.digest
    assert json.loads(json.dumps(sent)) == sent
    for kind in sent["kinds"]:
        path = folder / "kinds" / f"{kind['code']}.json"
        assert kind == json.loads(path.read_text(encoding="utf-8"))
    outcomes = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    assert sent["outcomes"] == outcomes


def test_a_file_may_hold_the_revisions_before(folder: Path) -> None:
    def retire(kind: Any) -> None:
        kind["history"] = [json.loads(json.dumps(kind))]
        kind["revision"] = 2
        kind["fields"][0]["retired"] = True

    rewrite(folder / "kinds" / "speed_check.json", retire)
    catalogue = load_catalogue(folder)

    first = kind_of(catalogue, "speed_check", 1)
    newest = kind_of(catalogue, "speed_check")
    assert first is not None
    assert newest is not None
    assert (first.fields[0].retired, newest.fields[0].retired) == (False, True)
    assert catalogue.digest != load_catalogue().digest


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("kinds/mailing.json", lambda k: k.pop("label"), "kinds/mailing.json: label"),
        ("kinds/mailing.json", lambda k: k.update(colour="red"), "kinds/mailing.json: colour"),
        ("kinds/mailing.json", lambda k: k.update(publish="x"), "kinds/mailing.json: publish"),
        (
            "kinds/mailing.json",
            lambda k: k["fields"][1].update(type="float"),
            "kinds/mailing.json: fields: 1: type",
        ),
        ("kinds/mailing.json", lambda k: k.update(code="letter"), "named after its only kind"),
        (
            "kinds/mailing.json",
            lambda k: k.update(history=[dict(k)]),
            "revision 1 in history is not older than 1",
        ),
        ("kinds/mailing.json", lambda k: k.update(outcomes=["x"]), "unknown outcome 'x'"),
        ("outcomes.json", lambda o: o[0].pop("plural"), "outcomes.json: 0: plural"),
        ("outcomes.json", lambda o: o.append(o[0]), "outcomes: 'order_fine_speed' stands there"),
        ("words.json", lambda w: w.pop("focus"), "words.json: focus"),
    ],
)
def test_a_broken_file_stops_the_start_and_is_named(
    folder: Path, name: str, change: Change, sentence: str
) -> None:
    rewrite(folder / name, change)

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert sentence in str(caught.value)


def test_faults_of_several_files_are_told_together(folder: Path) -> None:
    (folder / "words.json").unlink()
    (folder / "outcomes.json").write_text("[", encoding="utf-8")
    (folder / "kinds" / "mailing.json").write_text("[]", encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    told = str(caught.value)
    assert "words.json: the file is missing" in told
    assert "outcomes.json: not JSON" in told
    assert "kinds/mailing.json: not a JSON object" in told
