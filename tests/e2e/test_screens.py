"""Every screen, in dark and in light: readable by everyone, loading nothing from elsewhere."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page, Playwright, Response, expect

from tests.e2e.axe import violations
from tests.e2e.browsers import PHONE, Scheme, Windows
from tests.e2e.desk import Desk
from tests.e2e.installation import running
from tests.e2e.pages.app import App
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import Entry, MyLog
from tests.e2e.pages.measure import sideways_px, small_targets
from tests.e2e.pages.repair import NeedsAttention
from tests.e2e.steps import (
    PROMISE,
    SPEED_CHECK,
    WISHED_PLACE,
    open_app,
    write_check,
    write_rejected_check,
)

DEMO_LINE = "Exempeldata, inte kommunens uppföljning"
FIRST_LOAD_BYTES = 60_000
HEIGHT = 800
# A small phone, the same at 200 % zoom, and what WCAG's reflow criterion asks for.
WIDTHS = (360, 180, 320)
STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Scene:
    """One server, with the app open before each person, and the ids that addresses need."""

    url: str
    people: dict[str, Page]
    ids: dict[str, str]

    def show(self, screen: "Screen", scheme: Scheme, width: int = 360) -> Page:
        """Bring a screen before its person."""
        page = self.people[screen.who]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        # From elsewhere, or a hash that stands already would leave the last test's screen as it is.
        page.goto("about:blank")
        page.goto(self.url + screen.address.format(**self.ids))
        expect(page.get_by_role("heading", name=screen.title, level=1)).to_be_visible()
        screen.act(page)
        return page


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a screen is, who sees it, the heading it has, and what one does there first."""

    name: str
    who: str
    address: str
    title: str
    act: Callable[[Page], None] = lambda page: None


def _show_all_places(page: Page) -> None:
    EntryForm(page).show_all_places()
    expect(page.get_by_label("Sök plats")).to_be_visible()


def _unfold_everything(page: Page) -> None:
    EntryForm(page).place(WISHED_PLACE).tap()
    EntryForm(page).open_time()
    EntryForm(page).open_more()


def _save_nothing(page: Page) -> None:
    EntryForm(page).save()
    expect(EntryForm(page).problems).to_be_visible()


def _ask_to_remove(page: Page) -> None:
    page.get_by_role("button", name="Ta bort").tap()
    expect(page.get_by_role("dialog")).to_be_visible()


def _wait_for_entries(page: Page) -> None:
    expect(page.get_by_role("list", name="Varför den räknas").first).to_be_visible()


def _unfold_entries(page: Page) -> None:
    for unfolded in page.locator("summary").all():
        unfolded.click()


SCREENS = (
    Screen("sign in", STRANGER, "/#/", "Logga in"),
    Screen("home", "polis", "/#/", "Skriv in"),
    Screen("form", "polis", "/#/skriv-in/moped_operation", "Moped- och A-traktorinsats"),
    Screen("places", "polis", "/#/skriv-in/place_check", "Tillsyn av plats", _show_all_places),
    Screen("form filled in", "polis", "/#/skriv-in/speed_check", SPEED_CHECK, _unfold_everything),
    Screen("form stopped", "polis", "/#/skriv-in/speed_check", SPEED_CHECK, _save_nothing),
    Screen("form with units", "polis", "/#/skriv-in/info_meeting", "Informationsmöte"),
    Screen("my log", "polis", "/#/min-logg", "Min logg"),
    Screen("entry", "polis", "/#/entry/{entry_id}", SPEED_CHECK),
    Screen("entry to remove", "polis", "/#/entry/{entry_id}", SPEED_CHECK, _ask_to_remove),
    Screen("entry to change", "polis", "/#/andra/{entry_id}", f"Ändra: {SPEED_CHECK}"),
    Screen("needs attention", "polis", "/#/ratta", "Behöver rättas"),
    Screen("entry to put right", "polis", "/#/ratta/{rejected_id}", f"Rätta: {SPEED_CHECK}"),
    Screen("promises", "polis", "/#/loften", "Löften"),
    Screen("promise as synced", "polis", "/#/lofte/{promise_id}", PROMISE),
    Screen("promise at the desk", "samordnare", "/#/lofte/{ale_id}", "Medborgarlöfte i Ale"),
    Screen(
        "commitment", "samordnare", "/#/atagande/{commitment_id}", "Hastighet", _wait_for_entries
    ),
    Screen("settings", "polis", "/#/installningar", "Inställningar"),
    Screen("signing in again", "polis", "/#/logga-in", "Logga in"),
    Screen("nowhere", "polis", "/#/finns-inte", "Sidan finns inte"),
    Screen("Ale", STRANGER, "/ale/", "Medborgarlöften i Ale", _unfold_entries),
    Screen("Kungälv", STRANGER, "/kungalv/", "Medborgarlöften i Kungälv", _unfold_entries),
    Screen("Åmål", STRANGER, "/amal/", "Medborgarlöften i Åmål", _unfold_entries),
)
each_screen = pytest.mark.parametrize("screen", SCREENS, ids=[one.name for one in SCREENS])


