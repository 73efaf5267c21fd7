"""The promises, one of them, and the entries behind one of its numbers."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

NUMBER = re.compile(r"(\d+) \(löftet: minst (\d+)\)")


class Promises:
    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, title: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=title).click()
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def commitment(self, name: str) -> Locator:
        """The card of one commitment."""
        heading = self.page.get_by_role("heading", name=name)
        return self.page.get_by_role("article").filter(has=heading)

    def number(self, name: str) -> int:
        """The number on that card, as it stands now."""
        return number_in(self.commitment(name))

    def open_commitment(self, name: str) -> None:
        self.commitment(name).get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    @property
    def fetched_now(self) -> Locator:
        """Says that the numbers are the server's and not the last synced ones."""
        return self.page.get_by_text("Hämtat från servern")

    @property
    def entries(self) -> Locator:
        """The entries behind the number of the commitment that is open."""
        region = self.page.get_by_role("region", name="Posterna bakom siffran")
        return region.get_by_role("article")

    def why(self, entry: Locator) -> Locator:
        """The sentences that say why it counts."""
        return entry.get_by_role("list", name="Varför den räknas").get_by_role("listitem")


def number_in(card: Locator) -> int:
    """The first number beside a target, such as 33 in "33 (löftet: minst 20)"."""
    words = card.get_by_text(NUMBER).first
    expect(words).to_be_visible()
    found = NUMBER.search(words.inner_text().replace("\u00a0", " "))
    assert found is not None
    return int(found[1])
