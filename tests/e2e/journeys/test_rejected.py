"""Journey (c): the server says no, the officer sees why, puts it right, and it counts once."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.e2e.browsers import Phone
from tests.e2e.desk import Desk
from tests.e2e.installation import Installation
from tests.e2e.pages.app import ALL_SENT, SAVED
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import MyLog
from tests.e2e.pages.repair import NeedsAttention
from tests.e2e.steps import (
    PROMISE,
    SPEED_CHECK,
    SPEED_CHECKS,
    WISHED_PLACE,
    open_app,
    write_rejected_check,
)

REASON = "Du har inte rätt att skriva in den här aktiviteten för den här kommunen den dagen."


def test_rejected_entry_is_put_right_and_counts_once(
    installation: Installation, phone: Phone, desk: Callable[[str], Desk]
) -> None:
    coordinator = desk("samordnare")
    before = coordinator.progress(PROMISE)["value"]
    activities = installation.count("activities")
    officer = open_app(phone.open(), "polis")

    write_rejected_check(officer)
    assert installation.count("activities") == activities
    officer.menu("Rätta").tap()
    repair = NeedsAttention(officer.page)
    expect(repair.entries).to_have_count(1)
    expect(repair.entries).to_contain_text(WISHED_PLACE)
    expect(repair.entries).to_contain_text(REASON)
    repair.open(repair.entries)
    expect(officer.heading(f"Rätta: {SPEED_CHECK}")).to_be_visible()
    form = EntryForm(officer.page)
    expect(form.problems).to_contain_text(REASON)
    form.set_date((date.today() - timedelta(days=1)).isoformat())  # noqa: DTZ011 - as it is typed
    form.save()
    expect(officer.said(SAVED)).to_be_visible()
    expect(repair.nothing).to_be_visible()
    officer.menu("Min logg").tap()
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()

    entry = MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE)
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text(f"Räknas mot {SPEED_CHECKS}")
    assert installation.count("activities") == activities + 1
    assert coordinator.progress(PROMISE)["value"] == before + 1
