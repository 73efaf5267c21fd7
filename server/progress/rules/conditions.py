"""Every condition of a counting rule: whether an activity meets it, and the sentence that says so.

Sentences are read by residents too, so none names a person, a place or an organisation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from server.progress.rules.facts import CountedActivity, CountingRule
from server.progress.rules.where import Scalar
from server.stockholm import STOCKHOLM

# A mailing says itself whether it reached everyone in its group; without that it is one of many.
WHOLE_COHORT_FIELD = "whole_cohort"

UNMEASURED_TYPES = frozenset({"directional", "survey", "cadence"})

ASKED_BY = {
    "citizens": "Invånare har önskat den.",
    "partner": "En samverkanspartner har önskat den.",
    "own_planning": "Den är egen planering.",
    "incident": "Den följde på en händelse.",
    "unknown": "Det är inte känt vem som önskade den.",
}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True, slots=True)
class Met:
    """A condition that holds; the sentence is empty where there is nothing to say about it."""

    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Unmet:
    sentence: str


def asked_by(activity: CountedActivity, wanted: tuple[str, ...] = ()) -> str:
    """Who asked for it: what the author wrote, or citizens where a wish older than it is linked.

    Where a rule lists several, what the author wrote stands if it is one of them.
    """
    if activity.requested_by in wanted or not _answers_a_wish(activity):
        return activity.requested_by
    return "citizens"


def minutes_of(activity: CountedActivity) -> int | None:
    """Whole minutes of real time, or None when the start or end is unknown.

    Both instants are aware, and subtracting those of one zone would give wall-clock time, which is
    an hour wrong in the two nights a year when the clocks change.
    """
    if activity.started_at is None or activity.ended_at is None:
        return None
    return int(activity.ended_at.timestamp() - activity.started_at.timestamp()) // 60


def _start_in_sweden(activity: CountedActivity) -> datetime | None:
    if activity.started_at is None or activity.time_precision == "evening":
        return None
    return activity.started_at.astimezone(STOCKHOLM)


def _answers_a_wish(activity: CountedActivity) -> bool:
    """Whether a linked wish is older than the start; one from the same day is not known to be."""
    start = _start_in_sweden(activity)
    started_on = activity.service_date if start is None else start.date()
    return any(wish.asked_on < started_on for wish in activity.wishes)


def _stands(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if activity.municipality_code != rule.municipality_code:
        return Unmet("Den gjordes i en annan kommun.")
    if rule.type in UNMEASURED_TYPES:
        return Unmet("Åtagandet räknas inte i antal aktiviteter.")
    if activity.is_void:
        return Unmet("Posten är borttagen.")
    if not activity.is_primary:
        return Unmet("Posten är ihopslagen med en annan, som räknas i stället.")
    if activity.review == "rejected":
        return Unmet("Posten godtogs inte när den gicks igenom.")
    return Met()


def _kind(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if activity.kind not in rule.kinds:
        return Unmet("Den här typen av aktivitet ingår inte i åtagandet.")
    return Met("Den här typen av aktivitet räknas.")


def _period(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if activity.service_date < rule.starts_on:
        return Unmet(f"Den gjordes före löftets start {_day(rule.starts_on)}.")
    if rule.ends_on is not None and activity.service_date > rule.ends_on:
        return Unmet(f"Den gjordes efter löftets slut {_day(rule.ends_on)}.")
    return Met()


def _state(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if activity.state in rule.where.states:
        return Met()
    if activity.state == "cancelled":
        return Unmet("Den blev inte av.")
    if activity.state == "done":
        return Unmet("Åtagandet räknar inte genomförda aktiviteter.")
    return Unmet("Den är inte genomförd.")


def _review(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.reviews:
        return Met()
    if activity.review not in rule.where.reviews:
        return Unmet("Åtagandet räknar bara poster som är godtagna.")
    return Met("Posten är genomgången.")


def _requested(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.requested_by:
        return Met()
    by = asked_by(activity, rule.where.requested_by)
    sentence = ASKED_BY.get(by, ASKED_BY["unknown"])
    if by in rule.where.requested_by:
        return Met(sentence)
    return Unmet(f"{sentence} Det räknas inte i åtagandet.")


def _wish(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.wish:
        return Met()
    if _answers_a_wish(activity):
        return Met("Den svarar på ett önskemål.")
    if activity.wishes:
        return Unmet("Önskemålet är inte äldre än aktiviteten.")
    return Unmet("Inget önskemål är kopplat till den.")


def _place(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.places:
        return Met()
    if activity.place_id is None:
        return Unmet("Ingen plats i listan är angiven.")
    if activity.place_id not in rule.where.places:
        return Unmet("Platsen ingår inte i åtagandet.")
    return Met("Platsen ingår i åtagandet.")


def _focus(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.focus:
        return Met()
    if set(rule.where.focus).isdisjoint(activity.focus):
        return Unmet("Den har inte åtagandets inriktning.")
    return Met("Den har åtagandets inriktning.")


def _fields(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    for code, wanted in rule.where.fields.items():
        value = activity.fields.get(code)
        if value is None:
            return Unmet("En uppgift som åtagandet frågar efter är inte ifylld.")
        if not any(_same(value, choice) for choice in wanted):
            return Unmet("En uppgift i posten är en annan än den åtagandet räknar.")
    return Met("Uppgifterna i posten stämmer med åtagandet." if rule.where.fields else "")


def _same(value: Scalar, wanted: Scalar) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _duration(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    least = rule.where.min_minutes
    if least is None:
        return Met()
    if activity.time_precision == "evening" or activity.started_at is None:
        return Unmet(f"Tiden är okänd, och åtagandet kräver minst {least} minuter.")
    minutes = minutes_of(activity)
    if minutes is None:
        return Unmet(f"Sluttiden är okänd, och åtagandet kräver minst {least} minuter.")
    if minutes < least:
        return Unmet(f"Den varade i {minutes} minuter, och åtagandet kräver minst {least}.")
    return Met(f"Den varade i minst {least} minuter.")


def _organisation(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.organisations:
        return Met()
    took_part = {activity.organisation_id, *activity.member_organisation_ids}
    if took_part.isdisjoint(rule.where.organisations):
        return Unmet("En annan organisation gjorde den.")
    return Met("Organisationen ingår i åtagandet.")


def _weekday(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    if not rule.where.weekdays:
        return Met()
    number = activity.service_date.isoweekday()
    if number not in rule.where.weekdays:
        return Unmet(f"Den hör till en {WEEKDAYS[number - 1]}, som inte räknas.")
    return Met("Veckodagen räknas.")


def _hours(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    hours = rule.where.hours
    if hours is None:
        return Met()
    start = _start_in_sweden(activity)
    if start is None:
        return Unmet("Klockslaget är okänt, och åtagandet räknar bara vissa tider.")
    if not hours.holds(start.time()):
        return Unmet("Den började på en annan tid än den åtagandet räknar.")
    return Met("Den började på en tid som räknas.")


def _declared(activity: CountedActivity, rule: CountingRule) -> Met | Unmet:
    """What some rule types need besides their conditions."""
    if rule.type == "cohort":
        if activity.fields.get(WHOLE_COHORT_FIELD) is not True:
            return Unmet("Det är inte angivet att den nådde alla i gruppen.")
        return Met("Den nådde alla i gruppen.")
    if rule.type == "coverage" and not activity.unit_ids:
        return Unmet("Ingen enhet är vald.")
    return Met()


def _day(day: date) -> str:
    return day.isoformat()


# The kind stands first among the rule's own conditions, because it decides nearly every case.
CONDITIONS: tuple[Callable[[CountedActivity, CountingRule], Met | Unmet], ...] = (
    _stands,
    _kind,
    _period,
    _state,
    _review,
    _requested,
    _wish,
    _place,
    _focus,
    _fields,
    _duration,
    _organisation,
    _weekday,
    _hours,
    _declared,
)
