"""How promises stand, and the entries behind each number, as precisely as one may see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.organisations.rules import Actor
from server.problems import NotFound
from server.progress.policy import viewer_in
from server.progress.queries.contributions import with_sentences
from server.progress.queries.entries import list_entry_details
from server.progress.queries.promises import CountedPromise, list_published_promises
from server.progress.rules.entries import CountedEntry
from server.progress.rules.facts import CountingRule
from server.progress.rules.masking import masked_row, masks_amounts
from server.progress.rules.precision import RESIDENT, SeenEntry, Viewer, row_for, seen_entry
from server.progress.rules.progress import ProgressRow, is_over
from server.progress.schemas import PromiseProgressView
from server.progress.service.standing import Question, Standing, list_standings
from server.stockholm import stockholm_date

OUTCOMES = "outcomes."


@dataclass(frozen=True, slots=True)
class PromiseProgress:
    """One promise's rows, in the order of its commitments."""

    promise_id: str
    as_of: datetime
    until: date | None
    items: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class EntriesBehind:
    """The entries behind one number as the viewer may see them, newest first, and the number."""

    row: ProgressRow
    entries: tuple[SeenEntry, ...]
    has_more: bool


def promise_progress(
    session: Session,
    catalogue: Catalogue,
    promise: CountedPromise,
    question: Question,
    *,
    viewer: Viewer,
) -> PromiseProgress:
    """How one promise stands; raises invalid-input for a window outside the promise."""
    (found,) = _progress_of(session, catalogue, [promise], question, viewer=viewer)
    return found


def progress_for_pull(
    session: Session,
    catalogue: Catalogue,
    actor: Actor,
    municipality_codes: Collection[str],
    *,
    now: datetime,
) -> list[dict[str, Any]]:
    """How every published promise of these municipalities stands, in the wire's shape."""
    today = stockholm_date(now)
    promises = list_published_promises(session, municipality_codes)
    found: list[PromiseProgress] = []
    for code in sorted(municipality_codes):
        here = [promise for promise in promises if promise.municipality_code == code]
        if here:
            viewer = viewer_in(actor, code, today)
            found += _progress_of(session, catalogue, here, Question(now), viewer=viewer)
    shown: list[dict[str, Any]] = PromiseProgressView(many=True).dump(found)
    return shown


def public_progress(
    session: Session,
    catalogue: Catalogue,
    promises: Sequence[CountedPromise],
    *,
    now: datetime,
    limit: int,
) -> dict[str, EntriesBehind]:
    """How the commitments of one municipality's promises stand for residents, by commitment.

    Up to the public delay, masked, with the newest entries behind each. A row tells only the month
    of its latest entry; of an entry's day, only the week is fit to print.
    """
    if not promises:
        return {}
    until = stockholm_date(now) - timedelta(days=promises[0].public_delay_days)
    question = Question(now, until=until)
    standings = list_standings(session, promises, question, viewer=RESIDENT)
    return _behind(session, catalogue, promises, standings, question, viewer=RESIDENT, limit=limit)


def entries_behind(
    session: Session,
    catalogue: Catalogue,
    promise: CountedPromise,
    commitment_id: str,
    question: Question,
    *,
    viewer: Viewer,
    limit: int,
    before: int | None = None,
) -> EntriesBehind:
    """The entries behind one commitment's number, those numbered below `before`, newest first.

    Raises not-found for a commitment that was not yet known at the instant asked about.
    """
    standings = list_standings(
        session, [promise], question, viewer=viewer, commitment_id=commitment_id
    )
    if not standings:
        raise NotFound()
    return _behind(
        session,
        catalogue,
        [promise],
        standings,
        question,
        viewer=viewer,
        limit=limit,
        before=before,
    )[commitment_id]


