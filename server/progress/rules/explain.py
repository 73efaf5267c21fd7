"""Whether one activity counts for one rule, and the sentence that says why or why not.

The only place where a condition is judged: stored contributions, the push answer and the drill-down
all repeat what is said here. Sentences are read by residents too, so none names a person, a place
or an organisation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from server.progress.rules.facts import CountedActivity, CountingRule
from server.progress.rules.where import Scalar

STOCKHOLM = ZoneInfo("Europe/Stockholm")

# A mailing says itself whether it reached everyone in its group; without that it is one of many.
WHOLE_COHORT_FIELD = "whole_cohort"

UNMEASURED_TYPES = frozenset({"directional", "survey", "cadence"})
SUMMED_TYPES = frozenset({"sum", "outcome"})

ASKED_BY = {
    "citizens": "Invånare har önskat den.",
    "partner": "En samverkanspartner har önskat den.",
    "own_planning": "Den är egen planering.",
    "incident": "Den följde på en händelse.",
    "unknown": "Det är inte känt vem som önskade den.",
}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True, slots=True)
class Counted:
    """The activity counts: how much, for which units, as asked for by whom, and why."""

    amount: int
    unit_ids: tuple[str, ...]
    requested_by: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """The activity does not count.

    `leaves_open` is true when only its number is missing: it met every condition, so the total may
    be higher than what was counted.
    """

    reason: str
    leaves_open: bool = False


@dataclass(frozen=True, slots=True)
class _Met:
    """A condition that holds; the sentence is empty where there is nothing to say about it."""

    sentence: str = ""


@dataclass(frozen=True, slots=True)
class _Unmet:
    sentence: str


def explain(activity: CountedActivity, rule: CountingRule) -> Counted | NotCounted:
    """Judge one activity against one rule revision: the first unmet condition is the reason."""
    why: list[str] = []
    for condition in _CONDITIONS:
        judged = condition(activity, rule)
        if isinstance(judged, _Unmet):
            return NotCounted(judged.sentence)
        if judged.sentence:
            why.append(judged.sentence)
    return _with_amount(activity, rule, why)


def asked_by(activity: CountedActivity, wanted: tuple[str, ...] = ()) -> str:
    """Who asked for it: what the author wrote, or citizens where a wish older than it is linked.

    Where a rule lists several, what the author wrote stands if it is one of them.
    """
    if activity.requested_by in wanted or not _answers_a_wish(activity):
        return activity.requested_by
    return "citizens"


def _with_amount(
    activity: CountedActivity, rule: CountingRule, why: list[str]
) -> Counted | NotCounted:
    amount = 1
    unit_ids: tuple[str, ...] = ()
    if rule.type in SUMMED_TYPES:
        number = _number(activity, rule.sum_of)
        if number is None:
            return NotCounted(
                "Antalet är inte räknat i posten, så summan kan vara högre.", leaves_open=True
            )
        amount = number
        # Without the number: a small one about persons is masked for others, also in words.
        why.append("Antalet i posten läggs till summan.")
    elif rule.type == "coverage":
        unit_ids = tuple(sorted(set(activity.unit_ids)))
        amount = len(unit_ids)
        why.append("En enhet var med." if amount == 1 else f"{amount} enheter var med.")
    if activity.review == "waiting":
        why.append("Posten väntar på att gås igenom och räknas under tiden.")
    return Counted(amount, unit_ids, asked_by(activity, rule.where.requested_by), tuple(why))


def _number(activity: CountedActivity, sum_of: str | None) -> int | None:
    """The number a rule adds up: `fields.x`, `outcomes.x`, `participants` or `minutes`.

    None where it was not counted; a number below zero is no count either.
    """
    group, _, code = (sum_of or "").partition(".")
    value: Scalar = None
    if group == "outcomes":
        value = activity.outcomes.get(code)
    elif group == "fields":
        value = activity.fields.get(code)
    elif group == "participants":
        value = activity.participants
    elif group == "minutes":
        value = _minutes(activity)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value


def _minutes(activity: CountedActivity) -> int | None:
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


def _stands(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if activity.municipality_code != rule.municipality_code:
        return _Unmet("Den gjordes i en annan kommun.")
    if rule.type in UNMEASURED_TYPES:
        return _Unmet("Åtagandet räknas inte i antal aktiviteter.")
    if activity.is_void:
        return _Unmet("Posten är borttagen.")
    if not activity.is_primary:
        return _Unmet("Posten är ihopslagen med en annan, som räknas i stället.")
    if activity.review == "rejected":
        return _Unmet("Posten godtogs inte när den gicks igenom.")
    return _Met()


def _kind(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if activity.kind not in rule.kinds:
        return _Unmet("Den här typen av aktivitet ingår inte i åtagandet.")
    return _Met("Den här typen av aktivitet räknas.")


def _period(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if activity.service_date < rule.starts_on:
        return _Unmet(f"Den gjordes före löftets start {_day(rule.starts_on)}.")
    if rule.ends_on is not None and activity.service_date > rule.ends_on:
        return _Unmet(f"Den gjordes efter löftets slut {_day(rule.ends_on)}.")
    return _Met()


def _state(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if activity.state in rule.where.states:
        return _Met()
    if activity.state == "cancelled":
        return _Unmet("Den blev inte av.")
    if activity.state == "done":
        return _Unmet("Åtagandet räknar inte genomförda aktiviteter.")
    return _Unmet("Den är inte genomförd.")


def _review(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.reviews:
        return _Met()
    if activity.review not in rule.where.reviews:
        return _Unmet("Åtagandet räknar bara poster som är godtagna.")
    return _Met("Posten är genomgången.")


def _requested(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.requested_by:
        return _Met()
    by = asked_by(activity, rule.where.requested_by)
    sentence = ASKED_BY.get(by, ASKED_BY["unknown"])
    if by in rule.where.requested_by:
        return _Met(sentence)
    return _Unmet(f"{sentence} Det räknas inte i åtagandet.")


def _wish(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.wish:
        return _Met()
    if _answers_a_wish(activity):
        return _Met("Den svarar på ett önskemål.")
    if activity.wishes:
        return _Unmet("Önskemålet är inte äldre än aktiviteten.")
    return _Unmet("Inget önskemål är kopplat till den.")


def _place(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.places:
        return _Met()
    if activity.place_id is None:
        return _Unmet("Ingen plats i listan är angiven.")
    if activity.place_id not in rule.where.places:
        return _Unmet("Platsen ingår inte i åtagandet.")
    return _Met("Platsen ingår i åtagandet.")


def _focus(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.focus:
        return _Met()
    if set(rule.where.focus).isdisjoint(activity.focus):
        return _Unmet("Den har inte åtagandets inriktning.")
    return _Met("Den har åtagandets inriktning.")


def _fields(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    for code, wanted in rule.where.fields.items():
        value = activity.fields.get(code)
        if value is None:
            return _Unmet("En uppgift som åtagandet frågar efter är inte ifylld.")
        if not any(_same(value, choice) for choice in wanted):
            return _Unmet("En uppgift i posten är en annan än den åtagandet räknar.")
    return _Met("Uppgifterna i posten stämmer med åtagandet." if rule.where.fields else "")


def _same(value: Scalar, wanted: Scalar) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _duration(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    least = rule.where.min_minutes
    if least is None:
        return _Met()
    if activity.time_precision == "evening" or activity.started_at is None:
        return _Unmet(f"Tiden är okänd, och åtagandet kräver minst {least} minuter.")
    minutes = _minutes(activity)
    if minutes is None:
        return _Unmet(f"Sluttiden är okänd, och åtagandet kräver minst {least} minuter.")
    if minutes < least:
        return _Unmet(f"Den varade i {minutes} minuter, och åtagandet kräver minst {least}.")
    return _Met(f"Den varade i minst {least} minuter.")


def _organisation(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.organisations:
        return _Met()
    took_part = {activity.organisation_id, *activity.member_organisation_ids}
    if took_part.isdisjoint(rule.where.organisations):
        return _Unmet("En annan organisation gjorde den.")
    return _Met("Organisationen ingår i åtagandet.")


def _weekday(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    if not rule.where.weekdays:
        return _Met()
    number = activity.service_date.isoweekday()
    if number not in rule.where.weekdays:
        return _Unmet(f"Den hör till en {WEEKDAYS[number - 1]}, som inte räknas.")
    return _Met("Veckodagen räknas.")


def _hours(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    hours = rule.where.hours
    if hours is None:
        return _Met()
    start = _start_in_sweden(activity)
    if start is None:
        return _Unmet("Klockslaget är okänt, och åtagandet räknar bara vissa tider.")
    if not hours.holds(start.time()):
        return _Unmet("Den började på en annan tid än den åtagandet räknar.")
    return _Met("Den började på en tid som räknas.")


def _declared(activity: CountedActivity, rule: CountingRule) -> _Met | _Unmet:
    """What some rule types need besides their conditions."""
    if rule.type == "cohort":
        if activity.fields.get(WHOLE_COHORT_FIELD) is not True:
            return _Unmet("Det är inte angivet att den nådde alla i gruppen.")
        return _Met("Den nådde alla i gruppen.")
    if rule.type == "coverage" and not activity.unit_ids:
        return _Unmet("Ingen enhet är vald.")
    return _Met()


def _day(day: date) -> str:
    return day.isoformat()


# The kind stands first among the rule's own conditions, because it decides nearly every case.
_CONDITIONS: tuple[Callable[[CountedActivity, CountingRule], _Met | _Unmet], ...] = (
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
