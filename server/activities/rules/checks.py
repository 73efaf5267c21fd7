"""Whether an activity makes sense: every fault as a pointer and a sentence that says what to do.

The phone runs the same checks before it saves; the cases under contract/ hold both to it. The
pointers are relative to the operation that carries the activity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.activities.rules.content import ActivityContent
from server.catalogue.rules.definitions import FieldDefinition, KindDefinition, field_of
from server.privacy.rules import find_personal_data
from server.problems import FieldError, pointer_token
from server.stockholm import stockholm_date

# A phone's clock and the form's own minutes may differ a little; more is a slip of the hand.
FUTURE_TOLERANCE = timedelta(minutes=10)
LARGEST_COUNT = 1_000_000
# Association work is done on foot by volunteers: where they walked is never stored.
POSITIONLESS_KINDS = frozenset({"night_walk", "safety_walk"})
UNSTARTED_STATES = frozenset({"planned", "cancelled"})


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """What a check needs to know of the place that an activity names."""

    place_id: str
    municipality_code: str
    revision: int
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an activity is checked against, read beforehand by the caller.

    `device_time` is None when the content is not new from a phone (a merge, the desk): then only
    what can never be true is refused.
    """

    kind: KindDefinition | None
    is_kind_known: bool
    place: CheckedPlace | None
    wish_codes: Mapping[str, str]
    unit_codes: Mapping[str, str]
    device_time: datetime | None


def check_activity(content: ActivityContent, around: Surroundings) -> tuple[FieldError, ...]:
    """Every fault; an empty tuple when the activity is valid."""
    errors = [*_kind(content, around), *_times(content, around), *_place(content, around)]
    errors += _links(content, around)
    errors += check_texts(content)
    if around.kind is not None:
        errors += _fields(content, around.kind)
        errors += _outcomes(content, around.kind)
    return tuple(errors)


def check_texts(content: ActivityContent) -> tuple[FieldError, ...]:
    """What could identify a person, wherever text can stand; at most one fault a text.

    Apart from the rest, because it must be known before an entry is stored in any way: one that
    waits for its base is kept as it came, and is checked in full only when it settles.
    """
    texts: list[tuple[str, object]] = [
        ("place_name", content.place_name),
        ("location_type", content.location_type),
        ("series", content.series),
        ("note", content.note),
        ("cancel_reason", content.cancel_reason),
    ]
    texts += [(f"focus/{position}", code) for position, code in enumerate(content.focus)]
    texts += [(f"fields/{pointer_token(code)}", value) for code, value in content.fields.items()]
    return tuple(
        FieldError(f"#/activity/{name}", sentence)
        for name, text in texts
        if isinstance(text, str) and (sentence := _personal_data(text)) is not None
    )


def check_reason(reason: str | None) -> tuple[FieldError, ...]:
    """What is wrong with the reason an operation gives; it is free text like a note."""
    sentence = None if reason is None else _personal_data(reason)
    return () if sentence is None else (FieldError("#/reason", sentence),)


def is_from_the_future(content: ActivityContent, now: datetime) -> bool:
    """Whether a done thing lies ahead of the server's clock: kept, and flagged as clock skew."""
    if content.state in UNSTARTED_STATES:
        return False
    limit = now + FUTURE_TOLERANCE
    return any(at is not None and at > limit for at in (content.started_at, content.ended_at))


def _kind(content: ActivityContent, around: Surroundings) -> list[FieldError]:
    if not around.is_kind_known:
        return [FieldError("#/activity/kind", "Den här typen av aktivitet finns inte.")]
    kind = around.kind
    if kind is None:
        return [
            FieldError("#/activity/kind_revision", "Den här versionen av formuläret finns inte.")
        ]
    errors = []
    if content.state not in kind.states:
        errors.append(FieldError("#/activity/state", "Den här typen kan inte sparas i det läget."))
    if content.state == "cancelled" and not content.cancel_reason:
        errors.append(FieldError("#/activity/cancel_reason", "Ange varför det inte blev av."))
    if content.state != "cancelled" and content.cancel_reason:
        errors.append(
            FieldError("#/activity/cancel_reason", "Orsak anges bara när det inte blev av.")
        )
    return errors


def _times(content: ActivityContent, around: Surroundings) -> list[FieldError]:
    if content.time_precision == "evening":
        return _evening(content, around)
    errors = []
    if content.service_date is not None:
        errors.append(
            FieldError("#/activity/service_date", "Datum anges bara när tiden är ”på kvällen”.")
        )
    if content.started_at is None:
        errors.append(FieldError("#/activity/started_at", "Ange när det började."))
        return errors
    if content.ended_at is not None and content.ended_at < content.started_at:
        errors.append(FieldError("#/activity/ended_at", "Slutet ligger före början."))
    if (
        around.device_time is not None
        and content.state not in UNSTARTED_STATES
        and content.started_at > around.device_time + FUTURE_TOLERANCE
    ):
        errors.append(FieldError("#/activity/started_at", "Tiden ligger i framtiden."))
    return errors


