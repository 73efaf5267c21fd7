"""The person's own entries, and one of them opened."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class MyLog:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def entries(self) -> Locator:
        """Every entry, newest evening first."""
        return self.page.get_by_role("main").get_by_role("listitem").get_by_role("link")

    @property
    def today(self) -> Locator:
        """The entries of this evening or day."""
        day = self.page.get_by_role("region", name="I dag")
        return day.get_by_role("listitem").get_by_role("link")

    def entry(self, *words: str) -> Locator:
        """The entries that say all of these words."""
        found = self.entries
        for one in words:
            found = found.filter(has_text=one)
        return found


class Entry:
    def __init__(self, page: Page) -> None:
        self.page = page

    def fact(self, name: str) -> Locator:
        """What the entry says under that name."""
        facts = self.page.get_by_role("main").get_by_role("term").filter(has_text=name)
        return facts.locator("xpath=following-sibling::dd[1]")

    @property
    def counted_for(self) -> Locator:
        return self.page.get_by_role("region", name="Räknas mot")

    def remove(self) -> None:
        self.page.get_by_role("button", name="Ta bort").tap()
        self.page.get_by_role("dialog").get_by_role("button", name="Ta bort").tap()

    def take_back(self) -> None:
        """Undo the removal where the app has just told of it, which lies over the screen."""
        self.page.get_by_role("button", name="Ta tillbaka").last.tap()

    def change(self) -> None:
        self.page.get_by_role("link", name="Ändra").tap()
