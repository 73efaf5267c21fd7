"""What a promise and its parts say, and whether a counting rule makes sense. Pure.

How a rule counts is known only by server/progress/rules: conditions and windows are read there,
so that a rule which is accepted here is one that counting understands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.catalogue.rules import Catalogue, FieldDefinition, KindDefinition, field_of, kind_of
from server.privacy.rules import text_errors
from server.problems import FieldError, InvalidCountingRule
from server.progress.rules.where import Scalar, UnreadableCondition, Where, where_from
from server.progress.rules.windows import (
    ALL,
    WINDOW_KINDS,
    UnreadableWindow,
    requested_window,
)

QUALIFIERS = (
    "exact",
    "at_least",
    "over",
    "under",
    "about",
    "few",
    "several",
    "large",
    "exists",
    "all",
    "unknown",
)
# What the source's word says about the upper end of a number.
OPEN_QUALIFIERS = frozenset({"at_least", "over", "several", "large", "exists", "unknown"})

TARGETED_TYPES = frozenset({"count", "sum", "outcome", "cadence"})
DONE_ONCE_TYPES = frozenset({"cohort", "milestone"})
SUMMED_TYPES = frozenset({"sum", "outcome"})
# These may stand without kinds: nothing is counted for them, or only what a source gives.
KINDLESS_TYPES = frozenset({"directional", "survey", "outcome", "continuous"})
LARGEST_TARGET = 1_000_000


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers for something (`lead`) or takes part in it (`contributor`)."""

    name: str
    role: str
    organisation_id: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NewPromise:
    municipality_code: str
    label: str
    title: str
    starts_on: date
    ends_on: date | None = None
    until_further_notice: bool = False
    source_note: str = ""
    sections: tuple[Section, ...] = ()
    parties: tuple[Party, ...] = ()
    focus_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FocusAreaChange:
    """A focus area under its id, or a new one without."""

    name: str
    focus_area_id: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """What a coordinator changes; None leaves a member as it is.

    Focus areas that are left out of a list stay, because commitments may point to them.
    """

    base_revision: int
    label: str | None = None
    title: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    until_further_notice: bool | None = None
    status: str | None = None
    source_note: str | None = None
    sections: tuple[Section, ...] | None = None
    parties: tuple[Party, ...] | None = None
    focus_areas: tuple[FocusAreaChange, ...] | None = None


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
class NewCommitment:
    short_name: str
    text: str
    role: str = "promise"
    focus_area_id: str | None = None
    position: int | None = None
    parties: tuple[Party, ...] = ()
    parts_note: str | None = None
    counting_rule: NewCountingRule | None = None


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    """None leaves a member as it is; a withdrawn commitment is kept and shown as withdrawn."""

    base_revision: int
    short_name: str | None = None
    text: str | None = None
    role: str | None = None
    focus_area_id: str | None = None
    position: int | None = None
    parties: tuple[Party, ...] | None = None
    parts_note: str | None = None
    withdrawn: bool | None = None


@dataclass(frozen=True, slots=True)
class NewUnit:
    municipality_code: str
    unit_kind: str
    name: str
    valid_from: date
    grade: str | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewDeviation:
    reason: str
    text: str
    occurred_on: date
    substitute_activity_id: str | None = None
    substitute_text: str | None = None


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    low: int
    qualifier: str
    words: str
    starts_on: date
    ends_on: date
    high: int | None = None
    kinds: tuple[str, ...] = ()
    source_note: str = ""


@dataclass(frozen=True, slots=True)
class NewResultLine:
    text: str
    qualifier: str
    words: str
    focus_area_id: str | None = None
    parties: tuple[Party, ...] = ()
    low: int | None = None
    high: int | None = None


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


def period_errors(
    starts_on: date, ends_on: date | None, *, until_further_notice: bool
) -> list[FieldError]:
    """A promise has a last day, or runs until further notice; never both, never neither."""
    if until_further_notice and ends_on is not None:
        return [FieldError("#/ends_on", "Ett löfte som gäller tills vidare har inget slutdatum.")]
    if not until_further_notice and ends_on is None:
        return [FieldError("#/ends_on", "Ange slutdatum, eller att löftet gäller tills vidare.")]
    if ends_on is not None and ends_on < starts_on:
        return [FieldError("#/ends_on", "Slutet ligger före början.")]
    return []


def number_errors(low: int | None, high: int | None, qualifier: str) -> list[FieldError]:
    """Whether two ends and the source's word agree; nothing exact is ever made of a loose word."""
    if low is None and high is not None:
        return [FieldError("#/low", "Ange det minsta antalet när det största är känt.")]
    if low is not None and high is not None and high < low:
        return [FieldError("#/high", "Det största antalet är mindre än det minsta.")]
    if qualifier == "exact" and (low is None or high != low):
        return [FieldError("#/high", "Ett exakt antal har samma minsta och största tal.")]
    if qualifier in OPEN_QUALIFIERS and high is not None:
        return [FieldError("#/high", "Källans ord säger inget om det största antalet.")]
    return []


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


def promise_texts(said: NewPromise | PromiseChange) -> list[tuple[str, str | None]]:
    """Every free text of a promise or a change to one, with its pointer."""
    areas: Sequence[str | FocusAreaChange] = said.focus_areas or ()
    names = [area if isinstance(area, str) else area.name for area in areas]
    return [
        ("label", said.label),
        ("title", said.title),
        ("source_note", said.source_note),
        *(
            (f"sections/{position}/{name}", text)
            for position, section in enumerate(said.sections or ())
            for name, text in (("heading", section.heading), ("text", section.text))
        ),
        *party_texts(said.parties or ()),
        *((f"focus_areas/{position}", name) for position, name in enumerate(names)),
    ]


def commitment_texts(said: NewCommitment | CommitmentChange) -> list[tuple[str, str | None]]:
    return [
        ("short_name", said.short_name),
        ("text", said.text),
        ("parts_note", said.parts_note),
        *party_texts(said.parties or ()),
    ]


def party_texts(parties: Iterable[Party]) -> list[tuple[str, str | None]]:
    return [
        (f"parties/{position}/{name}", text)
        for position, party in enumerate(parties)
        for name, text in (("name", party.name), ("unit", party.unit))
    ]


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