def _evening(content: ActivityContent, around: Surroundings) -> list[FieldError]:
    errors = [
        FieldError(f"#/activity/{name}", "Klockslag anges inte när tiden är ”på kvällen”.")
        for name, value in (("started_at", content.started_at), ("ended_at", content.ended_at))
        if value is not None
    ]
    if content.service_date is None:
        errors.append(FieldError("#/activity/service_date", "Ange vilken kväll det gäller."))
    elif around.device_time is not None and content.state not in UNSTARTED_STATES:
        today: date = stockholm_date(around.device_time + FUTURE_TOLERANCE)
        if content.service_date > today:
            errors.append(FieldError("#/activity/service_date", "Kvällen ligger i framtiden."))
    return errors


def _place(content: ActivityContent, around: Surroundings) -> list[FieldError]:
    errors = []
    if content.place_id is not None:
        place = around.place
        if (
            place is None
            or not place.is_visible
            or place.municipality_code != content.municipality_code
        ):
            errors.append(
                FieldError("#/activity/place_id", "Platsen finns inte i den här kommunen.")
            )
        if content.place_name is not None:
            errors.append(
                FieldError("#/activity/place_name", "Ange antingen en plats eller ett eget namn.")
            )
        if content.position is not None:
            errors.append(
                FieldError("#/activity/position", "Position sparas bara när platsen saknas.")
            )
    elif content.position is not None and content.kind in POSITIONLESS_KINDS:
        errors.append(FieldError("#/activity/position", "Position sparas aldrig för vandringar."))
    return errors


def _links(content: ActivityContent, around: Surroundings) -> list[FieldError]:
    errors = []
    for name, ids, codes in (
        ("wish_ids", content.wish_ids, around.wish_codes),
        ("unit_ids", content.unit_ids, around.unit_codes),
    ):
        for position, one in enumerate(ids):
            if codes.get(one) != content.municipality_code:
                errors.append(
                    FieldError(f"#/activity/{name}/{position}", "Den finns inte i kommunen.")
                )
    if around.kind is not None and content.unit_ids and not around.kind.takes_units:
        errors.append(FieldError("#/activity/unit_ids", "Den här typen har inga enheter."))
    return errors


def _personal_data(text: str) -> str | None:
    return next((hit.sentence for hit in find_personal_data(text) if hit.is_strong), None)


def _fields(content: ActivityContent, kind: KindDefinition) -> list[FieldError]:
    errors = []
    for code, value in content.fields.items():
        pointer = f"#/activity/fields/{pointer_token(code)}"
        definition = field_of(kind, code)
        if definition is None:
            errors.append(FieldError(pointer, "Fältet finns inte i formuläret."))
        elif (fault := _field_fault(definition, value)) is not None:
            errors.append(FieldError(pointer, fault))
    # What was only planned, or never came about, has no result to tell.
    for definition in kind.fields if content.state == "done" else ():
        if definition.required and not definition.retired and definition.code not in content.fields:
            pointer = f"#/activity/fields/{pointer_token(definition.code)}"
            errors.append(FieldError(pointer, "Fyll i fältet."))
    if content.note is not None and not kind.takes_note:
        errors.append(FieldError("#/activity/note", "Den här typen har ingen anteckning."))
    if content.participants is not None and not 0 <= content.participants <= LARGEST_COUNT:
        errors.append(FieldError("#/activity/participants", "Antalet kan inte vara under noll."))
    return errors


def _field_fault(definition: FieldDefinition, value: object) -> str | None:
    """What is wrong with one value, or None. A bool is no number, although Python says it is."""
    low, high = definition.minimum, definition.maximum
    if definition.type == "integer":
        if isinstance(value, bool) or not isinstance(value, int):
            return "Ange ett heltal."
        if value < (low or 0):
            return f"Talet kan inte vara under {low or 0}."
        top = LARGEST_COUNT if high is None else high
        return f"Talet kan inte vara över {top}." if value > top else None
    if definition.type == "boolean":
        return None if isinstance(value, bool) else "Svara ja eller nej."
    if not isinstance(value, str):
        return "Ange en text." if definition.type == "text" else "Välj ett av alternativen."
    if definition.type == "choice":
        known = {choice.value for choice in definition.choices}
        return None if value in known else "Välj ett av alternativen."
    if low is not None and len(value) < low:
        return f"Skriv minst {low} tecken."
    return f"Skriv högst {high} tecken." if high is not None and len(value) > high else None


def _outcomes(content: ActivityContent, kind: KindDefinition) -> list[FieldError]:
    errors = []
    for code, count in content.outcomes.items():
        pointer = f"#/activity/outcomes/{pointer_token(code)}"
        if code not in kind.outcomes:
            errors.append(FieldError(pointer, "Utfallet finns inte för den här typen."))
        elif isinstance(count, bool) or not isinstance(count, int):
            errors.append(FieldError(pointer, "Ange ett heltal, eller lämna det som inte räknat."))
        elif count < 0:
            errors.append(FieldError(pointer, "Antalet kan inte vara under noll."))
        elif count > LARGEST_COUNT:
            errors.append(FieldError(pointer, f"Antalet kan inte vara över {LARGEST_COUNT}."))
    return errors
