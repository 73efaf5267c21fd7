"""*Inställningar*: looks, who is signed in, and signing out."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Settings:
    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Logga ut", exact=True).tap()

    @property
    def warning(self) -> Locator:
        """The question that comes when something is not sent."""
        return self.page.get_by_role("dialog")

    def sign_out_anyway(self) -> None:
        self.warning.get_by_role("button", name="Logga ut ändå").tap()
