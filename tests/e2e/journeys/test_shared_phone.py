"""Journey (f): two people, one phone, and a queue that belongs to the first of them."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.e2e.browsers import Phone
from tests.e2e.desk import Desk
from tests.e2e.installation import Installation
from tests.e2e.pages.app import ALL_SENT, App
from tests.e2e.pages.log import MyLog
from tests.e2e.pages.settings import Settings
from tests.e2e.steps import PROMISE, SPEED_CHECK, WISHED_PLACE, open_app, write_check


def test_queue_stays_its_authors_while_another_uses_the_phone(
    installation: Installation, phone: Phone, desk: Callable[[str], Desk]
) -> None:
    before = desk("samordnare").progress(PROMISE)["value"]
    activities = installation.count("activities")
    page = phone.open()
    officer = open_app(page, "polis")
    tried = _lose_pushes(page)
    write_check(officer)

    officer.page.get_by_role("link", name="Inställningar").tap()
    settings = Settings(page)
    settings.sign_out()
    expect(settings.warning).to_contain_text("1 är inte skickad")
    settings.sign_out_anyway()

    page.unroute_all()
    field_worker = App(page)
    field_worker.sign_in("falt")
    assert tried
    # They learn that something waits, and nothing about it.
    expect(field_worker.state.get_by_text("1 från någon annan väntar")).to_be_visible()
    field_worker.menu("Min logg").tap()
    expect(page.get_by_text("Du har inte skrivit in något än.")).to_be_visible()
    expect(MyLog(page).entry(SPEED_CHECK)).to_have_count(0)
    assert installation.count("activities") == activities

    page.goto(f"{phone.url}/#/installningar")
    settings.sign_out()
    officer = open_app(page, "polis")
    officer.menu("Min logg").tap()
    expect(MyLog(page).entry(SPEED_CHECK, WISHED_PLACE)).to_contain_text("Skickad")
    expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()
    assert desk("samordnare").progress(PROMISE)["value"] == before + 1
    newest = desk("polis").get("/activities", kind="speed_check")["items"][0]
    assert newest["author_name"] == "Polis, demo"


def _lose_pushes(page: Page) -> list[str]:
    """Let nothing be sent, as in a garage; gives what was tried."""
    tried: list[str] = []

    def lose(route: Route) -> None:
        tried.append(route.request.url)
        route.abort()

    page.route("**/sync/push", lose)
    return tried
