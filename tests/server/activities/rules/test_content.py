"""What an activity says survives storing, and nothing unsaid is stored."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from server.activities.rules.content import ActivityContent, Position, as_json, from_json
from tests.server.activities.rules.contents import a_content

INSTANTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001  # Hypothesis wants naive bounds beside `timezones`
    datetime(2099, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=9))]),
)
CODES = st.sampled_from(["a", "b", "1440:c"])
CONTENTS = st.builds(
    ActivityContent,
    kind=CODES,
    kind_revision=st.integers(1, 9),
    municipality_code=st.sampled_from(["1440", "1482"]),
    organisation_id=st.uuids().map(str),
    state=st.sampled_from(["planned", "running", "done", "cancelled"]),
    place_id=st.none() | st.uuids().map(str),
    place_name=st.none() | st.text(min_size=1),
    position=st.none()
    | st.builds(
        Position,
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        accuracy_m=st.none() | st.integers(0, 1000),
    ),
    location_type=st.none() | CODES,
    time_precision=st.sampled_from(["exact", "about", "evening"]),
    service_date=st.none() | st.dates(),
    started_at=st.none() | INSTANTS,
    ended_at=st.none() | INSTANTS,
    cancel_reason=st.none() | st.text(min_size=1),
    requested_by=st.sampled_from(["citizens", "unknown"]),
    wish_ids=st.lists(st.uuids().map(str), max_size=3).map(tuple),
    unit_ids=st.lists(st.uuids().map(str), max_size=3).map(tuple),
    focus=st.lists(CODES, max_size=3).map(tuple),
    series=st.none() | st.text(min_size=1),
    participants=st.none() | st.integers(0, 100),
    joint_id=st.none() | st.uuids().map(str),
    fields=st.dictionaries(CODES, st.text() | st.integers() | st.booleans()),
    outcomes=st.dictionaries(CODES, st.integers(0, 100)),
    note=st.none() | st.text(min_size=1),
)


@given(CONTENTS)
def test_what_is_stored_reads_back_as_what_was_said(content: ActivityContent) -> None:
    stored = json.loads(json.dumps(as_json(content)))

    assert from_json(stored) == content


@given(CONTENTS)
def test_nothing_unsaid_is_stored(content: ActivityContent) -> None:
    assert not [name for name, value in as_json(content).items() if value in (None, [], {})]


def test_an_outcome_of_zero_is_stored_and_a_missing_one_is_not() -> None:
    stored = as_json(a_content(outcomes={"order_fine_speed": 0}))

    assert stored["outcomes"] == {"order_fine_speed": 0}


def test_instants_are_stored_in_utc() -> None:
    at_nine = datetime(2026, 7, 1, 21, 0, tzinfo=timezone(timedelta(hours=2)))

    stored = as_json(a_content(started_at=at_nine))

    assert stored["started_at"] == "2026-07-01T19:00:00+00:00"


def test_an_evening_without_clock_times_is_stored_as_its_date() -> None:
    content = a_content(time_precision="evening", started_at=None, service_date=date(2026, 10, 24))

    stored = as_json(content)

    assert stored["service_date"] == "2026-10-24"
    assert "started_at" not in stored
