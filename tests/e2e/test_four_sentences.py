"""The four sentences that everything follows from, each held by tests named after it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.browsers import Phone, Pushes, Windows
from tests.e2e.desk import API, Desk
from tests.e2e.installation import ROOT, Installation
from tests.e2e.pages.app import ALL_SENT, SAVED, App
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import Entry, MyLog
from tests.e2e.pages.promises import Promises
from tests.e2e.pages.residents import ResidentsPage
from tests.e2e.proxy import LosingProxy
from tests.e2e.steps import (
    PROMISE,
    SENT_WITHIN_MS,
    SPEED_CHECK,
    SPEED_CHECKS,
    WISHED_PLACE,
    open_app,
    open_promise,
    write_check,
)

PUSH = f"{API}/sync/push"
PUBLIC_DELAY = timedelta(days=7)
# Each text is one of the cases that phone and server share; the phone calls it by these words.
IDENTIFYING = {
    "personal-number": "personnummer",
    "mobile-number": "mobilnummer",
    "email": "e-post",
}
ALE = "1440"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


# 1. A field record is never lost, never counted twice, and never silently changed.


def test_a_field_record_is_never_lost(
    lossy: tuple[Installation, LosingProxy],
    make_phone: Callable[[str], Phone],
    playwright: Playwright,
) -> None:
    installation, proxy = lossy
    phone = make_phone(proxy.url)
    open_app(phone.open(), "polis").wait_until_installed()
    phone.close()

    # Three entries, and everything that goes wrong around them.
    places = ("Bohusskolan", "Genomfarten", "Marstrandsvägen")
    officer = App(phone.open())
    proxy.lose_answers_to(PUSH, times=1)
    with officer.page.expect_event("requestfailed", lambda request: request.url.endswith(PUSH)):
        write_check(officer, places[0])
    installation.kill()
    write_check(officer, places[1])
    phone.crash()
    officer = App(phone.open())
    write_check(officer, places[2])
    phone.close()
    installation.start()
    officer = App(phone.open())
    officer.menu("Min logg").tap()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible(timeout=SENT_WITHIN_MS)

    assert len(proxy.lost) == 1
    for place in places:
        today = MyLog(officer.page).today.filter(has_text=place)
        expect(today).to_have_count(1)
        expect(today).to_contain_text("Skickad")
    with Desk(playwright, proxy.url, "polis") as desk:
        kept = desk.get("/activities", kind="speed_check", limit="3")["items"]
        assert {one["service_date"] for one in kept} == {_today().isoformat()}


def test_a_field_record_is_never_counted_twice(
    installation: Installation, windows: Windows, desk: Callable[[str], Desk]
) -> None:
    officer = open_app(windows.phone(), "polis")
    sent = Pushes(officer.page)
    write_check(officer)
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()
    assert len(sent.operations) == 1
    number = desk("samordnare").progress(PROMISE)["value"]
    rows = installation.count("activity_revisions")

    # Again, twice in one push, and from another device of the same officer.
    first = desk("polis").push(*sent.operations)
    second = desk("polis").push(*sent.operations)

    assert first == second
    assert first[0]["status"] == "applied"
    assert installation.count("activity_revisions") == rows
    assert desk("samordnare").progress(PROMISE)["value"] == number


def test_a_field_record_is_never_silently_changed(
    windows: Windows, desk: Callable[[str], Desk]
) -> None:
    officer = open_app(windows.phone(), "polis")
    sent = Pushes(officer.page)
    write_check(officer)
    officer.menu("Min logg").tap()
    MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE).tap()
    entry = Entry(officer.page)
    expect(entry.fact("Läge")).to_have_text("Skickad")

    entry.change()
    EntryForm(officer.page).choose("På vems initiativ?", "Egen planering")
    EntryForm(officer.page).give_reason("Fel knapp")
    EntryForm(officer.page).save()
    expect(entry.fact("Initiativ")).to_have_text("Egen planering")
    entry.remove()
    expect(officer.page.get_by_role("main").get_by_text("Borttagen")).to_be_visible()
    entry.take_back()
    expect(entry.fact("Läge")).to_have_text("Skickad")
    officer.menu("Min logg").tap()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()

    activity_id = sent.operations[0]["activity_id"]
    revisions = desk("polis").get(f"/activities/{activity_id}/revisions")["items"]
    revisions.sort(key=lambda one: one["revision"])
    by_operation = {one["operation_id"]: one for one in sent.operations}
    assert [one["action"] for one in revisions] == ["log", "correct", "void", "restore"]
    assert {one["author_name"] for one in revisions} == {"Polis, demo"}
    assert revisions[1]["reason"] == "Fel knapp"
    # What each carried stands in the ledger as it left the phone, and the first is as it was.
    for revision in revisions[:2]:
        written = by_operation[revision["operation_id"]]["activity"]
        assert _as_instants(_present(revision["activity"])) == _as_instants(_present(written))


# 2. One counting code decides; the phone, the board and the public page show its answer.


def test_one_counting_code_decides_what_every_screen_shows(
    windows: Windows, desk: Callable[[str], Desk]
) -> None:
    coordinator = desk("samordnare")
    until = (_today() - PUBLIC_DELAY).isoformat()
    live, delayed = (
        coordinator.progress(PROMISE, **query)["value"] for query in ({}, {"until": until})
    )

    # One entry of today, which residents see in a week, and one old enough for everybody.
    officer = open_app(windows.phone(), "polis")
    write_check(officer)
    officer.tile(SPEED_CHECK).tap()
    form = EntryForm(officer.page)
    form.place(WISHED_PLACE).tap()
    form.open_time()
    form.set_date(until)
    form.save()
    expect(officer.said(SAVED)).to_be_visible()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()

    api = coordinator.progress(PROMISE)
    assert api["value"] == live + 2
    assert len(coordinator.contributions(PROMISE)) == api["value"]
    assert coordinator.progress(PROMISE, until=until)["value"] == delayed + 1
    board = open_promise(open_app(windows.desk(), "samordnare"))
    assert board.number(SPEED_CHECKS) == api["value"]
    officer.menu("Löften").tap()
    synced = Promises(officer.page)
    synced.open(PROMISE)
    expect(synced.commitment(SPEED_CHECKS)).to_contain_text(f"{api['value']} (löftet")
    resident = ResidentsPage(windows.phone())
    resident.open(windows.url)
    assert resident.number(PROMISE, SPEED_CHECKS) == delayed + 1


# 3. Every published number opens to its entries, and says by which rule they counted.


@pytest.mark.parametrize("account", ["samordnare", "polis"])
def test_every_number_on_the_board_opens_to_its_entries(
    desk: Callable[[str], Desk], account: str
) -> None:
    signed_in = desk(account)
    opened = 0

    for promise in signed_in.get("/promises")["items"]:
        for row in signed_in.get(f"/promises/{promise['id']}/progress")["items"]:
            found = signed_in.get(f"/commitments/{row['commitment_id']}/contributions", limit="500")
            assert len(found["items"]) == row["entries"], row["short_name"]
            assert row["value"] is None or row["text"], row["short_name"]
            for one in found["items"]:
                assert one["kind_label"]
                assert one["month"]
                assert one["organisation_name"]
                assert one["why"]
            if row["type"] == "count" and not row["adjustments"]:
                assert sum(one["amount"] for one in found["items"]) == row["value"]
            opened += len(found["items"])
    assert opened > 0


@pytest.mark.parametrize("slug", ["ale", "kungalv", "amal"])
def test_every_number_in_public_opens_to_its_entries(windows: Windows, slug: str) -> None:
    page = ResidentsPage(windows.phone())
    page.open(windows.url, slug)

    for card in page.cards:
        said = page.entries_said(card)
        rows = page.unfold(card)
        assert len(rows) == said
        for cells in rows:
            number, when, kind, _where, organisation, why = cells
            assert number
            assert when
            assert kind
            assert organisation
            assert why
        if page.has_number(card):
            assert "Så räknas det:" in card.inner_text()


# 4. No record concerns an identified person; what could identify one is stopped on the phone.


@pytest.mark.parametrize(("case", "words"), IDENTIFYING.items())
def test_what_identifies_a_person_is_stopped_on_the_phone(
    windows: Windows, case: str, words: str
) -> None:
    text = _guarded_text(case)
    officer = open_app(windows.phone(), "polis")
    sent = Pushes(officer.page)
    form = EntryForm(officer.page)

    officer.tile(SPEED_CHECK).tap()
    form.name_place(text)
    _expect_stopped(form, words)
    officer.page.goto(f"{windows.url}/#/skriv-in/info_meeting")
    form.open_more()
    form.write_note(text)
    _expect_stopped(form, words)
    officer.page.goto(f"{windows.url}/#/min-logg")
    MyLog(officer.page).entry(SPEED_CHECK).first.tap()
    Entry(officer.page).change()
    form.give_reason(text)
    _expect_stopped(form, words)

    officer.page.goto(f"{windows.url}/#/min-logg")
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()
    expect(MyLog(officer.page).today).to_have_count(0)
    assert sent.operations == []


@pytest.mark.parametrize("case", IDENTIFYING)
def test_what_identifies_a_person_is_refused_by_the_server(
    installation: Installation, desk: Callable[[str], Desk], case: str
) -> None:
    text = _guarded_text(case)
    officer = desk("polis")
    entries = installation.count("activities")

    results = officer.push(
        _log(officer, place_name=text),
        _log(officer, kind="info_meeting", note=text),
        _log(officer, reason=text),
    )

    assert [one["status"] for one in results] == ["rejected"] * 3
    pointers = [[error["pointer"] for error in one["problem"]["errors"]] for one in results]
    assert pointers[0] == ["#/activity/place_name"]
    assert "#/activity/note" in pointers[1]
    assert pointers[2] == ["#/reason"]
    assert installation.count("activities") == entries


def _expect_stopped(form: EntryForm, words: str) -> None:
    form.save()
    expect(form.problems).to_contain_text(words)


def _guarded_text(case: str) -> str:
    """What phone and server are both asked about, from the cases they share."""
    path = ROOT / "contract" / "guard" / f"{case}.json"
    text: str = json.loads(path.read_text(encoding="utf-8"))["text"]
    return text


def _log(desk: Desk, *, reason: str | None = None, **said: Any) -> dict[str, Any]:
    """A new speed check of that officer, as their phone would compose it."""
    now = datetime.now(UTC)
    return {
        "operation_id": str(uuid4()),
        "type": "log_activity",
        "activity_id": str(uuid4()),
        "municipality_code": ALE,
        "device_time": now.isoformat(),
        "reason": reason,
        "activity": {
            "kind": "speed_check",
            "municipality_code": ALE,
            "organisation_id": desk.session["memberships"][0]["organisation_id"],
            "started_at": (now - timedelta(hours=1)).isoformat(),
            "state": "done",
            **said,
        },
    }


def _present(activity: dict[str, Any]) -> dict[str, Any]:
    """Without what was not said: absent, null and empty mean the same."""
    kept = {
        name: _present(value) if isinstance(value, dict) else value
        for name, value in activity.items()
    }
    return {name: value for name, value in kept.items() if value not in (None, {}, [])}


def _as_instants(activity: dict[str, Any]) -> dict[str, Any]:
    """The same moment written in another offset is the same moment."""
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") else value
        for name, value in activity.items()
    }


def _today() -> date:
    """The day in Sweden, as the phones and the server have it."""
    return datetime.now(STOCKHOLM).date()
