"""Journey (b): the server has stored it, and its answer never came."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Playwright, expect

from tests.e2e.browsers import Phone
from tests.e2e.desk import API, Desk
from tests.e2e.installation import Installation
from tests.e2e.pages.app import ALL_SENT, SAVED
from tests.e2e.pages.form import EntryForm
from tests.e2e.pages.log import Entry, MyLog
from tests.e2e.proxy import LosingProxy
from tests.e2e.steps import (
    PROMISE,
    SENT_WITHIN_MS,
    SPEED_CHECK,
    WISHED_PLACE,
    open_app,
    write_check,
)

PUSH = f"{API}/sync/push"
TABLES = ("activities", "activity_revisions", "sync_receipts", "contributions")


def test_lost_answer_is_asked_for_again_and_counts_once(
    lossy: tuple[Installation, LosingProxy],
    make_phone: Callable[[str], Phone],
    playwright: Playwright,
) -> None:
    installation, proxy = lossy
    officer = open_app(make_phone(proxy.url).open(), "polis")
    with Desk(playwright, proxy.url, "samordnare") as desk:
        before = desk.progress(PROMISE)["value"]
        rows = _rows(installation)

        proxy.lose_answers_to(PUSH, times=2)
        write_check(officer)
        expect(officer.state.get_by_text(ALL_SENT)).to_be_visible(timeout=SENT_WITHIN_MS)

        assert len(proxy.lost) == 2
        assert _rows(installation) == {table: count + 1 for table, count in rows.items()}
        assert desk.progress(PROMISE)["value"] == before + 1
        assert len(desk.contributions(PROMISE)) == before + 1
    officer.menu("Min logg").tap()
    entry = MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE)
    expect(entry).to_have_count(1)
    entry.tap()
    # The receipt on the phone is the one that got lost, both times: replays answer what was stored.
    receipts = [_result(answer)["receipt"] for answer in proxy.lost]
    assert receipts == [Entry(officer.page).fact("Kvitto").inner_text()] * 2


def test_entry_edited_before_its_answer_came_loses_neither(
    lossy: tuple[Installation, LosingProxy],
    make_phone: Callable[[str], Phone],
    playwright: Playwright,
) -> None:
    installation, proxy = lossy
    officer = open_app(make_phone(proxy.url).open(), "polis")
    with Desk(playwright, proxy.url, "polis") as desk:
        before = desk.progress(PROMISE)["value"]
        rows = _rows(installation)

        # The answer to the entry is lost, and so are those to what is tried while it is edited.
        proxy.lose_answers_to(PUSH, times=1_000)
        write_check(officer)
        officer.menu("Min logg").tap()
        MyLog(officer.page).entry(SPEED_CHECK, WISHED_PLACE).tap()
        Entry(officer.page).change()
        form = EntryForm(officer.page)
        form.choose("På vems initiativ?", "Samverkanspartner")
        form.save()
        expect(officer.said(SAVED)).to_be_visible()
        assert proxy.lost
        proxy.lose_answers_to(PUSH, times=0)
        officer.menu("Min logg").tap()
        officer.look_at_again()
        expect(officer.state.get_by_text(ALL_SENT)).to_be_visible()

        activity_id = _result(proxy.lost[0])["activity_id"]
        revisions = desk.get(f"/activities/{activity_id}/revisions")["items"]
        said = {one["revision"]: one["activity"]["requested_by"] for one in revisions}
        assert said == {1: "citizens", 2: "partner"}
        assert desk.progress(PROMISE)["value"] == before + 1
    after = _rows(installation)
    assert after["activities"] == rows["activities"] + 1
    assert after["activity_revisions"] == rows["activity_revisions"] + 2


def _rows(installation: Installation) -> dict[str, int]:
    return {table: installation.count(table) for table in TABLES}


def _result(answer: bytes) -> Any:
    """The one result in an answer to a push, as the server had written it."""
    (result,) = json.loads(answer.partition(b"\r\n\r\n")[2])["results"]
    return result
