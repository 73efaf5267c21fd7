"""Journey (e): the phone dies the moment after *Sparad i telefonen*."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.browsers import Phone
from tests.e2e.desk import Desk
from tests.e2e.installation import Installation
from tests.e2e.pages.app import ALL_SENT, App
from tests.e2e.pages.log import MyLog
from tests.e2e.steps import (
    PROMISE,
    SPEED_CHECK,
    WISHED_PLACE,
    open_app,
    write_check,
)


def test_saved_entry_survives_the_death_of_the_phone(
    installation: Installation, phone: Phone, desk: Callable[[str], Desk]
) -> None:
    before = desk("samordnare").progress(PROMISE)["value"]
    # Signed in on an earlier day: a browser that dies within half a minute forgets a new cookie.
    open_app(phone.open(), "polis").wait_until_installed()
    phone.close()

    installation.kill()
    write_check(App(phone.open()))
    phone.crash()
    officer = App(phone.open())
    officer.menu("Min logg").tap()
    entry = MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE)
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("Väntar på nät")

    installation.start()
    officer.look_at_again()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()
    expect(entry).to_contain_text("Skickad")
    assert desk("samordnare").progress(PROMISE)["value"] == before + 1
