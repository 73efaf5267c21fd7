"""Journey (a): a check is written down with the server dead, and becomes a number that opens."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.browsers import Phone, Windows
from tests.e2e.desk import Desk
from tests.e2e.installation import Installation
from tests.e2e.pages.app import ALL_SENT, SAVED, App
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import Entry, MyLog
from tests.e2e.pages.residents import ResidentsPage
from tests.e2e.steps import (
    PROMISE,
    SPEED_CHECK,
    SPEED_CHECKS,
    WISHED_PLACE,
    open_app,
    open_promise,
)


def test_check_written_without_signal_reaches_the_promise_once(
    installation: Installation, phone: Phone, windows: Windows, desk: Callable[[str], Desk]
) -> None:
    board = open_promise(open_app(windows.desk(), "samordnare"))
    before = board.number(SPEED_CHECKS)
    resident = ResidentsPage(windows.phone())
    resident.open(installation.url)
    public_before = resident.number(PROMISE, SPEED_CHECKS)
    open_app(phone.open(), "polis").wait_until_installed()

    installation.kill()
    phone.close()
    officer = App(phone.open())
    expect(officer.tile(SPEED_CHECK)).to_be_visible()
    officer.count_taps()
    officer.tile(SPEED_CHECK).tap()
    form = EntryForm(officer.page)
    form.place(WISHED_PLACE).tap()
    expect(form.choice("På vems initiativ?", "Invånare har önskat")).to_be_checked()
    form.save()
    expect(officer.said(SAVED)).to_be_visible()
    assert officer.taps == 3

    expect(officer.state.get_by_text("1 väntar på nät")).to_be_visible()
    officer.menu("Min logg").tap()
    entry = MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE)
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("Väntar på nät")

    installation.start()
    officer.look_at_again()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()
    expect(entry).to_contain_text("Skickad")
    expect(entry).to_contain_text(f"Räknas mot {SPEED_CHECKS}")
    entry.tap()
    receipt = Entry(officer.page).fact("Kvitto").inner_text()

    board.page.reload()
    expect(board.fetched_now).to_be_visible()
    assert board.number(SPEED_CHECKS) == before + 1
    board.open_commitment(SPEED_CHECKS)
    expect(board.entries).to_have_count(before + 1)
    newest = board.entries.first
    expect(newest).to_contain_text(WISHED_PLACE)
    expect(newest).to_contain_text(f"Nr {before + 1}")
    expect(board.why(newest)).to_contain_text(["Invånare har önskat den."])
    behind = desk("polis").contributions(PROMISE)
    assert [one["receipt"] for one in behind].count(receipt) == 1

    resident.page.reload()
    assert resident.number(PROMISE, SPEED_CHECKS) == public_before
    expect(resident.entries(PROMISE, SPEED_CHECKS)).to_have_count(public_before)
    expect(resident.commitment(PROMISE, SPEED_CHECKS)).not_to_contain_text(WISHED_PLACE)
