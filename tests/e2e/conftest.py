"""What every journey stands on: a real server with the demo, a real Chromium, and eyes on both."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.e2e.browsers import SWEDISH, TIMEOUT_MS, Phone, Windows, chromium_path
from tests.e2e.desk import Desk
from tests.e2e.installation import HOST, ROOT, Installation, free_port, load_demo, running
from tests.e2e.proxy import LosingProxy, losing_proxy

expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session", autouse=True)
def built_app() -> None:
    """The phone's side as it is delivered; the journeys never build it themselves."""
    built = ROOT / "pwa" / "dist" / "index.html"
    assert built.exists(), "pwa/dist is not built; `make e2e` builds it first"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo, loaded once; each server runs on a copy of its own."""
    home = tmp_path_factory.mktemp("demo") / "home"
    load_demo(home)
    return home


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for every window that needs no profile of its own."""
    started = playwright.chromium.launch(executable_path=chromium_path(), args=SWEDISH)
    yield started
    started.close()


@pytest.fixture
def installation(demo_home: Path, tmp_path: Path) -> Iterator[Installation]:
    """A server with the demo for one test."""
    with running(demo_home, tmp_path / "home") as started:
        yield started


@pytest.fixture
def make_phone(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[str], Phone]]:
    """Phones that the test may close, crash and open again: `make_phone(installation.url)`."""
    phones: list[Phone] = []

    def make(url: str) -> Phone:
        phones.append(Phone(playwright.chromium, tmp_path / f"phone-{len(phones)}", url))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()
    assert [fault for phone in phones for fault in phone.watch.faults()] == []


@pytest.fixture
def phone(installation: Installation, make_phone: Callable[[str], Phone]) -> Phone:
    """The officer's phone, with the app not yet opened."""
    return make_phone(installation.url)


@pytest.fixture
def windows(installation: Installation, browser: Browser) -> Iterator[Windows]:
    """Desks, and phones that are never closed."""
    opened = Windows(browser, installation.url)
    yield opened
    opened.close()
    assert opened.watch.faults() == []


@pytest.fixture
def desk(installation: Installation, playwright: Playwright) -> Iterator[Callable[[str], Desk]]:
    """The API as an account sees it: `desk("samordnare")`."""
    with ExitStack() as until_the_end:
        yield lambda account: until_the_end.enter_context(
            Desk(playwright, installation.url, account)
        )


@pytest.fixture
def lossy(demo_home: Path, tmp_path: Path) -> Iterator[tuple[Installation, LosingProxy]]:
    """A server that phones only reach through a net that loses answers."""
    port = free_port()
    with (
        running(demo_home, tmp_path / "home", url=f"http://{HOST}:{port}") as started,
        losing_proxy(port, server_port=started.port) as proxy,
    ):
        yield started, proxy
