"""Whether one activity counts for one rule, and the sentence that says why or why not.

Stored contributions, the push answer and the drill-down all repeat what is said here.
"""

from dataclasses import dataclass

from server.progress.rules.conditions import CONDITIONS, Unmet, asked_by, minutes_of
from server.progress.rules.facts import CountedActivity, CountingRule
from server.progress.rules.where import Scalar

SUMMED_TYPES = frozenset({"sum", "outcome"})


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


def explain(activity: CountedActivity, rule: CountingRule) -> Counted | NotCounted:
    """Judge one activity against one rule revision: the first unmet condition is the reason."""
    why: list[str] = []
    for condition in CONDITIONS:
        judged = condition(activity, rule)
        if isinstance(judged, Unmet):
            return NotCounted(judged.sentence)
        if judged.sentence:
            why.append(judged.sentence)
    return _with_amount(activity, rule, why)


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
        value = minutes_of(activity)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value
