"""A correction made on an old base: what is taken over, what clashes, and that nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.activities.rules.content import ActivityContent, Position
from server.activities.rules.merging import GROUPS, MAPS, Merged, keep_current, merge
from tests.server.activities.rules.contents import KUNGALV, PLACE_ID, STARTED_AT, a_content

LATER = STARTED_AT + timedelta(hours=1)
OTHER_PLACE_ID = PLACE_ID[:-1] + "9"
BASE = a_content(outcomes={"order_fine_speed": 2, "warning": 1}, fields={"vehicles_measured": 40})


def parts(content: ActivityContent) -> dict[str, Any]:
    """Every group of a content by the name a clash has, with what it says."""
    found: dict[str, Any] = {"kind": content.kind}
    for group, names in GROUPS.items():
        found[group] = tuple(getattr(content, name) for name in names)
    for name in MAPS:
        codes: Mapping[str, Any] = getattr(content, name)
        found |= {f"{name}.{code}": value for code, value in codes.items()}
    return found


def differing(one: ActivityContent, other: ActivityContent) -> set[str]:
    ours, theirs = parts(one), parts(other)
    return {group for group in ours | theirs if ours.get(group) != theirs.get(group)}


@pytest.mark.parametrize(
    ("group", "change"),
    [
        ("time", {"started_at": LATER}),
        ("time", {"ended_at": LATER}),
        ("time", {"state": "cancelled", "cancel_reason": "Oväder"}),
        ("place", {"place_id": OTHER_PLACE_ID}),
        ("place", {"place_id": None, "place_name": "Vid bron", "position": Position(57.9, 12.1)}),
        ("place", {"location_type": "school_zone"}),
        ("place", {"municipality_code": KUNGALV, "place_id": OTHER_PLACE_ID}),
        ("organisation_id", {"organisation_id": OTHER_PLACE_ID}),
        ("requested_by", {"requested_by": "citizens"}),
        ("wish_ids", {"wish_ids": (OTHER_PLACE_ID,)}),
        ("unit_ids", {"unit_ids": (OTHER_PLACE_ID,)}),
        ("focus", {"focus": ("traffic",)}),
        ("series", {"series": "Veckovandring"}),
        ("participants", {"participants": 4}),
        ("joint_id", {"joint_id": OTHER_PLACE_ID}),
        ("note", {"note": "Lugnt"}),
        ("fields.vehicles_measured", {"fields": {"vehicles_measured": 41}}),
        ("fields.vehicles_measured", {"fields": {}}),
        ("fields.method", {"fields": {"vehicles_measured": 40, "method": "laser"}}),
        ("outcomes.order_fine_speed", {"outcomes": {"order_fine_speed": 3, "warning": 1}}),
        ("outcomes.warning", {"outcomes": {"order_fine_speed": 2}}),
        ("outcomes.warning", {"outcomes": {"order_fine_speed": 2, "warning": 0}}),
        (
            "outcomes.licence_seized",
            {"outcomes": {"order_fine_speed": 2, "warning": 1, "licence_seized": 0}},
        ),
    ],
)
class TestOneGroup:
    def test_is_taken_over_when_nobody_else_changed_it(
        self, group: str, change: dict[str, Any]
    ) -> None:
        received = replace(BASE, **change)

        merged = merge(base=BASE, received=received, current=BASE)

        assert merged == Merged(received, (group,), ())

    def test_stays_when_only_the_current_side_changed_it(
        self, group: str, change: dict[str, Any]
    ) -> None:
        current = replace(BASE, **change)

        merged = merge(base=BASE, received=BASE, current=current)

        assert merged == Merged(current, (), ())

    def test_changed_alike_on_both_sides_does_not_clash(
        self, group: str, change: dict[str, Any]
    ) -> None:
        both = replace(BASE, **change)

        merged = merge(base=BASE, received=both, current=both)

        assert merged == Merged(both, (group,), ())

    def test_clashes_with_a_changed_kind_as_a_whole(
        self, group: str, change: dict[str, Any]
    ) -> None:
        received = replace(BASE, **change)
        current = replace(BASE, kind="moped_operation")

        merged = merge(base=BASE, received=received, current=current)

        assert merged == Merged(current, ("kind",), ("kind",))


@pytest.mark.parametrize(
    ("group", "received", "current"),
    [
        ("time", {"started_at": LATER}, {"ended_at": LATER}),
        ("time", {"ended_at": LATER}, {"state": "cancelled", "cancel_reason": "Oväder"}),
        ("place", {"place_id": OTHER_PLACE_ID}, {"place_id": None, "place_name": "Vid bron"}),
        ("requested_by", {"requested_by": "citizens"}, {"requested_by": "partner"}),
        ("note", {"note": None}, {"note": "Sent"}),
        ("outcomes.warning", {"outcomes": {"warning": 4}}, {"outcomes": {"warning": 5}}),
        ("outcomes.warning", {"outcomes": {}}, {"outcomes": {"warning": 5}}),
        ("fields.method", {"fields": {"method": "laser"}}, {"fields": {"method": "radar"}}),
    ],
)
def test_a_group_changed_differently_on_both_sides_stays_and_clashes(
    group: str, received: dict[str, Any], current: dict[str, Any]
) -> None:
    base = a_content(note="Tidigt", outcomes={"warning": 1})
    ours = replace(base, **current)

    merged = merge(base=base, received=replace(base, **received), current=ours)

    assert group in merged.clashes
    assert parts(merged.content).get(group) == parts(ours).get(group)


def test_groups_that_do_not_clash_are_taken_over_beside_one_that_does() -> None:
    received = replace(BASE, note="Lugnt", started_at=LATER)
    current = replace(BASE, started_at=LATER + timedelta(minutes=5))

    merged = merge(base=BASE, received=received, current=current)

    assert merged.clashes == ("time",)
    assert merged.changed == ("time", "note")
    assert merged.content == replace(current, note="Lugnt")


def test_a_start_and_an_end_that_were_changed_apart_are_not_mixed() -> None:
    received = replace(BASE, started_at=LATER)
    current = replace(BASE, ended_at=STARTED_AT + timedelta(minutes=20))

    merged = merge(base=BASE, received=received, current=current)

    assert merged.content == current


def test_a_changed_kind_is_taken_over_whole_when_nobody_else_changed_anything() -> None:
    received = replace(BASE, kind="moped_operation", outcomes={}, note="Fel knapp")

    merged = merge(base=BASE, received=received, current=BASE)

    assert merged == Merged(received, ("kind",), ())


def test_a_changed_kind_clashes_with_any_concurrent_change() -> None:
    received = replace(BASE, kind="moped_operation")
    current = replace(BASE, note="Lugnt")

    merged = merge(base=BASE, received=received, current=current)

    assert merged == Merged(current, ("kind",), ("kind",))


def test_the_same_changed_kind_on_both_sides_does_not_clash() -> None:
    both = replace(BASE, kind="moped_operation")

    assert merge(base=BASE, received=both, current=both) == Merged(both, ("kind",), ())


def test_the_newer_form_of_the_two_holds_both_sides_answers() -> None:
    received = replace(BASE, kind_revision=1, note="Lugnt")
    current = replace(BASE, kind_revision=2, fields={"vehicles_measured": 40, "method": "laser"})

    merged = merge(base=BASE, received=received, current=current)

    assert merged.content == replace(current, note="Lugnt")
    assert merged.clashes == ()


def test_an_uncounted_outcome_is_not_a_zero() -> None:
    base = a_content(outcomes={})
    received = replace(base, outcomes={"warning": 0})

    merged = merge(base=base, received=received, current=base)

    assert merged.changed == ("outcomes.warning",)
    assert merged.content.outcomes == {"warning": 0}


def test_what_cannot_be_matched_stays_and_everything_that_differs_clashes() -> None:
    received = replace(BASE, note="Lugnt", started_at=LATER)

    assert keep_current(received=received, current=BASE) == Merged(
        BASE, ("time", "note"), ("time", "note")
    )


def test_what_cannot_be_matched_but_says_the_same_does_not_clash() -> None:
    assert keep_current(received=BASE, current=BASE) == Merged(BASE, (), ())


def test_another_kind_that_cannot_be_matched_clashes_as_a_whole() -> None:
    received = replace(BASE, kind="moped_operation", note="Lugnt")

    assert keep_current(received=received, current=BASE) == Merged(BASE, ("kind",), ("kind",))


CONTENTS = st.builds(
    a_content,
    kind=st.sampled_from(["speed_check"] * 5 + ["moped_operation"]),
    kind_revision=st.integers(1, 2),
    state=st.sampled_from(["done", "cancelled"]),
    place_id=st.sampled_from([None, PLACE_ID, OTHER_PLACE_ID]),
    place_name=st.sampled_from([None, "Vid bron"]),
    started_at=st.sampled_from([None, STARTED_AT, LATER]),
    ended_at=st.sampled_from([None, LATER]),
    requested_by=st.sampled_from(["unknown", "citizens", "partner"]),
    wish_ids=st.sampled_from([(), ("a",), ("a", "b")]),
    participants=st.sampled_from([None, 0, 1]),
    note=st.sampled_from([None, "Lugnt", "Stökigt"]),
    fields=st.dictionaries(st.sampled_from("fg"), st.integers(0, 2)),
    outcomes=st.dictionaries(st.sampled_from("op"), st.integers(0, 2)),
)


@given(CONTENTS, CONTENTS)
def test_nothing_clashes_when_one_side_is_unchanged(
    base: ActivityContent, other: ActivityContent
) -> None:
    theirs = merge(base=base, received=other, current=base)
    ours = merge(base=base, received=base, current=other)

    assert theirs.clashes == ours.clashes == ()
    assert parts(theirs.content) == parts(other)
    assert parts(ours.content) == parts(other)
    assert ours.changed == ()


@given(CONTENTS, CONTENTS, CONTENTS)
def test_merging_the_same_correction_again_changes_nothing(
    base: ActivityContent, received: ActivityContent, current: ActivityContent
) -> None:
    once = merge(base=base, received=received, current=current)

    again = merge(base=base, received=received, current=once.content)

    assert again.content == once.content
    assert again.clashes == once.clashes


@given(CONTENTS, CONTENTS, CONTENTS)
def test_nothing_received_is_silently_lost(
    base: ActivityContent, received: ActivityContent, current: ActivityContent
) -> None:
    """What a correction changed is in the result or among the clashes; so is all it left alone."""
    merged = merge(base=base, received=received, current=current)

    said, kept = parts(received), parts(merged.content)
    for group in differing(base, received):
        is_there = kept.get(group) == said.get(group)
        assert is_there or group in merged.clashes or "kind" in merged.clashes
    for group in differing(base, current) - set(merged.changed):
        assert "kind" in merged.changed or kept.get(group) == parts(current).get(group)
    assert set(merged.clashes) <= set(merged.changed)
    assert not merged.clashes or merged.clashes == ("kind",) or "kind" not in merged.clashes


@given(CONTENTS, CONTENTS, CONTENTS)
def test_the_current_value_of_a_clash_stays(
    base: ActivityContent, received: ActivityContent, current: ActivityContent
) -> None:
    merged = merge(base=base, received=received, current=current)

    for group in merged.clashes:
        assert parts(merged.content).get(group) == parts(current).get(group)
    if "kind" in merged.clashes:
        assert merged.content == current


@given(CONTENTS, CONTENTS, CONTENTS)
def test_corrections_of_different_groups_give_the_same_in_either_order(
    base: ActivityContent, one: ActivityContent, other: ActivityContent
) -> None:
    one, other = replace(one, kind=base.kind), replace(other, kind=base.kind)
    ours = set(merge(base=base, received=one, current=base).changed)
    apart = _keeping(base, other, without=ours)

    one_first = merge(
        base=base, received=apart, current=merge(base=base, received=one, current=base).content
    )
    other_first = merge(
        base=base, received=one, current=merge(base=base, received=apart, current=base).content
    )

    assert one_first.content == other_first.content
    assert one_first.clashes == other_first.clashes == ()


def _keeping(
    base: ActivityContent, changed: ActivityContent, *, without: set[str]
) -> ActivityContent:
    """`changed`, with the groups in `without` as they are in `base`."""
    values: dict[str, Any] = {}
    for group, names in GROUPS.items():
        if group in without:
            values |= {name: getattr(base, name) for name in names}
    for name in MAPS:
        before, after = getattr(base, name), getattr(changed, name)
        taken_back = {code for code in before | after if f"{name}.{code}" in without}
        values[name] = {c: v for c, v in after.items() if c not in taken_back} | {
            c: v for c, v in before.items() if c in taken_back
        }
    return replace(changed, **values)


@given(CONTENTS, CONTENTS)
def test_what_cannot_be_matched_never_changes_the_current(
    received: ActivityContent, current: ActivityContent
) -> None:
    kept = keep_current(received=received, current=current)

    assert kept.content == current
    assert kept.clashes == kept.changed
    assert bool(kept.clashes) == bool(differing(received, current))
