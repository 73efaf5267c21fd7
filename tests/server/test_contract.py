"""The cases under contract/, answered by the server's rules; Vitest asks the phone the same.

A red test here and a green one there means that the two no longer agree: change both, or neither.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError

from server.activities.rules.checks import (
    CheckedPlace,
    Surroundings,
    check_activity,
    check_reason,
)
from server.activities.rules.times import service_date
from server.activities.schemas import NEWEST_REVISION
from server.activities.service.preconditions import check_codes
from server.catalogue.rules.composing import compose_catalogue
from server.catalogue.rules.definitions import (
    WORD_LISTS,
    Catalogue,
    WordDefinition,
    WordLists,
    Words,
    kind_of,
)
from server.catalogue.schemas import KindSchema, OutcomeSchema
from server.faults import field_errors
from server.http import parse_json
from server.privacy.rules import find_personal_data
from server.problems import InvalidInput
from server.sync.rules import find_unstorable, operation_digest
from server.sync.schemas import OperationResultView, OperationSchema, PushSchema

CONTRACT = Path(__file__).resolve().parents[2] / "contract"
SURROUNDINGS = "surroundings"
CUT_OFF = "05:00"
FOLDERS = ("activities", "digest", "guard", "push", "service-date")


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def cases_for_the_server(folder: str) -> list[Any]:
    """A folder's cases that the server answers, each named after its file."""
    paths = [
        path for path in sorted((CONTRACT / folder).glob("*.json")) if path.stem != SURROUNDINGS
    ]
    found = [(path.stem, read(path)) for path in paths]
    return [pytest.param(case, id=name) for name, case in found if case.get("for") != "phone"]


def catalogue_of(given: Mapping[str, Any]) -> Catalogue:
    """The cases' own small catalogue, read as the shipped files are."""
    word = WordDefinition("any", Words(sv="Något", en="Something"))
    return compose_catalogue(
        KindSchema(many=True).load(given["kinds"]),
        OutcomeSchema(many=True).load(given["outcomes"]),
        WordLists(**dict.fromkeys(WORD_LISTS, (word,))),
    )


GIVEN = read(CONTRACT / "activities" / f"{SURROUNDINGS}.json")


def faults(raw: Mapping[str, Any]) -> set[str]:
    """What the server finds in one operation, in its own order: storable, shape, meaning."""
    unstorable = find_unstorable(raw)
    if unstorable:
        return {error.pointer for error in unstorable}
    try:
        operation = OperationSchema().load(raw)
    except ValidationError as error:
        return {found.pointer for found in field_errors(error.messages)}
    pointers = {error.pointer for error in check_reason(operation.reason)}
    content = operation.activity
    if content is None:
        return pointers
    if operation.type != "move_activity":
        try:
            check_codes(operation, content)
        except InvalidInput as problem:
            pointers |= {error.pointer for error in problem.errors}
    catalogue = catalogue_of(GIVEN["catalogue"])
    revision = None if content.kind_revision == NEWEST_REVISION else content.kind_revision
    places = {place["id"]: place["municipality_code"] for place in GIVEN["places"]}
    place_id = content.place_id or ""
    around = Surroundings(
        kind=kind_of(catalogue, content.kind, revision),
        is_kind_known=kind_of(catalogue, content.kind) is not None,
        place=CheckedPlace(place_id, places[place_id], revision=1, is_visible=True)
        if place_id in places
        else None,
        wish_codes={wish["id"]: wish["municipality_code"] for wish in GIVEN["wishes"]},
        unit_codes={unit["id"]: unit["municipality_code"] for unit in GIVEN["units"]},
        device_time=operation.device_time,
    )
    return pointers | {error.pointer for error in check_activity(content, around)}


@pytest.mark.parametrize("case", cases_for_the_server("activities"))
def test_the_server_finds_what_the_phone_finds(case: dict[str, Any]) -> None:
    assert faults(case["operation"]) == set(case["errors"])


@pytest.mark.parametrize("case", cases_for_the_server("service-date"))
def test_an_entry_belongs_to_the_evening_it_started(case: dict[str, Any]) -> None:
    started_at = datetime.fromisoformat(case["started_at"])

    found = service_date(started_at, is_evening_kind=case["evening"], cut_off=CUT_OFF)

    assert found.isoformat() == case["service_date"]


@pytest.mark.parametrize("case", cases_for_the_server("guard"))
def test_what_could_identify_a_person_is_found(case: dict[str, Any]) -> None:
    text = case["text"]

    hits = [
        {
            "kind": hit.kind,
            "strength": "strong" if hit.is_strong else "weak",
            "found": text[hit.start : hit.end],
        }
        for hit in find_personal_data(text)
    ]

    assert hits == case["hits"]


@pytest.mark.parametrize("case", cases_for_the_server("digest"))
def test_the_same_operation_has_the_same_digest_however_it_is_written(
    case: dict[str, Any],
) -> None:
    assert operation_digest(case["operation"]) == case["digest"]


@pytest.mark.parametrize("case", cases_for_the_server("push"))
def test_the_messages_of_a_push_have_the_shapes_that_the_server_reads_and_gives(
    case: dict[str, Any],
) -> None:
    request = parse_json(json.dumps(case["request"]).encode())

    push = PushSchema().load(request)

    asked = [operation["operation_id"] for operation in push.operations]
    for operation in push.operations:
        assert find_unstorable(operation) == ()
        OperationSchema().load(operation)
    results = case["answer"]["results"]
    assert [result["operation_id"] for result in results] == asked
    for result in results:
        OperationResultView().load(result)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_case_says_what_it_shows(folder: str) -> None:
    paths = sorted((CONTRACT / folder).glob("*.json"))

    assert paths
    titles = [read(path)["title"] for path in paths]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_no_folder_of_cases_is_left_unread() -> None:
    assert sorted(path.name for path in CONTRACT.iterdir() if path.is_dir()) == sorted(FOLDERS)
