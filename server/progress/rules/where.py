"""The conditions of a counting rule, read strictly from their JSON.

A condition that is not understood is refused: ignoring it would count too much in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None


class UnreadableCondition(ValueError):
    """A stored or received condition does not have a form the counting code understands."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of the day in Stockholm, from inclusive to exclusive; it may cross midnight."""

    starts: time
    ends: time

    def holds(self, moment: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= moment < self.ends
        return moment >= self.starts or moment < self.ends


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions an activity must meet besides its kind; an empty tuple or None asks nothing.

    `weekdays` are ISO numbers (1 is Monday) and are compared with the service date, so that a
    Saturday walk that starts after midnight is still Saturday's.
    """

    requested_by: tuple[str, ...] = ()
    wish: bool = False
    places: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    fields: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    min_minutes: int | None = None
    organisations: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    hours: Hours | None = None
    states: tuple[str, ...] = ("done",)
    reviews: tuple[str, ...] = ()


def where_from(conditions: Mapping[str, object] | None) -> Where:
    """The conditions of a rule's `where` object; null and absent members ask nothing.

    Raises UnreadableCondition for an unknown condition or one in a wrong form.
    """
    given = {code: value for code, value in (conditions or {}).items() if value is not None}
    unknown = sorted(given.keys() - _CODES)
    if unknown:
        raise UnreadableCondition(unknown[0], "Villkoret är okänt.")
    return Where(
        requested_by=_texts(given, "requested_by"),
        wish=_truth(given, "wish"),
        places=_texts(given, "places"),
        focus=_texts(given, "focus"),
        fields=_field_values(given),
        min_minutes=_minutes(given),
        organisations=_texts(given, "organisations"),
        weekdays=_weekdays(given),
        hours=_hours(given),
        states=_texts(given, "state") or ("done",),
        reviews=_texts(given, "review"),
    )


_CODES = frozenset(
    {
        "requested_by",
        "wish",
        "places",
        "focus",
        "fields",
        "min_minutes",
        "organisations",
        "weekdays",
        "hours",
        "state",
        "review",
    }
)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _texts(given: Mapping[str, object], code: str) -> tuple[str, ...]:
    value = given.get(code)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    raise UnreadableCondition(code, "Ange en lista med koder.")


def _truth(given: Mapping[str, object], code: str) -> bool:
    value = given.get(code, False)
    if not isinstance(value, bool):
        raise UnreadableCondition(code, "Ange ja eller nej.")
    return value


def _field_values(given: Mapping[str, object]) -> dict[str, tuple[Scalar, ...]]:
    value = given.get("fields", {})
    if not isinstance(value, Mapping):
        raise UnreadableCondition("fields", "Ange ett objekt med listor av värden.")
    read: dict[str, tuple[Scalar, ...]] = {}
    for code, wanted in value.items():
        values = wanted if _is_list(wanted) else [wanted]
        if not all(isinstance(item, str | int | float | bool) for item in values):
            raise UnreadableCondition(f"fields/{code}", "Ange en lista med värden.")
        read[str(code)] = tuple(values)
    return read


def _minutes(given: Mapping[str, object]) -> int | None:
    value = given.get("min_minutes")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UnreadableCondition("min_minutes", "Ange ett antal minuter, 0 eller fler.")
    return value


def _weekdays(given: Mapping[str, object]) -> tuple[int, ...]:
    value = given.get("weekdays", ())
    if not isinstance(value, Sequence) or not all(
        isinstance(item, int) and not isinstance(item, bool) and 1 <= item <= 7 for item in value
    ):
        raise UnreadableCondition("weekdays", "Ange veckodagar som tal, 1 är måndag.")
    return tuple(value)


def _hours(given: Mapping[str, object]) -> Hours | None:
    value = given.get("hours")
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"from", "to"}:
        raise UnreadableCondition("hours", "Ange klockslagen from och to.")
    try:
        return Hours(time.fromisoformat(str(value["from"])), time.fromisoformat(str(value["to"])))
    except ValueError as error:
        raise UnreadableCondition("hours", "Ange klockslag som 21:00.") from error
