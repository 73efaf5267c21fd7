"""Three-way merge of a correction that was made on an older base. Pure.

Members that mean something only together are one group; where both sides changed the same group
to different values the current one stays and a person chooses. Nothing received is thrown away:
the caller keeps it on the revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.activities.rules.content import ActivityContent

KIND = ("kind", "kind_revision")
TIME = ("started_at", "ended_at", "state", "cancel_reason", "time_precision", "service_date")
# A place lies in one municipality, so a move to another takes the place along.
PLACE = ("municipality_code", "place_id", "place_name", "position", "location_type")
SINGLE = (
    "organisation_id",
    "requested_by",
    "wish_ids",
    "unit_ids",
    "focus",
    "series",
    "participants",
    "joint_id",
    "note",
)
GROUPS: dict[str, tuple[str, ...]] = {
    "time": TIME,
    "place": PLACE,
    **{name: (name,) for name in SINGLE},
}
MAPS = ("fields", "outcomes")


@dataclass(frozen=True, slots=True)
class Merged:
    """The resulting content, which groups the correction changed, and which of them clash."""

    content: ActivityContent
    changed: tuple[str, ...]
    clashes: tuple[str, ...]


def merge(*, base: ActivityContent, received: ActivityContent, current: ActivityContent) -> Merged:
    """Apply what `received` changed since `base` to `current`, group by group."""
    if received.kind != base.kind or current.kind != base.kind:
        return _merge_whole(base, received, current)
    values: dict[str, Any] = {
        # Definitions only grow, so the newer of the two form revisions holds both sides' fields.
        "kind_revision": max(received.kind_revision, current.kind_revision)
    }
    changed: list[str] = []
    clashes: list[str] = []
    for group, names in GROUPS.items():
        outcome = _pick(_part(base, names), _part(received, names), _part(current, names))
        _note(outcome, group, changed, clashes)
        values.update(zip(names, outcome.value, strict=True))
    for name in MAPS:
        values[name] = _merge_map(name, base, received, current, changed, clashes)
    return Merged(replace(current, **values), tuple(changed), tuple(clashes))


def keep_current(*, received: ActivityContent, current: ActivityContent) -> Merged:
    """The answer when nothing can be matched: what differs clashes, the current content stays."""
    differing = merge(base=current, received=received, current=current).changed
    if received.kind != current.kind:
        differing = ("kind",)
    return Merged(current, differing, differing)


def _merge_whole(
    base: ActivityContent, received: ActivityContent, current: ActivityContent
) -> Merged:
    """A changed kind gives every other member another meaning, so it clashes with everything."""
    if received == base:
        return Merged(current, (), ())
    if current in (base, received):
        return Merged(received, ("kind",), ())
    return Merged(current, ("kind",), ("kind",))


@dataclass(frozen=True, slots=True)
class _Picked:
    value: Any
    is_changed: bool
    is_clash: bool


def _pick(base: Any, received: Any, current: Any) -> _Picked:
    if received == base:
        return _Picked(current, is_changed=False, is_clash=False)
    if current in (base, received):
        return _Picked(received, is_changed=True, is_clash=False)
    return _Picked(current, is_changed=True, is_clash=True)


def _note(picked: _Picked, group: str, changed: list[str], clashes: list[str]) -> None:
    if picked.is_changed:
        changed.append(group)
    if picked.is_clash:
        clashes.append(group)


def _part(content: ActivityContent, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(content, name) for name in names)


def _merge_map(
    name: str,
    base: ActivityContent,
    received: ActivityContent,
    current: ActivityContent,
    changed: list[str],
    clashes: list[str],
) -> Mapping[str, Any]:
    sides: tuple[Mapping[str, Any], ...] = (
        getattr(base, name),
        getattr(received, name),
        getattr(current, name),
    )
    merged: dict[str, Any] = {}
    for code in sorted({code for side in sides for code in side}):
        picked = _pick(*(side.get(code) for side in sides))
        _note(picked, f"{name}.{code}", changed, clashes)
        if picked.value is not None:
            merged[code] = picked.value
    return merged
