"""Which contributions are entries behind a number, in what order, and what each one adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.progress.rules.contributions import order_of
from server.progress.rules.facts import Contribution, CountingRule, Unit
from server.progress.rules.windows import Window, windows_within


@dataclass(frozen=True, slots=True)
class CountedEntry:
    """One entry behind a number. `adds` is 0 where another entry has already covered the same."""

    ordinal: int
    contribution: Contribution
    adds: int


def current_contributions(
    contributions: Sequence[Contribution],
    rule: CountingRule,
    *,
    window: Window,
    until: date | None = None,
) -> tuple[Contribution, ...]:
    """The rule revision's contributions in the window: one per activity, the newest, in order.

    Rows of other commitments and of other revisions of the rule are left out, so that a rule being
    built beside the current one never counts twice.
    """
    newest: dict[str, Contribution] = {}
    for contribution in contributions:
        if (contribution.commitment_id, contribution.rule_revision) != (
            rule.commitment_id,
            rule.revision,
        ):
            continue
        known = newest.get(contribution.activity_id)
        if known is None or known.activity_revision < contribution.activity_revision:
            newest[contribution.activity_id] = contribution
    return tuple(
        sorted(
            (
                contribution
                for contribution in newest.values()
                if window.holds(contribution.service_date)
                and (until is None or contribution.service_date <= until)
            ),
            key=order_of,
        )
    )


def counted_entries(
    current: Sequence[Contribution],
    rule: CountingRule,
    *,
    units: Sequence[Unit],
    window: Window,
    day: date,
) -> tuple[CountedEntry, ...]:
    """The entries behind a number, numbered from 1, given the current contributions in order."""
    counted = [contribution for contribution in current if contribution.amount is not None]
    if rule.type == "coverage":
        return _covering(counted, rule, units=units, window=window, day=day)
    if rule.type in ("cohort", "milestone"):
        return tuple(
            CountedEntry(ordinal, contribution, 1 if ordinal == 1 else 0)
            for ordinal, contribution in enumerate(counted, 1)
        )
    return tuple(
        CountedEntry(ordinal, contribution, contribution.amount or 0)
        for ordinal, contribution in enumerate(counted, 1)
    )


def units_to_cover(
    rule: CountingRule, units: Sequence[Unit], window: Window, *, day: date
) -> tuple[tuple[Window, frozenset[str]], ...]:
    """For each of the rule's own windows in the shown one, the units that are valid in it."""
    own = windows_within(rule.window, window, rule.starts_on, rule.ends_on, day=day)
    return tuple(
        (
            part,
            frozenset(
                unit.unit_id
                for unit in units
                if unit.kind == rule.unit_kind and part.meets(unit.valid_from, unit.valid_to)
            ),
        )
        for part in own
    )


def _covering(
    counted: Sequence[Contribution],
    rule: CountingRule,
    *,
    units: Sequence[Unit],
    window: Window,
    day: date,
) -> tuple[CountedEntry, ...]:
    to_cover = units_to_cover(rule, units, window, day=day)
    covered: set[tuple[str, str]] = set()
    found: list[CountedEntry] = []
    for contribution in counted:
        for part, valid in to_cover:
            if not part.holds(contribution.service_date):
                continue
            here = {(part.starts_on.isoformat(), unit) for unit in contribution.unit_ids}
            here = {pair for pair in here if pair[1] in valid}
            if here:
                found.append(CountedEntry(len(found) + 1, contribution, len(here - covered)))
                covered |= here
    return tuple(found)
