"""When a catalogue holds together: the reasons why definitions must not be used.

Pure, so the same checks run at start-up over the shipped files and in tests over small hand-made
ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from server.catalogue.rules.definitions import (
    FIELD_TYPES,
    ORGANISATION_KINDS,
    PUBLISH_LEVELS,
    STATES,
    WORD_LISTS,
    FieldDefinition,
    KindDefinition,
    OutcomeDefinition,
    WordDefinition,
    WordLists,
    Words,
    field_of,
)

# What a code in the shipped files looks like. A municipality's own kinds carry its number before a
# colon ("1440:skolgarden"), so a shipped code can never collide with one of them.
SHIPPED_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\Z")


def catalogue_faults(
    revisions: Sequence[KindDefinition],
    outcomes: Sequence[OutcomeDefinition],
    words: WordLists,
) -> tuple[str, ...]:
    """Every reason why these definitions must not be used, as sentences that name the place."""
    faults: list[str] = []
    faults += _repeated("outcomes", [outcome.code for outcome in outcomes])
    for outcome in outcomes:
        where = f"outcome {outcome.code}"
        faults += _code_faults(where, outcome.code)
        faults += _label_faults(f"{where}: label", outcome.label)
        faults += _label_faults(f"{where}: plural", outcome.plural)
    for list_name in WORD_LISTS:
        entries: tuple[WordDefinition, ...] = getattr(words, list_name)
        faults += _repeated(list_name, [word.code for word in entries])
        if not entries:
            faults.append(f"words: {list_name} is empty")
        for word in entries:
            faults += _code_faults(f"words: {list_name}: {word.code}", word.code)
            faults += _label_faults(f"words: {list_name}: {word.code}", word.label)

    known_outcomes = {outcome.code for outcome in outcomes}
    for kind in revisions:
        faults += _kind_faults(kind, known_outcomes)
    faults += _history_faults(revisions)
    return tuple(faults)


def _kind_faults(kind: KindDefinition, known_outcomes: set[str]) -> list[str]:
    where = f"kind {kind.code} revision {kind.revision}"
    faults = _code_faults(where, kind.code)
    if kind.revision < 1:
        faults.append(f"{where}: revisions start at 1")
    faults += _label_faults(f"{where}: label", kind.label)
    faults += _label_faults(f"{where}: plural", kind.plural)

    for name, values, known in (
        ("states", kind.states, STATES),
        ("logged_by", kind.logged_by, ORGANISATION_KINDS),
    ):
        faults += _repeated(f"{where}: {name}", values)
        faults += [f"{where}: {name}: unknown value {v!r}" for v in values if v not in known]
        if not values:
            faults.append(f"{where}: {name} is empty")
    if "done" not in kind.states:
        faults.append(f"{where}: states must include 'done', or nothing of the kind can count")
    if kind.publish not in PUBLISH_LEVELS:
        faults.append(f"{where}: publish: unknown value {kind.publish!r}")

    # Planned police work must never lie where it could leak; free text about it invites names.
    if set(kind.logged_by) == {"police_area"}:
        if {"planned", "running"} & set(kind.states):
            faults.append(f"{where}: police work is stored only as done or cancelled")
        if kind.takes_note:
            faults.append(f"{where}: police work takes no note")
        if any(field.type == "text" for field in kind.fields):
            faults.append(f"{where}: police work takes no free text")

    if kind.takes_units and not kind.unit_kind:
        faults.append(f"{where}: takes_units needs a unit_kind")
    if kind.unit_kind and not kind.takes_units:
        faults.append(f"{where}: unit_kind without takes_units")

    faults += _repeated(f"{where}: fields", [field.code for field in kind.fields])
    for field in kind.fields:
        faults += _field_faults(f"{where}: field {field.code}", field)
    faults += _repeated(f"{where}: outcomes", kind.outcomes)
    faults += [
        f"{where}: unknown outcome {code!r}" for code in kind.outcomes if code not in known_outcomes
    ]
    if not kind.tile.icon.strip():
        faults.append(f"{where}: tile has no icon")
    return faults


def _field_faults(where: str, field: FieldDefinition) -> list[str]:
    faults = _code_faults(where, field.code)
    faults += _label_faults(f"{where}: label", field.label)
    if field.unit is not None:
        faults += _label_faults(f"{where}: unit", field.unit)
    if field.type not in FIELD_TYPES:
        faults.append(f"{where}: unknown type {field.type!r}")
    if field.type == "choice":
        if not field.choices:
            faults.append(f"{where}: a choice needs values")
    elif field.choices:
        faults.append(f"{where}: only a choice has values")
    faults += _repeated(f"{where}: choices", [choice.value for choice in field.choices])
    for choice in field.choices:
        if not choice.value.strip():
            faults.append(f"{where}: a choice has an empty value")
        faults += _label_faults(f"{where}: choice {choice.value}", choice.label)

    bounded = field.minimum is not None or field.maximum is not None
    if bounded and field.type not in ("integer", "text"):
        faults.append(f"{where}: only a number or a text has bounds")
    if field.type == "integer" and (field.minimum is None or field.minimum < 0):
        faults.append(f"{where}: a number needs a minimum of 0 or more")
    if field.type == "text" and field.maximum is None:
        faults.append(f"{where}: a text needs a maximum length")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        faults.append(f"{where}: minimum {field.minimum} is above maximum {field.maximum}")
    if field.retired and field.required:
        faults.append(f"{where}: a retired field cannot be required")
    return faults


def _history_faults(revisions: Sequence[KindDefinition]) -> list[str]:
    """A phone may be weeks old and a ledger is for ever: a definition keeps its meaning."""
    faults: list[str] = []
    by_code: dict[str, list[KindDefinition]] = {}
    for kind in revisions:
        by_code.setdefault(kind.code, []).append(kind)

    for code, unordered in by_code.items():
        ordered = sorted(unordered, key=lambda kind: kind.revision)
        numbers = [kind.revision for kind in ordered]
        if numbers != list(range(1, len(numbers) + 1)):
            faults.append(f"kind {code}: revisions must run 1, 2, 3 …, not {numbers}")
        for older, newer in pairwise(ordered):
            faults += _change_faults(older, newer)

    orders: dict[int, str] = {}
    for code, unordered in by_code.items():
        order = max(unordered, key=lambda kind: kind.revision).tile.order
        if order in orders:
            faults.append(f"kind {code}: tile order {order} is taken by {orders[order]}")
        orders.setdefault(order, code)
    return faults


def _change_faults(older: KindDefinition, newer: KindDefinition) -> list[str]:
    where = f"kind {newer.code} revision {newer.revision}"
    faults: list[str] = []
    for old_field in older.fields:
        new_field = field_of(newer, old_field.code)
        if new_field is None:
            faults.append(f"{where}: field {old_field.code} is gone; retire it instead")
            continue
        if new_field.type != old_field.type:
            faults.append(f"{where}: field {old_field.code} has changed type")
        if old_field.retired and not new_field.retired:
            faults.append(f"{where}: field {old_field.code} was retired and must not be reused")
        lost = {c.value for c in old_field.choices} - {c.value for c in new_field.choices}
        faults += [
            f"{where}: field {old_field.code} has lost its value {value!r}"
            for value in sorted(lost)
        ]
    if older.evening != newer.evening:
        faults.append(f"{where}: evening must not change, or old entries would move a day")
    if older.unit_kind is not None and older.unit_kind != newer.unit_kind:
        faults.append(f"{where}: unit_kind must not change")
    return faults


def _repeated(where: str, codes: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    faults: list[str] = []
    for code in codes:
        if code in seen:
            faults.append(f"{where}: {code!r} stands there twice")
        seen.add(code)
    return faults


def _code_faults(where: str, code: str) -> list[str]:
    return [] if SHIPPED_CODE.match(code) else [f"{where}: {code!r} is not a code"]


def _label_faults(where: str, label: Words) -> list[str]:
    return [
        f"{where}: no text in {language}"
        for language, text in (("sv", label.sv), ("en", label.en))
        if not text.strip()
    ]
