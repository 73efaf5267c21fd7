"""A counting rule that makes no sense is refused with a pointer to what contradicts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.catalogue.rules.definitions import Catalogue
from server.catalogue.service import load_catalogue
from server.commitments.rules.counting_rules import NewCountingRule, RuleGround, check_counting_rule
from server.problems import InvalidCountingRule

PLACE = "00000000-0000-7000-8000-00000000000a"
KOMMUN = "00000000-0000-7000-8000-00000000000b"
UNKNOWN = "00000000-0000-7000-8000-00000000000c"
COUNT = {"type": "count", "target": 20, "kinds": ("speed_check",)}
COVERAGE = {"type": "coverage", "kinds": ("info_meeting",), "unit_kind": "school_grade"}
SUM = {"type": "sum", "target": 5, "kinds": ("speed_check",)}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def faults(catalogue: Catalogue, **said: Any) -> list[str]:
    """The pointers of everything that is wrong with a rule in a promise for 2020."""
    ground = RuleGround(
        catalogue,
        date(2020, 1, 1),
        date(2020, 12, 31),
        place_ids={PLACE},
        organisation_ids={KOMMUN},
    )
    try:
        check_counting_rule(NewCountingRule(**{"text": "Varje gång räknas.", **said}), ground)
    except InvalidCountingRule as problem:
        return [error.pointer.removeprefix("#/counting_rule/") for error in problem.errors]
    return []


@pytest.mark.parametrize(
    "said",
    [
        COUNT,
        {**COUNT, "window": "school_year"},
        {**COUNT, "window": "2020-03-01..2020-05-31"},
        {
            **COUNT,
            "where": {
                "requested_by": ["citizens", "partner"],
                "wish": True,
                "places": [PLACE],
                "focus": ["traffic"],
                "organisations": [KOMMUN],
                "weekdays": [5, 6],
                "hours": {"from": "21:00", "to": "01:00"},
                "min_minutes": 20,
                "state": ["done"],
                "review": ["accepted"],
            },
        },
        {**COUNT, "kinds": ("mailing",), "where": {"fields": {"topic": ["narcotics"]}}},
        COVERAGE,
        {"type": "cohort", "kinds": ("mailing",)},
        {"type": "cohort", "target": 1, "kinds": ("mailing",)},
        {"type": "milestone", "target": 1, "kinds": ("group_support",)},
        {"type": "continuous", "kinds": ("place_check", "place_cooperation")},
        {"type": "continuous"},
        {**SUM, "sum_of": "outcomes.licence_seized"},
        {**SUM, "sum_of": "minutes"},
        {"type": "outcome", "target": 5},
        {"type": "directional"},
        {"type": "survey"},
    ],
)
def test_a_rule_that_makes_sense_is_accepted(catalogue: Catalogue, said: dict[str, Any]) -> None:
    assert faults(catalogue, **said) == []


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({**COUNT, "target": 0}, ["target"]),
        ({**COUNT, "target": -1}, ["target"]),
        ({**COUNT, "target": 10_000_000}, ["target"]),
        ({**COUNT, "target": None}, ["target"]),
        ({**COUNT, "kinds": ()}, ["kinds"]),
        ({**COUNT, "kinds": ("dance",)}, ["kinds/0"]),
        ({**COUNT, "kinds": ("speed_check", "speed_check")}, ["kinds/1"]),
        ({**COUNT, "sum_of": "minutes"}, ["sum_of"]),
        ({**COUNT, "unit_kind": "school_grade"}, ["unit_kind"]),
        ({**COVERAGE, "unit_kind": None}, ["unit_kind"]),
        ({**COVERAGE, "target": 4}, ["target"]),
        ({**COVERAGE, "kinds": ("speed_check",)}, ["unit_kind"]),
        ({**COVERAGE, "unit_kind": "street"}, ["unit_kind"]),
        (SUM, ["sum_of"]),
        ({**SUM, "sum_of": "outcomes.dance"}, ["sum_of"]),
        ({**SUM, "sum_of": "fields.dance"}, ["sum_of"]),
        ({**SUM, "sum_of": "fields.method"}, ["sum_of"]),
        ({**SUM, "sum_of": "mood"}, ["sum_of"]),
        (
            {
                **SUM,
                "kinds": ("speed_check", "mailing"),
                "sum_of": "outcomes.licence_seized",
            },
            ["sum_of"],
        ),
        ({"type": "outcome", "target": 5, "sum_of": "minutes"}, ["kinds"]),
        ({"type": "outcome", "target": 5, "kinds": ("speed_check",)}, ["sum_of"]),
        ({"type": "cohort", "target": 2, "kinds": ("mailing",)}, ["target"]),
        ({"type": "continuous", "target": 2}, ["target"]),
        ({"type": "survey", "target": 2}, ["target"]),
        ({**COUNT, "window": "week"}, ["window"]),
        ({**COUNT, "window": "all"}, ["window"]),
        ({**COUNT, "window": "2020-05-31..2020-03-01"}, ["window"]),
        ({**COUNT, "window": "2019-01-01..2019-12-31"}, ["window"]),
        ({**COUNT, "window": "2020-02-30..2020-03-01"}, ["window"]),
        ({**COUNT, "text": "Ring 070-174 06 05"}, ["text"]),
        ({**COUNT, "where": {"colour": "blue"}}, ["where/colour"]),
        ({**COUNT, "where": {"requested_by": ["aliens"]}}, ["where/requested_by/0"]),
        ({**COUNT, "where": {"requested_by": 3}}, ["where/requested_by"]),
        ({**COUNT, "where": {"focus": ["traffic", "fun"]}}, ["where/focus/1"]),
        ({**COUNT, "where": {"state": ["planned"]}}, ["where/state/0"]),
        ({**COUNT, "where": {"review": ["rejected"]}}, ["where/review/0"]),
        ({**COUNT, "where": {"places": [PLACE, UNKNOWN]}}, ["where/places/1"]),
        ({**COUNT, "where": {"organisations": ["polisen"]}}, ["where/organisations/0"]),
        ({**COUNT, "where": {"weekdays": [0]}}, ["where/weekdays"]),
        ({**COUNT, "where": {"hours": {"from": "21:00"}}}, ["where/hours"]),
        ({**COUNT, "where": {"hours": {"from": "21:00", "to": "21:00"}}}, ["where/hours"]),
        ({**COUNT, "where": {"min_minutes": -1}}, ["where/min_minutes"]),
        ({**COUNT, "where": {"fields": {"dance": [1]}}}, ["where/fields/dance"]),
        ({**COUNT, "where": {"fields": {"method": []}}}, ["where/fields/method"]),
        ({**COUNT, "where": {"fields": {"method": ["laser", "eye"]}}}, ["where/fields/method/1"]),
        ({**COUNT, "target": 0, "kinds": (), "window": "x"}, ["target", "kinds", "window"]),
    ],
)
def test_every_contradiction_is_named(
    catalogue: Catalogue, said: dict[str, Any], pointers: list[str]
) -> None:
    assert faults(catalogue, **said) == pointers
