"""What a resident reads of a municipality's promises: the same numbers, up to the public delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.commitments.models import Commitment, Promise, ResultLine
from server.organisations.models import Municipality
from server.organisations.queries import list_organisation_names
from server.progress.queries.promises import list_published_promises
from server.progress.rules.precision import SeenEntry
from server.progress.service.show import EntriesBehind, public_progress
from server.public.queries import PromiseText, list_promise_texts
from server.public.rules import RowInWords, row_in_words
from server.stockholm import stockholm_date
from server.swedish import day_in_words, month_in_words, week_in_words

MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class EntryInWords:
    """One entry behind a number: never weekday, hour or reporter."""

    ordinal: int
    when: str
    kind: str
    where: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    commitment: Commitment
    parties: str
    words: RowInWords
    rule_text: str
    entries: tuple[EntryInWords, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class FocusPage:
    """One focus area: what was promised, what it aims at, and what else was done."""

    name: str
    promises: tuple[CommitmentPage, ...]
    goals: tuple[CommitmentPage, ...]
    result_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromisePage:
    promise: Promise
    heading: str
    period: str
    has_ended: bool
    parties: str
    focus_areas: tuple[FocusPage, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    municipality: Municipality
    until: str
    promises: tuple[PromisePage, ...]


def municipality_page(
    session: Session, catalogue: Catalogue, municipality: Municipality, *, now: datetime
) -> MunicipalityPage:
    """Everything the municipality's page says."""
    code = municipality.municipality_code
    today = stockholm_date(now)
    until = today - timedelta(days=municipality.public_delay_days)
    counted = list_published_promises(session, [code])
    found = public_progress(session, catalogue, counted, now=now, limit=MOST_ENTRIES)
    names = list_organisation_names(
        session, {entry.organisation_id for one in found.values() for entry in one.entries}
    )
    reader = _Reader(catalogue, names, found)
    pages = [_promise_page(text, reader, today) for text in list_promise_texts(session, code)]
    pages.sort(key=lambda page: page.has_ended)
    return MunicipalityPage(municipality, day_in_words(until), tuple(pages))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Puts the entries behind a number in words, with the names of those who made them."""

    catalogue: Catalogue
    names: dict[str, str]
    found: dict[str, EntriesBehind]

    def entries(self, commitment_id: str) -> tuple[EntryInWords, ...]:
        return tuple(self._words(entry) for entry in self.found[commitment_id].entries)

    def _words(self, entry: SeenEntry) -> EntryInWords:
        kind = next((k for k in self.catalogue.kinds if k.code == entry.kind), None)
        when = (
            week_in_words(entry.service_date)
            if entry.service_date is not None
            else month_in_words(entry.month)
        )
        return EntryInWords(
            ordinal=entry.ordinal,
            when=when,
            kind=entry.kind if kind is None else kind.label.sv,
            where=entry.place_name or "i kommunen",
            who=self.names.get(entry.organisation_id, ""),
            why=" ".join(entry.why),
        )


def _promise_page(text: PromiseText, reader: _Reader, today: date) -> PromisePage:
    promise = text.promise
    pages: dict[str | None, list[CommitmentPage]] = {}
    for commitment in text.commitments:
        if commitment.commitment_id in reader.found:
            page = _commitment_page(commitment, reader)
            pages.setdefault(commitment.focus_area_id, []).append(page)
    lines: dict[str | None, list[str]] = {}
    for line in text.result_lines:
        lines.setdefault(line.focus_area_id, []).append(_line_in_words(line))
    areas: list[tuple[str | None, str]] = [(a.focus_area_id, a.name) for a in text.focus_areas]
    areas.append((None, "Övrigt"))
    return PromisePage(
        promise=promise,
        heading=promise.title if promise.label in promise.title else _titled(promise),
        period=_period(promise),
        has_ended=promise.ends_on is not None and promise.ends_on < today,
        parties=_names(promise.parties),
        focus_areas=tuple(
            _focus_page(name, pages.get(area, []), lines.get(area, []))
            for area, name in areas
            if area in pages or area in lines
        ),
    )


def _focus_page(name: str, pages: list[CommitmentPage], lines: list[str]) -> FocusPage:
    return FocusPage(
        name=name,
        promises=tuple(page for page in pages if page.commitment.role == "promise"),
        goals=tuple(page for page in pages if page.commitment.role != "promise"),
        result_lines=tuple(lines),
    )


def _commitment_page(commitment: Commitment, reader: _Reader) -> CommitmentPage:
    behind = reader.found[commitment.commitment_id]
    return CommitmentPage(
        commitment=commitment,
        parties=_names(commitment.parties),
        words=row_in_words(behind.row),
        rule_text=behind.row.text,
        entries=reader.entries(commitment.commitment_id),
        has_more=behind.has_more,
    )


def _line_in_words(line: ResultLine) -> str:
    """The reported result with the source's own words for how much, where it has any."""
    if not line.words or line.qualifier == "unknown":
        return line.text
    return f"{line.text.rstrip('.')} ({line.words})."


def _names(parties: list[dict[str, str]]) -> str:
    """Who is responsible: the leading ones first, each with its unit."""
    leads_first = sorted(parties, key=lambda party: party.get("role") != "lead")
    return ", ".join(
        f"{party['name']} ({party['unit']})" if party.get("unit") else party["name"]
        for party in leads_first
    )


def _titled(promise: Promise) -> str:
    return f"{promise.title} {promise.label}"


def _period(promise: Promise) -> str:
    start = day_in_words(promise.starts_on)
    if promise.ends_on is None:
        return f"Från {start} och tills vidare"
    return f"{start} – {day_in_words(promise.ends_on)}"
