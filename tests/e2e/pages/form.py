"""The form of any kind, new, opened again, or opened to be put right."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class EntryForm:
    def __init__(self, page: Page) -> None:
        self.page = page

    def place(self, name: str) -> Locator:
        return self.page.get_by_role("list", name="Platser").get_by_role("button", name=name)

    def show_all_places(self) -> None:
        self.page.get_by_role("button", name="Visa alla").tap()

    def search(self, words: str) -> None:
        self.page.get_by_label("Sök plats").fill(words)

    def name_place(self, words: str) -> None:
        """Write a place that is not in the list."""
        self.page.get_by_role("button", name="Platsen finns inte i listan").tap()
        self.page.get_by_label("Skriv platsen").fill(words)

    def write_note(self, words: str) -> None:
        self.page.get_by_label("Anteckning").fill(words)

    def give_reason(self, words: str) -> None:
        """Say why an entry is changed."""
        self.page.get_by_label("Varför ändrar du?").fill(words)

    def choose(self, question: str, answer: str) -> None:
        """Answer a question that always has one answer."""
        self.choice(question, answer).tap()

    def choice(self, question: str, answer: str) -> Locator:
        group = self.page.get_by_role("group", name=question)
        return group.get_by_role("radio", name=answer, exact=True)

    def set_count(self, question: str, number: int) -> None:
        """Type a count; thumbs would step to it."""
        self.page.get_by_role("textbox", name=question).fill(str(number))

    def open_time(self) -> None:
        self.page.get_by_role("button", name="Ändra tid").tap()

    def set_date(self, day: str) -> None:
        """Choose another day; `day` is an ISO date."""
        self.choose("Dag", "Annan dag")
        self.page.get_by_label("Datum").fill(day)

    def set_start(self, time: str) -> None:
        self.page.get_by_label("Började").fill(time)

    def set_end(self, time: str) -> None:
        self.page.get_by_label("Slutade").fill(time)

    def open_more(self) -> None:
        """Unfold what most entries do not need."""
        self.page.get_by_role("group").filter(has_text="mer").locator("summary").tap()

    @property
    def problems(self) -> Locator:
        """The box that says what stops the form."""
        return self.page.get_by_role("alert")

    def save(self) -> None:
        """The one big button, whatever it says for this form."""
        self.page.get_by_role("button", name="Spara").tap()
