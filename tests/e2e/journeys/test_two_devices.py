"""Journey (d): one officer changes one entry on two phones, and neither change is lost."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.browsers import Windows
from tests.e2e.desk import Desk
from tests.e2e.pages.app import ALL_SENT, SAVED, App
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import Entry, MyLog
from tests.e2e.steps import SPEED_CHECK, WISHED_PLACE, open_app, write_check

ASKED_BY = "På vems initiativ?"


def test_changes_of_different_parts_are_merged(
    windows: Windows, desk: Callable[[str], Desk]
) -> None:
    first, second, activity_id = _one_entry_on_two_phones(windows)

    second.page.context.set_offline(True)
    _change(first, lambda form: form.choose(ASKED_BY, "Samverkanspartner"))
    _expect_sent_with(first, "Initiativ", "Samverkanspartner")
    _change(second, lambda form: form.set_count("Mätta fordon", 47))
    second.page.context.set_offline(False)

    # The second phone shows both: its own change, and the one it had not seen.
    _expect_sent_with(second, "Mätta fordon", "47")
    expect(Entry(second.page).fact("Initiativ")).to_have_text("Samverkanspartner")
    revisions = _revisions(desk("polis"), activity_id)
    assert [one["clashes"] for one in revisions] == [[], [], []]
    newest = revisions[-1]["activity"]
    assert newest["requested_by"] == "partner"
    assert newest["fields"]["vehicles_measured"] == 47


def test_changes_of_the_same_part_clash_and_both_are_kept(
    windows: Windows, desk: Callable[[str], Desk]
) -> None:
    first, second, activity_id = _one_entry_on_two_phones(windows)

    second.page.context.set_offline(True)
    _change(first, lambda form: form.choose(ASKED_BY, "Samverkanspartner"))
    _expect_sent_with(first, "Initiativ", "Samverkanspartner")
    _change(second, lambda form: form.choose(ASKED_BY, "Egen planering"))
    second.page.context.set_offline(False)

    # What stood first stands; the second phone says so, and its change is kept beside it.
    expect(second.page.get_by_text("Ändrad på två håll")).to_be_visible()
    _expect_sent_with(second, "Initiativ", "Samverkanspartner")
    revisions = _revisions(desk("polis"), activity_id)
    assert [one["clashes"] for one in revisions] == [[], [], ["requested_by"]]
    assert revisions[-1]["activity"]["requested_by"] == "partner"
    assert revisions[-1]["received"]["requested_by"] == "own_planning"


def _one_entry_on_two_phones(windows: Windows) -> tuple[App, App, str]:
    """The same entry open on both phones of one officer, as the server has it."""
    first = open_app(windows.phone(), "polis")
    write_check(first)
    expect(first.state.get_by_text(ALL_SENT)).to_be_visible()
    second = open_app(windows.phone(), "polis")
    for app in (first, second):
        app.menu("Min logg").tap()
        MyLog(app.page).entry(SPEED_CHECK, WISHED_PLACE).tap()
        expect(Entry(app.page).fact("Läge")).to_have_text("Skickad")
    return first, second, first.page.url.rpartition("/")[2]


def _change(app: App, edit: Callable[[EntryForm], None]) -> None:
    Entry(app.page).change()
    form = EntryForm(app.page)
    edit(form)
    form.save()
    expect(app.said(SAVED)).to_be_visible()


def _expect_sent_with(app: App, fact: str, value: str) -> None:
    """Both at once, or what is read is the entry from before the change."""
    expect(Entry(app.page).fact(fact)).to_contain_text(value)
    expect(Entry(app.page).fact("Läge")).to_have_text("Skickad")


def _revisions(desk: Desk, activity_id: str) -> list[dict[str, Any]]:
    """Every revision, the first one first."""
    items = desk.get(f"/activities/{activity_id}/revisions")["items"]
    return sorted(items, key=lambda one: one["revision"])