@pytest.fixture(scope="module")
def scene(
    demo_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
    playwright: Playwright,
) -> Iterator[Scene]:
    """An officer with one entry sent and one refused, a coordinator and a stranger."""
    with ExitStack() as until_the_end:
        home = tmp_path_factory.mktemp("screens") / "home"
        installation = until_the_end.enter_context(running(demo_home, home))
        windows = Windows(browser, installation.url)
        until_the_end.callback(windows.close)
        officer = open_app(windows.phone(), "polis")
        write_check(officer)
        write_rejected_check(officer, "Skolan Nol")
        people = {
            "polis": officer.page,
            "samordnare": open_app(windows.phone(), "samordnare").page,
            STRANGER: windows.phone(),
        }
        desk = until_the_end.enter_context(Desk(playwright, installation.url, "samordnare"))
        promise_id, commitment_id = desk.commitment(PROMISE)
        ids = {
            "entry_id": _id_of_entry(officer),
            "rejected_id": _id_of_rejected(officer),
            "promise_id": promise_id,
            "commitment_id": commitment_id,
            "ale_id": desk.commitment("2020–21")[0],
        }
        yield Scene(installation.url, people, ids)
        # In everything that was opened: no fault, no request to another host, a silent console.
        assert windows.watch.foreign == []
        assert windows.watch.complaints == []


def _id_of_entry(officer: App) -> str:
    officer.menu("Min logg").tap()
    MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE).tap()
    expect(Entry(officer.page).fact("Läge")).to_have_text("Skickad")
    return officer.page.url.rpartition("/")[2]


def _id_of_rejected(officer: App) -> str:
    officer.menu("Rätta").tap()
    repair = NeedsAttention(officer.page)
    repair.open(repair.entries)
    expect(officer.heading(f"Rätta: {SPEED_CHECK}")).to_be_visible()
    return officer.page.url.rpartition("/")[2]


@pytest.mark.parametrize("scheme", get_args(Scheme))
@each_screen
def test_screen_has_no_barrier(scene: Scene, screen: Screen, scheme: Scheme) -> None:
    page = scene.show(screen, scheme)

    expect(page.get_by_text(DEMO_LINE)).to_be_visible()
    assert violations(page) == []


@each_screen
def test_screen_fits_a_thumb_and_a_narrow_window(scene: Scene, screen: Screen) -> None:
    page = scene.show(screen, "dark")
    assert small_targets(page) == []

    sideways = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        sideways[width] = sideways_px(page)
    assert sideways == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize(
    "path", ["/", "/ale/", "/kungalv/", "/amal/", "/ingen/", "/sw.js", "/api/v1/session"]
)
def test_nothing_of_the_demo_is_indexed(scene: Scene, playwright: Playwright, path: str) -> None:
    request = playwright.request.new_context(base_url=scene.url)

    assert request.get(path).headers["x-robots-tag"] == "noindex"
    request.dispose()


def test_first_load_is_light(scene: Scene, browser: Browser) -> None:
    # Without the service worker, which fetches the rest in peace afterwards.
    context = browser.new_context(**PHONE, service_workers="block")
    page = context.new_page()
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(scene.url, wait_until="networkidle")

    code = [one for one in loaded if one.request.resource_type in {"script", "stylesheet"}]
    assert {one.headers["content-encoding"] for one in code} <= {"br", "gzip"}
    assert sum(len(gzip.compress(one.body())) for one in code) <= FIRST_LOAD_BYTES
    context.close()
