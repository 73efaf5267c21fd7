"""The demo's promises: commitments, rules, adjustments, deviations and result lines as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from server.commitments.models import (
    Adjustment,
    Commitment,
    CountingRuleRevision,
    Deviation,
    FocusArea,
    Promise,
    ResultLine,
)
from server.demo.rules.ids import demo_id
from server.demo.rules.promises import DemoCommitment, DemoParty, DemoPromise
from server.demo.service.rows import add_rows, change_numbers


def add_promise(session: Session, promise: DemoPromise) -> None:
    """Rows for one promise, which has its dates by now; it was published when it was recorded."""
    code, key = promise.municipality_code, promise.key
    promise_id = demo_id("promise", key)
    number = change_numbers(session, [code])[code]
    add_rows(
        session,
        [
            Promise(
                municipality_code=code,
                promise_id=promise_id,
                label=promise.label,
                title=promise.title,
                starts_on=promise.starts_on,
                ends_on=promise.ends_on,
                until_further_notice=promise.until_further_notice,
                status=promise.status,
                is_example=promise.is_example,
                source_note=promise.source_note,
                sections=[{"heading": s.heading, "text": s.text} for s in promise.sections],
                parties=_parties(promise.parties),
                recorded_at=promise.recorded_at,
                published_at=promise.recorded_at,
                change_seq=number,
            )
        ],
    )
    add_rows(
        session,
        (
            FocusArea(
                municipality_code=code,
                focus_area_id=demo_id("focus_area", key, area.key),
                promise_id=promise_id,
                name=area.name,
                position=position,
            )
            for position, area in enumerate(promise.focus_areas, start=1)
        ),
    )
    for position, commitment in enumerate(promise.commitments, start=1):
        _add_commitment(session, promise, commitment, position)
    add_rows(
        session,
        (
            ResultLine(
                municipality_code=code,
                result_line_id=demo_id("result_line", key, line.key),
                promise_id=promise_id,
                focus_area_id=demo_id("focus_area", key, line.focus_area),
                position=position,
                text=line.text,
                parties=_parties(line.parties),
                low=line.low,
                high=line.high,
                qualifier=line.qualifier,
                words=line.words,
                recorded_at=promise.results_recorded_at,
            )
            for position, line in enumerate(promise.result_lines, start=1)
        ),
    )


def _add_commitment(
    session: Session, promise: DemoPromise, commitment: DemoCommitment, position: int
) -> None:
    of_commitment = {
        "municipality_code": promise.municipality_code,
        "commitment_id": demo_id("commitment", promise.key, commitment.key),
    }
    add_rows(
        session,
        [
            Commitment(
                **of_commitment,
                promise_id=demo_id("promise", promise.key),
                focus_area_id=demo_id("focus_area", promise.key, commitment.focus_area),
                position=position,
                short_name=commitment.short_name,
                text=commitment.text,
                role=commitment.role,
                parties=_parties(commitment.parties),
                parts_note=commitment.parts_note,
                recorded_at=promise.recorded_at,
            )
        ],
    )
    rule = commitment.counting_rule
    if rule is not None:
        add_rows(
            session,
            [
                CountingRuleRevision(
                    **of_commitment,
                    revision=1,
                    type=rule.type,
                    target=rule.target,
                    window=rule.window,
                    kinds=list(rule.kinds),
                    where=dict(rule.where),
                    sum_of=rule.sum_of,
                    unit_kind=rule.unit_kind,
                    text=rule.text,
                    state="current",
                    recorded_at=promise.recorded_at,
                )
            ],
        )
    add_rows(
        session,
        (
            Adjustment(
                **of_commitment,
                adjustment_id=demo_id("adjustment", promise.key, a.key),
                low=a.low,
                high=a.high,
                qualifier=a.qualifier,
                words=a.words,
                kinds=list(a.kinds),
                starts_on=a.starts_on,
                ends_on=a.ends_on,
                source_note=a.source_note,
                recorded_at=a.recorded_at,
            )
            for a in commitment.adjustments
        ),
    )
    add_rows(
        session,
        (
            Deviation(
                **of_commitment,
                deviation_id=demo_id("deviation", promise.key, d.key),
                reason=d.reason,
                text=d.text,
                occurred_on=d.occurred_on,
                substitute_activity_id=d.substitute_entry
                and demo_id("activity", d.substitute_entry),
                substitute_text=d.substitute_text,
                recorded_at=d.recorded_at,
            )
            for d in commitment.deviations
        ),
    )


def _parties(parties: Sequence[DemoParty]) -> list[Mapping[str, str]]:
    """The wire form: the organisation by its id, and the unit only where one is named."""
    found: list[Mapping[str, str]] = []
    for party in parties:
        wire = {
            "organisation_id": demo_id("organisation", party.organisation),
            "name": party.name,
            "role": party.role,
        }
        found.append(wire if party.unit is None else {**wire, "unit": party.unit})
    return found
