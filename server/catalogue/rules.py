"""What a catalogue is and when it holds together: kinds of activity, their fields and outcomes.

Pure: dataclasses in, dataclasses or sentences out. It never reads a file and knows no database, so
the same checks run at start-up over the shipped files and in tests over small hand-made ones.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Final

ORGANISATION_KINDS: Final = (
    "municipality",
    "police_area",
    "association",
    "company",
    "rescue_service",
)
STATES: Final = ("planned", "running", "done", "cancelled")
FIELD_TYPES: Final = ("integer", "choice", "boolean", "text")
PUBLISH_LEVELS: Final = ("place", "municipality")
# What a code in the shipped files looks like. A municipality's own kinds carry its number before a
# colon ("1440:skolgarden"), so a shipped code can never collide with one of them.
SHIPPED_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
WORD_LISTS: Final = (
    "location_types",
    "focus",
    "requested_by",
    "states",
    "deviation_reasons",
    "organisation_kinds",
)


@dataclass(frozen=True, slots=True)
class Words:
    """One expression in the two languages of the interface."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class ChoiceDefinition:
    """One value a choice field can take. `value` is text also where it looks like a number."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One question of a kind. `fast` ones stand on the first screen of the form.

    `minimum` and `maximum` bound an integer, or the number of characters of a text.
    """

    code: str
    type: str
    label: Words
    unit: Words | None
    choices: tuple[ChoiceDefinition, ...]
    minimum: int | None
    maximum: int | None
    required: bool
    fast: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """How the kind looks on the home screen: the name of its icon and its place in the order."""

    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class KindDefinition:
    """One revision of one kind of activity.

    `evening`: the day turns at the cut-off and not at midnight. `states`: those an entry may be
    stored in. `logged_by`: the kinds of organisation that may write it down. `publish`: how exactly
    others than the organisation may see where it happened. `unit_kind`: what units it picks from.
    `outcomes`: the codes offered; leaving the list is how an outcome is retired from a kind.
    """

    code: str
    revision: int
    label: Words
    plural: Words
    evening: bool
    states: tuple[str, ...]
    logged_by: tuple[str, ...]
    publish: str
    asks_requested_by: bool
    takes_note: bool
    needs_place: bool
    takes_units: bool
    unit_kind: str | None
    fields: tuple[FieldDefinition, ...]
    outcomes: tuple[str, ...]
    tile: Tile


@dataclass(frozen=True, slots=True)
class OutcomeDefinition:
    """Something counted inside an entry. Person-related ones are masked from 1 to 4 for others."""

    code: str
    label: Words
    plural: Words
    person_related: bool


@dataclass(frozen=True, slots=True)
class WordDefinition:
    """A code that is not a kind or an outcome (a location type, a state …) and its label."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class WordLists:
    """The short closed lists that entries choose from, besides kinds and outcomes."""

    location_types: tuple[WordDefinition, ...]
    focus: tuple[WordDefinition, ...]
    requested_by: tuple[WordDefinition, ...]
    states: tuple[WordDefinition, ...]
    deviation_reasons: tuple[WordDefinition, ...]
    organisation_kinds: tuple[WordDefinition, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the forms, the validation and the labels are drawn from.

    `kinds` are the newest revisions in the order of their tiles; `earlier_kinds` the older ones, by
    which the entries written under them are still validated and shown.
    """

    kinds: tuple[KindDefinition, ...]
    earlier_kinds: tuple[KindDefinition, ...]
    outcomes: tuple[OutcomeDefinition, ...]
    words: WordLists
    digest: str


