"""Every fault of an activity is named by a pointer; what is right passes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.activities.rules.checks import (
    FUTURE_TOLERANCE,
    LARGEST_COUNT,
    CheckedPlace,
    Surroundings,
    check_activity,
    check_reason,
    check_texts,
    is_from_the_future,
)
from server.activities.rules.content import ActivityContent, Position
from tests.server.activities.rules.contents import (
    ALE,
    KUNGALV,
    PLACE_ID,
    STARTED_AT,
    a_content,
)
from tests.server.catalogue.rules.kinds import a_choice, a_field, a_kind

DEVICE_TIME = STARTED_AT + timedelta(hours=1)
PERSONAL_NUMBER = "640823-3234"  # Skatteverket's own example
WISH_ID = "01920000-0000-7000-8000-0000000000a1"
UNIT_ID = "01920000-0000-7000-8000-0000000000b1"

KIND = a_kind(
    "speed_check",
    states=("planned", "running", "done", "cancelled"),
    logged_by=("police_area",),
    asks_requested_by=True,
    takes_note=True,
    needs_place=True,
    takes_units=True,
    unit_kind="school_grade",
    fields=(
        a_field("vehicles"),
        a_field("walkers", minimum=1),
        a_field("unbounded", minimum=None, maximum=None),
        a_field("helped", type="boolean", minimum=None, maximum=None),
        a_choice("method", "laser", "radar"),
        a_field("topic", type="text", minimum=2, maximum=10),
        a_field("former", retired=True),
    ),
    outcomes=("order_fine", "warning"),
)
PLACE = CheckedPlace(PLACE_ID, ALE, revision=1, is_visible=True)
AROUND = Surroundings(
    kind=KIND,
    is_kind_known=True,
    place=PLACE,
    wish_codes={WISH_ID: ALE},
    unit_codes={UNIT_ID: ALE},
    device_time=DEVICE_TIME,
)


def faults(content: ActivityContent, **around: Any) -> list[str]:
    """The pointers that the check gives, each of which comes with a sentence."""
    errors = check_activity(content, replace(AROUND, **around))
    assert all(error.detail for error in errors)
    return [error.pointer for error in errors]


def in_the_evening(**members: Any) -> ActivityContent:
    evening = {"time_precision": "evening", "started_at": None, "service_date": date(2026, 10, 24)}
    return a_content(**(evening | members))


def test_a_plain_check_has_no_faults() -> None:
    assert faults(a_content()) == []


def test_a_full_entry_has_no_faults() -> None:
    full = a_content(
        ended_at=STARTED_AT + timedelta(minutes=40),
        location_type="school_zone",
        requested_by="citizens",
        wish_ids=(WISH_ID,),
        unit_ids=(UNIT_ID,),
        focus=("traffic",),
        series="Varje vecka",
        participants=2,
        fields={
            "vehicles": 100,
            "walkers": 1,
            "unbounded": LARGEST_COUNT,
            "helped": False,
            "method": "laser",
            "topic": "Trafik",
            "former": 3,
        },
        outcomes={"order_fine": 0, "warning": LARGEST_COUNT},
        note="Lugnt och fint",
    )

    assert faults(full) == []


class TestKind:
    def test_an_unknown_kind(self) -> None:
        assert faults(a_content(kind="spaceship"), kind=None, is_kind_known=False) == [
            "#/activity/kind"
        ]

    def test_an_unknown_revision_of_a_known_kind(self) -> None:
        assert faults(a_content(kind_revision=99), kind=None) == ["#/activity/kind_revision"]

    def test_a_state_the_kind_does_not_have(self) -> None:
        police = replace(KIND, states=("done", "cancelled"))

        assert faults(a_content(state="planned"), kind=police) == ["#/activity/state"]

    def test_a_cancelled_one_says_why(self) -> None:
        assert faults(a_content(state="cancelled")) == ["#/activity/cancel_reason"]
        assert faults(a_content(state="cancelled", cancel_reason="Oväder")) == []

    @pytest.mark.parametrize("state", ["planned", "running", "done"])
    def test_only_a_cancelled_one_says_why(self, state: str) -> None:
        assert faults(a_content(state=state, cancel_reason="Oväder")) == [
            "#/activity/cancel_reason"
        ]


class TestClockTimes:
    def test_a_missing_start(self) -> None:
        assert faults(a_content(started_at=None)) == ["#/activity/started_at"]

    def test_an_end_before_the_start(self) -> None:
        ended_at = STARTED_AT - timedelta(seconds=1)

        assert faults(a_content(ended_at=ended_at)) == ["#/activity/ended_at"]

    def test_an_end_at_the_start_passes(self) -> None:
        assert faults(a_content(ended_at=STARTED_AT)) == []

    def test_an_unknown_end_passes(self) -> None:
        assert faults(a_content(ended_at=None, state="done")) == []

    def test_a_planned_meeting_may_have_an_end(self) -> None:
        content = a_content(state="planned", ended_at=STARTED_AT + timedelta(hours=2))

        assert faults(content) == []

    def test_a_date_beside_the_clock_time(self) -> None:
        assert faults(a_content(service_date=date(2026, 10, 24))) == ["#/activity/service_date"]

    @pytest.mark.parametrize("state", ["done", "running"])
    def test_a_start_ten_minutes_ahead_of_the_phone_passes_and_more_does_not(
        self, state: str
    ) -> None:
        limit = DEVICE_TIME + FUTURE_TOLERANCE

        assert faults(a_content(state=state, started_at=limit)) == []
        assert faults(a_content(state=state, started_at=limit + timedelta(seconds=1))) == [
            "#/activity/started_at"
        ]

    def test_what_is_planned_or_cancelled_may_lie_ahead(self) -> None:
        ahead = DEVICE_TIME + timedelta(days=30)

        assert faults(a_content(state="planned", started_at=ahead)) == []
        assert faults(a_content(state="cancelled", started_at=ahead, cancel_reason="Regn")) == []

    def test_an_end_ahead_of_the_phone_passes_here_and_is_flagged_by_the_server(self) -> None:
        content = a_content(ended_at=DEVICE_TIME + timedelta(hours=3))

        assert faults(content) == []
        assert is_from_the_future(content, DEVICE_TIME)

    def test_without_a_phones_clock_nothing_lies_ahead(self) -> None:
        ahead = DEVICE_TIME + timedelta(days=30)

        assert faults(a_content(started_at=ahead), device_time=None) == []


class TestEvening:
    def test_an_evening_without_clock_times_passes(self) -> None:
        assert faults(in_the_evening()) == []

    @pytest.mark.parametrize("name", ["started_at", "ended_at"])
    def test_a_clock_time_beside_the_evening(self, name: str) -> None:
        assert faults(in_the_evening(**{name: STARTED_AT})) == [f"#/activity/{name}"]

    def test_a_missing_evening(self) -> None:
        assert faults(in_the_evening(service_date=None)) == ["#/activity/service_date"]

    def test_an_evening_ahead_of_the_phones_day(self) -> None:
        tomorrow = date(2026, 10, 25)

        assert faults(in_the_evening(service_date=tomorrow)) == ["#/activity/service_date"]
        assert faults(in_the_evening(service_date=tomorrow, state="planned")) == []
        assert faults(in_the_evening(service_date=tomorrow), device_time=None) == []

    def test_the_phones_day_is_swedish(self) -> None:
        just_past_midnight = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)

        assert (
            faults(in_the_evening(service_date=date(2026, 10, 25)), device_time=just_past_midnight)
            == []
        )


class TestPlace:
    @pytest.mark.parametrize(
        "place",
        [
            None,
            replace(PLACE, municipality_code=KUNGALV),
            replace(PLACE, is_visible=False),
        ],
        ids=["unknown", "of another municipality", "somebody else's own"],
    )
    def test_a_place_that_cannot_be_used(self, place: CheckedPlace | None) -> None:
        """One answer for all three, so that nobody learns which places others keep."""
        content = a_content()

        errors = check_activity(content, replace(AROUND, place=place))

        assert [error.pointer for error in errors] == ["#/activity/place_id"]
        assert errors[0].detail == "Platsen finns inte i den här kommunen."

    def test_a_place_and_a_name_of_ones_own(self) -> None:
        assert faults(a_content(place_name="Vid bron")) == ["#/activity/place_name"]

    def test_a_place_and_a_position(self) -> None:
        assert faults(a_content(position=Position(57.9, 12.1))) == ["#/activity/position"]

    def test_an_unlisted_place_may_have_a_position(self) -> None:
        content = a_content(place_id=None, place_name="Vid bron", position=Position(57.9, 12.1))

        assert faults(content, place=None) == []

    @pytest.mark.parametrize("kind", ["night_walk", "safety_walk"])
    def test_walks_never_have_a_position(self, kind: str) -> None:
        content = a_content(kind=kind, place_id=None, position=Position(57.9, 12.1))

        assert faults(content, place=None) == ["#/activity/position"]


class TestLinks:
    @pytest.mark.parametrize("name", ["wish_ids", "unit_ids"])
    @pytest.mark.parametrize("codes", [{}, {"other": KUNGALV}], ids=["unknown", "elsewhere"])
    def test_a_link_out_of_the_municipality(self, name: str, codes: dict[str, str]) -> None:
        known = {"wish_ids": WISH_ID, "unit_ids": UNIT_ID}[name]
        content = a_content(**{name: (known, "other")})
        around = {name.replace("_ids", "_codes"): {known: ALE} | codes}

        assert faults(content, **around) == [f"#/activity/{name}/1"]

    def test_units_for_a_kind_that_has_none(self) -> None:
        unitless = replace(KIND, takes_units=False, unit_kind=None)

        assert faults(a_content(unit_ids=(UNIT_ID,)), kind=unitless) == ["#/activity/unit_ids"]


class TestTexts:
    @pytest.mark.parametrize(
        ("members", "pointer"),
        [
            ({"note": PERSONAL_NUMBER}, "#/activity/note"),
            ({"series": PERSONAL_NUMBER}, "#/activity/series"),
            ({"location_type": PERSONAL_NUMBER}, "#/activity/location_type"),
            ({"focus": ("traffic", PERSONAL_NUMBER)}, "#/activity/focus/1"),
            ({"place_id": None, "place_name": PERSONAL_NUMBER}, "#/activity/place_name"),
            (
                {"state": "cancelled", "cancel_reason": PERSONAL_NUMBER},
                "#/activity/cancel_reason",
            ),
        ],
    )
    def test_what_identifies_a_person_is_stopped_in_every_free_text(
        self, members: dict[str, Any], pointer: str
    ) -> None:
        assert faults(a_content(**members)) == [pointer]

    def test_what_identifies_a_person_is_stopped_in_a_field(self) -> None:
        kind = replace(KIND, fields=(a_field("topic", type="text", maximum=100),))

        assert faults(a_content(fields={"topic": PERSONAL_NUMBER}), kind=kind) == [
            "#/activity/fields/topic"
        ]

    def test_a_text_is_named_once_however_much_stands_in_it(self) -> None:
        note = f"{PERSONAL_NUMBER} och {PERSONAL_NUMBER}"

        assert faults(a_content(note=note)) == ["#/activity/note"]

    def test_what_only_may_be_a_number_plate_passes(self) -> None:
        assert faults(a_content(note="ABC 123")) == []

    def test_the_sentence_does_not_repeat_the_text(self) -> None:
        (error,) = check_activity(a_content(note=PERSONAL_NUMBER), AROUND)

        assert PERSONAL_NUMBER not in error.detail

    def test_a_note_for_a_kind_that_takes_none(self) -> None:
        noteless = replace(KIND, takes_note=False)

        assert faults(a_content(note="Lugnt"), kind=noteless) == ["#/activity/note"]

    def test_texts_can_be_looked_through_before_anything_else_is_known(self) -> None:
        content = a_content(
            kind="spaceship",
            note=PERSONAL_NUMBER,
            fields={"a/b": PERSONAL_NUMBER, "vehicles": 6408233234},
        )

        assert [e.pointer for e in check_texts(content)] == [
            "#/activity/note",
            "#/activity/fields/a~1b",
        ]

    def test_the_reason_of_an_operation_is_free_text_too(self) -> None:
        assert check_reason(None) == check_reason("Fel plats") == ()
        assert [e.pointer for e in check_reason(f"Efter {PERSONAL_NUMBER}")] == ["#/reason"]


class TestFields:
    @pytest.mark.parametrize(
        ("code", "value"),
        [
            ("vehicles", -1),
            ("vehicles", 101),
            ("vehicles", "7"),
            ("vehicles", 7.5),
            ("vehicles", True),
            ("vehicles", [7]),
            ("walkers", 0),
            ("unbounded", -1),
            ("unbounded", LARGEST_COUNT + 1),
            ("unbounded", 10**400),
            ("helped", 1),
            ("helped", "ja"),
            ("method", "sonar"),
            ("method", 1),
            ("method", {"laser": 1}),
            ("topic", 7),
            ("topic", "T"),
            ("topic", "Elva tecken"),
            ("colour", 1),
            ("former", -1),
        ],
    )
    def test_a_wrong_value(self, code: str, value: Any) -> None:
        assert faults(a_content(fields={code: value})) == [f"#/activity/fields/{code}"]

    def test_a_required_field_that_is_missing(self) -> None:
        kind = replace(KIND, fields=(a_field("vehicles", required=True),))

        assert faults(a_content(), kind=kind) == ["#/activity/fields/vehicles"]
        assert faults(a_content(fields={"vehicles": 0}), kind=kind) == []

    @pytest.mark.parametrize("state", ["planned", "running", "cancelled"])
    def test_what_is_not_done_needs_no_required_field(self, state: str) -> None:
        kind = replace(KIND, fields=(a_field("vehicles", required=True),))
        reason = "Oväder" if state == "cancelled" else None

        assert faults(a_content(state=state, cancel_reason=reason), kind=kind) == []

    def test_a_code_is_escaped_in_its_pointer(self) -> None:
        assert faults(a_content(fields={"a/b~c": 1})) == ["#/activity/fields/a~1b~0c"]
        assert faults(a_content(outcomes={"a/b~c": 1})) == ["#/activity/outcomes/a~1b~0c"]


class TestCounts:
    @pytest.mark.parametrize("count", [-1, LARGEST_COUNT + 1, 1.5, True, "2", [2]])
    def test_a_wrong_outcome(self, count: Any) -> None:
        assert faults(a_content(outcomes={"warning": count})) == ["#/activity/outcomes/warning"]

    def test_an_outcome_the_kind_does_not_have(self) -> None:
        assert faults(a_content(outcomes={"report_knife": 1})) == [
            "#/activity/outcomes/report_knife"
        ]

    @pytest.mark.parametrize("count", [-1, LARGEST_COUNT + 1])
    def test_a_wrong_number_of_participants(self, count: int) -> None:
        assert faults(a_content(participants=count)) == ["#/activity/participants"]


def test_every_fault_is_named_and_not_only_the_first() -> None:
    content = a_content(
        ended_at=STARTED_AT - timedelta(hours=1),
        fields={"vehicles": -1},
        outcomes={"warning": -1},
        note=PERSONAL_NUMBER,
    )

    assert faults(content, place=None) == [
        "#/activity/ended_at",
        "#/activity/place_id",
        "#/activity/note",
        "#/activity/fields/vehicles",
        "#/activity/outcomes/warning",
    ]


class TestFromTheFuture:
    NOW = STARTED_AT

    def test_ten_minutes_ahead_of_the_server_is_no_skew(self) -> None:
        assert not is_from_the_future(a_content(started_at=self.NOW + FUTURE_TOLERANCE), self.NOW)

    def test_more_is(self) -> None:
        ahead = self.NOW + FUTURE_TOLERANCE + timedelta(seconds=1)

        assert is_from_the_future(a_content(started_at=ahead), self.NOW)

    def test_a_plan_is_not(self) -> None:
        ahead = self.NOW + timedelta(days=7)

        assert not is_from_the_future(a_content(state="planned", started_at=ahead), self.NOW)
