"""The app in somebody's hand: signing in, the first screen, the menu, and what it has just said."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import address
from tests.e2e.installation import PASSWORD

SAVED = "Sparad i telefonen"
ALL_SENT = "Allt är skickat"


class App:
    """Whatever screen is open; found by what people see and what a screen reader says."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # Signing in and out.

    def sign_in(self, account: str, password: str = PASSWORD) -> None:
        """Fill in the sign-in screen and wait until the phone has fetched what it needs."""
        self.page.get_by_label("E-post").fill(address(account))
        self.page.get_by_label("Lösenord").fill(password)
        self.page.get_by_role("button", name="Logga in").click()
        expect(self.tiles.first).to_be_visible()
        expect(self.state.get_by_text(ALL_SENT)).to_be_visible()

    def wait_until_installed(self) -> None:
        """Wait until the app would start without the network."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    # The first screen.

    @property
    def state(self) -> Locator:
        """The card that says what has been sent and what has not."""
        return self.page.get_by_role("region", name="Skickat eller inte")

    @property
    def tiles(self) -> Locator:
        return self.page.get_by_role("navigation", name="Vad har du gjort?").get_by_role("link")

    def tile(self, kind: str) -> Locator:
        return self.tiles.filter(has_text=kind)

    def look_at_again(self) -> None:
        """Take the phone out again, which the app takes as a hint that the net may be back.

        Waiting for its timer would prove the same and last up to a minute.
        """
        self.page.evaluate("() => { window.dispatchEvent(new Event('focus')); }")

    # The menu.

    def menu(self, name: str) -> Locator:
        return self.page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=name)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, level=1)

    # What has just happened.

    def said(self, words: str) -> Locator:
        """A line of the snack bar, which is read out."""
        return self.page.get_by_role("status").get_by_text(words)

    def count_taps(self) -> None:
        """From now on `taps` tells how often the screen was touched."""
        self.page.evaluate(
            """() => {
                 window.taps = 0;
                 document.addEventListener("pointerdown", () => { window.taps += 1; }, true);
               }"""
        )

    @property
    def taps(self) -> int:
        return int(self.page.evaluate("() => window.taps"))
