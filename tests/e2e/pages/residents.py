"""The page that a resident reads: a municipality's promises, without signing in."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.e2e.pages.promises import number_in


class ResidentsPage:
    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, slug: str = "ale") -> None:
        self.page.goto(f"{url}/{slug}/")

    def promise(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title)

    def commitment(self, promise: str, name: str) -> Locator:
        return self.promise(promise).get_by_role("article", name=name)

    def number(self, promise: str, name: str) -> int:
        return number_in(self.commitment(promise, name))

    def entries(self, promise: str, name: str) -> Locator:
        """The rows behind the number, unfolded."""
        card = self.commitment(promise, name)
        if card.get_by_role("table").count() == 0:
            card.locator("summary").click()
        return card.get_by_role("row").filter(has=self.page.get_by_role("cell"))
