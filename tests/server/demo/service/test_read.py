"""What the demo files say: whole, in Swedish, in the right order in time, and about nobody."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import pytest

from server.catalogue.service import load_catalogue
from server.commitments.rules.counting_rules import NewCountingRule, RuleGround, check_counting_rule
from server.commitments.rules.side_notes import number_errors
from server.demo.rules.data import DemoData
from server.demo.rules.log import DemoEntry, entries_by, entry_times
from server.demo.rules.places import wish_asked_on
from server.demo.rules.promises import DemoCountingRule, DemoPromise, promise_in
from server.demo.service.read import read_demo
from server.privacy.rules import find_personal_data

TODAY = date(2026, 11, 22)
FOLLOW_UP = datetime(2021, 2, 18, 23, 59, tzinfo=UTC)

# Every word that is written with a capital inside a sentence: places, organisations, abbreviations.
# A name of a person would have to be added here, where a reviewer sees it.
CAPITALISED = {
    *("Ale", "Kungälv", "Kungälvs", "Åmål", "Åmåls", "Kungälv-Ale", "Östra", "Fyrbodal"),
    *("Nödinge", "Älvängen", "Surte", "Bohus", "Ytterby", "Kode", "Kilandavägen"),
    *("Alebyggen", "Bohusskolan", "Systembolaget", "Valborg", "ANDT"),
    *("A-traktor", "A-traktorer", "A-traktorinsats", "A-traktorinsatser"),
}


@pytest.fixture(scope="module")
def data() -> DemoData:
    return read_demo()


def files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from files(entry)
        elif entry.name.endswith(".json"):
            yield entry


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def all_texts() -> list[str]:
    """Every text in every file of the demo."""
    found: list[str] = []
    for entry in files(resources.files("server.demo")):
        found += texts_in(json.loads(entry.read_text(encoding="utf-8")))
    return found


def promise_of(data: DemoData, key: str) -> DemoPromise:
    return next(promise for promise in data.promises if promise.key == key)


def ale_2020(data: DemoData) -> list[DemoEntry]:
    return [entry for entry in data.entries if entry.days_ago is None]


def test_no_telephone_number_or_address_of_a_person_is_in_the_data() -> None:
    accounts = re.compile(r"[a-z]+@demo\.invalid")
    telephone = re.compile(r"\+46|(?<![\d-])0\d{1,3}[-– ]\d{2}")

    for text in all_texts():
        if accounts.fullmatch(text):
            continue
        assert not find_personal_data(text), text
        assert "@" not in text
        assert not telephone.search(text), text


def test_no_name_of_a_person_is_in_the_data() -> None:
    inside_a_sentence = re.compile(r"(?<=[^\s.:!?] )[A-ZÅÄÖ][\wåäöÅÄÖ-]*")

    found = {word for text in all_texts() for word in inside_a_sentence.findall(text)}

    assert found <= CAPITALISED


def test_accounts_are_named_after_what_they_do(data: DemoData) -> None:
    accounts = {account.key: account for account in data.organisations.accounts}

    assert {a.email for a in accounts.values()} == {f"{key}@demo.invalid" for key in accounts}
    assert set(accounts) == {"polis", "vandrare", "falt", "samordnare", "admin"}
    assert all(account.display_name.endswith(", demo") for account in accounts.values())


def test_police_areas_cover_their_municipalities(data: DemoData) -> None:
    areas = {
        organisation.name: organisation.municipality_codes
        for organisation in data.organisations.organisations
        if organisation.kind == "police_area"
    }

    assert areas == {
        "Lokalpolisområde Kungälv-Ale": ("1440", "1482"),
        "Lokalpolisområde Östra Fyrbodal": ("1438", "1460", "1461", "1492"),
    }


def test_every_key_is_used_once_and_every_reference_leads_somewhere(data: DemoData) -> None:
    places = [place.key for place in data.places.places]
    wishes = [wish.key for wish in data.places.wishes]
    units = [unit.key for unit in data.places.units]
    entries = [entry.key for entry in data.entries]
    accounts = {account.key for account in data.organisations.accounts}
    organisations = {organisation.key for organisation in data.organisations.organisations}

    for keys in (places, wishes, units, entries):
        assert max(Counter(keys).values()) == 1
    for wish in data.places.wishes:
        assert wish.place in places
    for entry in data.entries:
        assert entry.author in accounts
        assert entry.place is None or entry.place in places
        assert set(entry.wishes) <= set(wishes)
        assert set(entry.units) <= set(units)
    for promise in data.promises:
        areas = {area.key for area in promise.focus_areas}
        parties = [*promise.parties]
        for commitment in promise.commitments:
            assert commitment.focus_area in areas
            parties += commitment.parties
            for deviation in commitment.deviations:
                assert deviation.substitute_entry is None or deviation.substitute_entry in entries
        for line in promise.result_lines:
            assert line.focus_area in areas
            parties += line.parties
        assert {party.organisation for party in parties} <= organisations


def test_a_wish_is_older_than_the_check_that_answers_it(data: DemoData) -> None:
    wishes = {wish.key: wish for wish in data.places.wishes}

    answered = 0
    for entry in entries_by(data.entries, TODAY):
        for key in entry.wishes:
            answered += 1
            wish = wishes[key]
            assert wish_asked_on(wish, TODAY) < entry_times(entry, TODAY).started_at.date()
            assert wish.place == entry.place
            assert entry.kind in wish.kinds
            assert wish.status == "checked"
    assert answered > 20


def test_some_wishes_are_open(data: DemoData) -> None:
    open_wishes = [w for w in data.places.wishes if w.status in ("received", "waiting")]

    assert {"1440", "1482", "1492"} == {wish.municipality_code for wish in open_wishes}


def test_every_counting_rule_is_one_that_a_coordinator_could_write(data: DemoData) -> None:
    catalogue = load_catalogue()
    checked = 0
    for promise in data.promises:
        dated = promise_in(promise, TODAY)
        assert dated.starts_on is not None
        ground = RuleGround(catalogue, dated.starts_on, dated.ends_on)
        for commitment in promise.commitments:
            rule = commitment.counting_rule
            if rule is not None:
                checked += 1
                check_counting_rule(as_written(rule), ground)
    assert checked == 22


def as_written(rule: DemoCountingRule) -> NewCountingRule:
    return NewCountingRule(
        type=rule.type,
        text=rule.text,
        target=rule.target,
        window=rule.window,
        kinds=rule.kinds,
        where=rule.where,
        sum_of=rule.sum_of,
        unit_kind=rule.unit_kind,
    )


def test_every_number_of_a_source_is_as_loose_as_its_word(data: DemoData) -> None:
    for promise in data.promises:
        for line in promise.result_lines:
            assert number_errors(line.low, line.high, line.qualifier) == []
        for commitment in promise.commitments:
            for adjustment in commitment.adjustments:
                assert number_errors(adjustment.low, adjustment.high, adjustment.qualifier) == []


def test_everything_about_ale_2020_was_known_at_its_follow_up(data: DemoData) -> None:
    promise = promise_of(data, "ale-2020")
    known = [promise.recorded_at, promise.results_recorded_at, data.places.recorded_at]
    for commitment in promise.commitments:
        known += [adjustment.recorded_at for adjustment in commitment.adjustments]
        known += [deviation.recorded_at for deviation in commitment.deviations]
    known += [entry_times(entry, TODAY).recorded_at for entry in ale_2020(data)]

    assert len(known) == 84
    assert all(instant is not None and instant <= FOLLOW_UP for instant in known)
    assert promise.recorded_at is not None
    assert promise.starts_on is not None
    assert promise.recorded_at.date() < promise.starts_on


def test_the_log_of_2020_holds_what_was_published(data: DemoData) -> None:
    entries = ale_2020(data)
    checks = [entry for entry in entries if entry.kind == "speed_check"]
    kinds = Counter(entry.kind for entry in entries)

    asked = Counter(check.requested_by for check in checks)
    assert (asked["citizens"], asked["partner"]) == (21, 12)
    assert asked["own_planning"] > 0
    assert kinds["moped_operation"] == 5
    assert kinds["narcotics_operation"] == 4
    assert kinds["info_meeting"] == 1
    assert kinds["place_check"] == 0, "drygt 200 is an adjustment, not invented entries"
    cameras = {c.requested_by for c in checks if c.fields.get("method") == "atk"}
    assert cameras == {"citizens", "partner", "own_planning"}
    months = {entry_times(check, TODAY).started_at.month for check in checks}
    assert months == set(range(1, 13))
    assert {entry.series for entry in entries} == {None, "Treklövern"}


def test_an_outcome_that_nobody_counted_is_not_zero(data: DemoData) -> None:
    checks = [entry for entry in ale_2020(data) if entry.kind == "speed_check"]

    assert any(not check.outcomes for check in checks)
    assert any(check.outcomes.get("order_fine_speed") == 0 for check in checks)