class CatalogueError(Exception):
    """The catalogue does not hold together. `faults` has one sentence for each thing to mend."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The catalogue cannot be used:\n" + "\n".join(f"- {f}" for f in faults))
        self.faults = tuple(faults)


def compose_catalogue(
    revisions: Iterable[KindDefinition],
    outcomes: Iterable[OutcomeDefinition],
    words: WordLists,
) -> Catalogue:
    """Put the parts together: newest revisions apart from earlier ones, and the digest of it all.

    Raises CatalogueError with every fault, not only the first, so that all are mended at once.
    """
    all_revisions = tuple(revisions)
    outcome_definitions = tuple(outcomes)
    faults = catalogue_faults(all_revisions, outcome_definitions, words)
    if faults:
        raise CatalogueError(faults)

    newest: dict[str, KindDefinition] = {}
    for kind in all_revisions:
        if kind.code not in newest or kind.revision > newest[kind.code].revision:
            newest[kind.code] = kind
    kinds = tuple(sorted(newest.values(), key=lambda kind: (kind.tile.order, kind.code)))
    earlier = tuple(
        sorted(
            (kind for kind in all_revisions if kind.revision < newest[kind.code].revision),
            key=lambda kind: (kind.code, kind.revision),
        )
    )
    return Catalogue(
        kinds=kinds,
        earlier_kinds=earlier,
        outcomes=outcome_definitions,
        words=words,
        digest=catalogue_digest(kinds, earlier, outcome_definitions, words),
    )


def kind_of(catalogue: Catalogue, code: str, revision: int | None = None) -> KindDefinition | None:
    """The kind at that revision, the newest without one; None where there is no such thing."""
    for kind in catalogue.kinds:
        if kind.code == code:
            if revision is None or kind.revision == revision:
                return kind
            break
    for kind in catalogue.earlier_kinds:
        if kind.code == code and kind.revision == revision:
            return kind
    return None


def field_of(kind: KindDefinition, code: str) -> FieldDefinition | None:
    """The field of that kind, also a retired one; None where the kind never had it."""
    return next((field for field in kind.fields if field.code == code), None)


def outcome_of(catalogue: Catalogue, code: str) -> OutcomeDefinition | None:
    """The outcome with that code, or None."""
    return next((outcome for outcome in catalogue.outcomes if outcome.code == code), None)


def person_related_outcomes(catalogue: Catalogue) -> frozenset[str]:
    """The outcome codes whose small numbers are masked for everyone outside the organisation."""
    return frozenset(outcome.code for outcome in catalogue.outcomes if outcome.person_related)


def kinds_shown_by_place(catalogue: Catalogue) -> frozenset[str]:
    """The kinds whose place and day others may see; of all else only municipality and month."""
    return frozenset(kind.code for kind in catalogue.kinds if kind.publish == "place")


def word_of(words: Sequence[WordDefinition], code: str) -> Words | None:
    """The label of that code in one of the word lists, or None."""
    return next((word.label for word in words if word.code == code), None)


def catalogue_digest(
    kinds: Sequence[KindDefinition],
    earlier_kinds: Sequence[KindDefinition],
    outcomes: Sequence[OutcomeDefinition],
    words: WordLists,
) -> str:
    """SHA-256 in hex over the whole content: an equal digest means there is nothing to fetch."""
    content = {
        "kinds": [asdict(kind) for kind in kinds],
        "earlier_kinds": [asdict(kind) for kind in earlier_kinds],
        "outcomes": [asdict(outcome) for outcome in outcomes],
        "words": asdict(words),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


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


# The Swedish alphabet ends in å, ä, ö. Neighbours' letters are filed under the Swedish letter that
# they sound like, which is also what Intl.Collator("sv") does.
_AFTER_Z: Final = {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y"}


def swedish_sort_key(text: str) -> tuple[tuple[str, ...], str]:
    """A key that sorts as a Swede expects, the same on both database engines and in every locale.

    Case and accents decide only between otherwise equal texts; `Åmål` comes after `Zinkgruvan` and
    before `Ängelholm`, and decomposed letters sort like composed ones.
    """
    composed = unicodedata.normalize("NFC", text).strip()
    letters: list[str] = []
    for character in composed.casefold():
        if character in _AFTER_Z:
            letters.append(_AFTER_Z[character])
            continue
        letters += [
            c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
        ]
    return tuple(letters), composed
