"""What several journeys do in the same way, and the demo's words that they look for."""

from playwright.sync_api import Page, expect

from tests.e2e.pages.app import SAVED, App
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.promises import Promises

PROMISE = "Exempellöfte"
SPEED_CHECKS = "Hastighetskontroller där invånare önskar"
SPEED_CHECK = "Hastighetskontroll"
# A place where residents of the demo have asked for checks, so that the form proposes it.
WISHED_PLACE = "Bohusskolan"
MISTYPED_DAY = "2016-05-15"
# Two lost answers in a row: the phone asks again by itself within five and ten seconds.
SENT_WITHIN_MS = 30_000


def open_app(page: Page, account: str) -> App:
    """Sign in on a phone or at a desk where the app has just been opened."""
    app = App(page)
    app.sign_in(account)
    return app


def write_check(app: App, place: str = WISHED_PLACE) -> None:
    """Write in a speed check at a suggested place, from the first screen."""
    app.tile(SPEED_CHECK).tap()
    form = EntryForm(app.page)
    form.place(place).tap()
    form.save()
    expect(app.said(SAVED)).to_be_visible()


def write_rejected_check(app: App, place: str = WISHED_PLACE) -> None:
    """Mistype the year: the officer had no membership then, which the server alone can know."""
    app.tile(SPEED_CHECK).tap()
    form = EntryForm(app.page)
    form.place(place).tap()
    form.open_time()
    form.set_date(MISTYPED_DAY)
    form.save()
    expect(app.said(SAVED)).to_be_visible()
    expect(app.state.get_by_text("1 behöver rättas")).to_be_visible()


def open_promise(app: App, promise: str = PROMISE) -> Promises:
    """Open a promise at the desk, with the server's own numbers."""
    app.menu("Löften").click()
    promises = Promises(app.page)
    promises.open(promise)
    expect(promises.fetched_now).to_be_visible()
    return promises