def _behind(
    session: Session,
    catalogue: Catalogue,
    promises: Sequence[CountedPromise],
    standings: Sequence[Standing],
    question: Question,
    *,
    viewer: Viewer,
    limit: int,
    before: int | None = None,
) -> dict[str, EntriesBehind]:
    """The rows with a page of entries each, read for all commitments together."""
    of = {promise.promise_id: promise for promise in promises}
    code = promises[0].municipality_code
    wanted = {
        standing.commitment.line.commitment_id: [
            entry
            for entry in reversed(standing.entries)
            if before is None or entry.ordinal < before
        ]
        for standing in standings
    }
    pages = {key: entries[:limit] for key, entries in wanted.items()}
    shown = [entry.contribution for page in pages.values() for entry in page]
    details = list_entry_details(
        session, code, {one.activity_id: one.activity_revision for one in shown}
    )
    if not question.looks_back:
        shown = with_sentences(session, code, shown)
    why = {(one.commitment_id, one.activity_id): one.why for one in shown}
    found: dict[str, EntriesBehind] = {}
    for standing in standings:
        key = standing.commitment.line.commitment_id
        promise = of[standing.commitment.line.promise_id]
        hides = _hides_amounts(standing, promise, catalogue, viewer=viewer)
        month_only = _month_only_kinds(pages[key], catalogue)
        found[key] = EntriesBehind(
            _shown(standing, promise, question, catalogue, viewer=viewer),
            tuple(
                seen_entry(
                    entry,
                    details[entry.contribution.activity_id],
                    why[key, entry.contribution.activity_id],
                    viewer=viewer,
                    is_month_only=entry.contribution.kind in month_only,
                    hides_amount=hides,
                )
                for entry in pages[key]
            ),
            has_more=len(wanted[key]) > limit,
        )
    return found


def _hides_amounts(
    standing: Standing, promise: CountedPromise, catalogue: Catalogue, *, viewer: Viewer
) -> bool:
    rule = standing.commitment.rule
    return (
        rule is not None
        and _is_about_persons(rule, catalogue)
        and masks_amounts(
            standing.entries,
            own_organisations=viewer.own_organisations,
            below=promise.mask_below,
        )
    )


def _progress_of(
    session: Session,
    catalogue: Catalogue,
    promises: Sequence[CountedPromise],
    question: Question,
    *,
    viewer: Viewer,
) -> list[PromiseProgress]:
    by_promise: dict[str, list[ProgressRow]] = defaultdict(list)
    of = {promise.promise_id: promise for promise in promises}
    for standing in list_standings(session, promises, question, viewer=viewer):
        promise = of[standing.commitment.line.promise_id]
        by_promise[promise.promise_id].append(
            _shown(standing, promise, question, catalogue, viewer=viewer)
        )
    return [
        PromiseProgress(
            promise.promise_id,
            question.as_of,
            question.until,
            tuple(by_promise[promise.promise_id]),
        )
        for promise in promises
    ]


def _shown(
    standing: Standing,
    promise: CountedPromise,
    question: Question,
    catalogue: Catalogue,
    *,
    viewer: Viewer,
) -> ProgressRow:
    """The row as precisely as the viewer may see it."""
    rule = standing.commitment.rule
    if rule is None:
        return standing.row
    row = row_for(
        standing.row,
        standing.entries,
        viewer=viewer,
        month_only_kinds=_month_only_kinds(standing.entries, catalogue),
    )
    if not _is_about_persons(rule, catalogue):
        return row
    judged_on = question.day if question.until is None else min(question.day, question.until)
    return masked_row(
        row,
        standing.entries,
        own_organisations=viewer.own_organisations,
        below=promise.mask_below,
        is_over=is_over(rule, standing.window, judged_on),
    )


def _is_about_persons(rule: CountingRule, catalogue: Catalogue) -> bool:
    """Whether the rule's number is a count about persons; an unknown one is taken to be."""
    if rule.sum_of is None or not rule.sum_of.startswith(OUTCOMES):
        return rule.type == "outcome"
    code = rule.sum_of.removeprefix(OUTCOMES)
    return not any(o.code == code and not o.person_related for o in catalogue.outcomes)


def _month_only_kinds(entries: Collection[CountedEntry], catalogue: Catalogue) -> frozenset[str]:
    """The kinds that others see by month; one the catalogue doesn't know is taken to be so."""
    open_kinds = {kind.code for kind in catalogue.kinds if kind.publish == "place"}
    return frozenset(entry.contribution.kind for entry in entries) - open_kinds
