"""*Behöver rättas*: what the server could not take."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class NeedsAttention:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def entries(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("article")

    def open(self, entry: Locator) -> None:
        entry.get_by_role("link", name="Öppna och rätta").tap()

    @property
    def nothing(self) -> Locator:
        return self.page.get_by_text("Inget behöver rättas.")
