"""Whether a counting rule makes sense. Pure.

How a rule counts is known only by server/progress/rules: conditions and windows are read there,
so that a rule which is accepted here is one that counting understands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.catalogue.rules.definitions import (
    Catalogue,
    FieldDefinition,
    KindDefinition,
    field_of,
    kind_of,
)
from server.privacy.rules import text_errors
from server.problems import FieldError, InvalidCountingRule
from server.progress.rules.where import Scalar, UnreadableCondition, Where, where_from
from server.progress.rules.windows import ALL, WINDOW_KINDS, UnreadableWindow, requested_window

TARGETED_TYPES = frozenset({"count", "sum", "outcome", "cadence"})
DONE_ONCE_TYPES = frozenset({"cohort", "milestone"})
SUMMED_TYPES = frozenset({"sum", "outcome"})
# These may stand without kinds: nothing is counted for them, or only what a source gives.
KINDLESS_TYPES = frozenset({"directional", "survey", "outcome", "continuous"})
LARGEST_TARGET = 1_000_000


@dataclass(frozen=True, slots=True)
class NewCountingRule:
    """How a commitment is counted, as it was sent: `where` is its JSON."""

    type: str
    text: str
    target: int | None = None
    window: str = "promise"
    kinds: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    sum_of: str | None = None
    unit_kind: str | None = None


@dataclass(frozen=True, slots=True)
class RuleGround:
    """What a rule is checked against: the catalogue, the promise's days, what the municipality has.

    `place_ids` and `organisation_ids` need only answer for those that the rule names.
    """

    catalogue: Catalogue
    starts_on: date
    ends_on: date | None
    place_ids: Collection[str] = ()
    organisation_ids: Collection[str] = ()


def check_counting_rule(rule: NewCountingRule, ground: RuleGround) -> None:
    """Raise invalid-counting-rule with every contradiction, each under `#/counting_rule/…`."""
    errors = [
        *_type(rule),
        *_kinds(rule, ground.catalogue),
        *_sum_of(rule, ground.catalogue),
        *_units(rule, ground),
        *_window(rule, ground),
        *_where(rule, ground),
        *text_errors([("counting_rule/text", rule.text)]),
    ]
    if errors:
        raise InvalidCountingRule(errors=errors)


def kind_errors(kinds: Iterable[str], catalogue: Catalogue, pointer: str) -> list[FieldError]:
    """Kinds that do not exist, or stand there twice, by their place in the list."""
    errors = []
    seen: set[str] = set()
    for position, code in enumerate(kinds):
        if kind_of(catalogue, code) is None:
            errors.append(
                FieldError(f"{pointer}/{position}", "Den här typen av aktivitet finns inte.")
            )
        elif code in seen:
            errors.append(FieldError(f"{pointer}/{position}", "Typen står där två gånger."))
        seen.add(code)
    return errors


def _type(rule: NewCountingRule) -> list[FieldError]:
    pointer = "#/counting_rule/target"
    if rule.target is not None and not 1 <= rule.target <= LARGEST_TARGET:
        return [FieldError(pointer, "Målet är minst 1.")]
    if rule.type in TARGETED_TYPES:
        return [] if rule.target is not None else [FieldError(pointer, "Ange målet.")]
    if rule.target is None or (rule.type in DONE_ONCE_TYPES and rule.target == 1):
        return []
    if rule.type in DONE_ONCE_TYPES:
        return [FieldError(pointer, "Det som görs en gång har målet 1.")]
    return [FieldError(pointer, "Den här sortens åtagande har inget eget mål.")]


def _kinds(rule: NewCountingRule, catalogue: Catalogue) -> list[FieldError]:
    if not rule.kinds and rule.type not in KINDLESS_TYPES:
        return [FieldError("#/counting_rule/kinds", "Välj vilka typer av aktivitet som räknas.")]
    return kind_errors(rule.kinds, catalogue, "#/counting_rule/kinds")


def _sum_of(rule: NewCountingRule, catalogue: Catalogue) -> list[FieldError]:
    pointer = "#/counting_rule/sum_of"
    if rule.type not in SUMMED_TYPES:
        if rule.sum_of is None:
            return []
        return [FieldError(pointer, "Bara en summa säger vad som läggs ihop.")]
    if rule.sum_of is None:
        # An outcome that only a source outside the log knows is stated by an adjustment.
        is_from_outside = rule.type == "outcome" and not rule.kinds
        return [] if is_from_outside else [FieldError(pointer, "Ange vad som läggs ihop.")]
    if rule.type == "outcome" and not rule.kinds:
        return [FieldError("#/counting_rule/kinds", "Välj vilka typer av aktivitet som räknas.")]
    if all(_has_number(kind, rule.sum_of) for kind in _known(rule, catalogue)):
        return []
    return [FieldError(pointer, "Det talet finns inte i alla de valda typerna.")]


def _has_number(kind: KindDefinition, sum_of: str) -> bool:
    group, _, code = sum_of.partition(".")
    if group == "outcomes":
        return code in kind.outcomes
    if group == "fields":
        definition = field_of(kind, code)
        return definition is not None and definition.type == "integer"
    return sum_of in ("participants", "minutes")


def _units(rule: NewCountingRule, ground: RuleGround) -> list[FieldError]:
    pointer = "#/counting_rule/unit_kind"
    if rule.type != "coverage":
        if rule.unit_kind is None:
            return []
        return [FieldError(pointer, "Bara täckning räknas över enheter.")]
    if rule.unit_kind is None:
        return [FieldError(pointer, "Ange vilka enheter som ska nås.")]
    if any(kind.unit_kind != rule.unit_kind for kind in _known(rule, ground.catalogue)):
        return [FieldError(pointer, "De valda typerna tar inte de enheterna.")]
    return []


def _window(rule: NewCountingRule, ground: RuleGround) -> list[FieldError]:
    pointer = "#/counting_rule/window"
    if rule.window in WINDOW_KINDS:
        return []
    if rule.window == ALL or ".." not in rule.window:
        return [FieldError(pointer, "Uppföljningsperioden är okänd.")]
    try:
        window = requested_window(rule.window, ground.starts_on, ground.ends_on)
    except UnreadableWindow as error:
        return [FieldError(pointer, str(error))]
    return [] if window else [FieldError(pointer, "Perioden ligger utanför löftet.")]


def _where(rule: NewCountingRule, ground: RuleGround) -> list[FieldError]:
    try:
        where = where_from(rule.where)
    except UnreadableCondition as error:
        return [FieldError(f"#/counting_rule/where/{error.code}", error.sentence)]
    words = ground.catalogue.words
    kinds = _known(rule, ground.catalogue)
    states = {state for kind in kinds for state in kind.states} or {"done"}
    errors = [
        *_unknown("requested_by", where.requested_by, {word.code for word in words.requested_by}),
        *_unknown("focus", where.focus, {word.code for word in words.focus}),
        *_unknown("state", where.states, states),
        *_unknown("review", where.reviews, {"none", "waiting", "accepted"}),
        *_unknown("places", where.places, ground.place_ids),
        *_unknown("organisations", where.organisations, ground.organisation_ids),
    ]
    for code, values in where.fields.items():
        errors += _field_condition(code, values, kinds)
    return [*errors, *_hours(where)]


def _unknown(code: str, values: Iterable[str], known: Collection[str]) -> list[FieldError]:
    return [
        FieldError(f"#/counting_rule/where/{code}/{position}", "Värdet finns inte.")
        for position, value in enumerate(values)
        if value not in known
    ]


def _field_condition(
    code: str, values: tuple[Scalar, ...], kinds: Iterable[KindDefinition]
) -> list[FieldError]:
    pointer = f"#/counting_rule/where/fields/{code}"
    definitions = [field_of(kind, code) for kind in kinds]
    if not definitions or any(definition is None for definition in definitions):
        return [FieldError(pointer, "Fältet finns inte i alla de valda typerna.")]
    if not values:
        return [FieldError(pointer, "Ange minst ett värde.")]
    return [
        FieldError(f"{pointer}/{position}", "Fältet kan inte ha det värdet.")
        for position, value in enumerate(values)
        if not any(_can_hold(definition, value) for definition in definitions if definition)
    ]


def _can_hold(definition: FieldDefinition, value: Scalar) -> bool:
    if definition.type == "boolean":
        return isinstance(value, bool)
    if definition.type == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if definition.type == "choice":
        return value in {choice.value for choice in definition.choices}
    return isinstance(value, str) and value.isprintable()


def _hours(where: Where) -> list[FieldError]:
    if where.hours is None or where.hours.starts != where.hours.ends:
        return []
    return [FieldError("#/counting_rule/where/hours", "Tiden slutar när den börjar.")]


def _known(rule: NewCountingRule, catalogue: Catalogue) -> list[KindDefinition]:
    found = [kind_of(catalogue, code) for code in rule.kinds]
    return [kind for kind in found if kind is not None]
