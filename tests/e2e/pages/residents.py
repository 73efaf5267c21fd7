"""The page that a resident reads: a municipality's promises, without signing in."""

from __future__ import annotations

import re

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

    @property
    def cards(self) -> list[Locator]:
        """Every commitment on the page, of all its promises."""
        return self.page.get_by_role("article").all()

    def has_number(self, card: Locator) -> bool:
        return card.locator("strong").count() > 0

    def entries_said(self, card: Locator) -> int:
        """How many entries the card says are behind its number."""
        said = card.locator("summary")
        if said.count() == 0:
            return 0
        found = re.search(r"\d+", said.inner_text())
        return int(found[0]) if found else 1

    def unfold(self, card: Locator) -> list[list[str]]:
        """The words of every row behind the card's number, cell by cell."""
        if card.locator("summary").count() == 0:
            return []
        card.locator("summary").click()
        rows = card.get_by_role("row").filter(has=self.page.get_by_role("cell"))
        return [row.get_by_role("cell").all_inner_texts() for row in rows.all()]

    def entries(self, promise: str, name: str) -> Locator:
        """The rows behind the number, unfolded."""
        card = self.commitment(promise, name)
        if card.get_by_role("table").count() == 0:
            card.locator("summary").click()
        return card.get_by_role("row").filter(has=self.page.get_by_role("cell"))
