"""Two of the four sentences that everything follows from, on everything that the demo shows."""

from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser, signed_in

# The entry's own organisation, an association, and one who coordinates.
ACCOUNTS = ("polis", "vandrare", "samordnare")
# The demo's clock stands at 22 November 2026, and residents read seven days later.
PUBLIC_UNTIL = "2026-11-15"


def account(demo: Flask, name: str) -> Browser:
    return signed_in(demo, f"{name}@demo.invalid")


def progress(browser: Browser, **query: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every promise that this person sees, by promise."""
    promises = browser.get("/promises").get_json()["items"]
    return {
        promise["id"]: browser.get(f"/promises/{promise['id']}/progress", **query).get_json()[
            "items"
        ]
        for promise in promises
    }


def behind(browser: Browser, row: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = browser.get(
        f"/commitments/{row['commitment_id']}/contributions", limit=500
    ).get_json()
    return body


@pytest.mark.parametrize("name", ACCOUNTS)
def test_one_counting_code_decides_and_the_phone_and_the_board_show_its_answer(
    demo: Flask, name: str
) -> None:
    browser = account(demo, name)

    asked = progress(browser)

    pulled = {
        one["promise_id"]: one["items"] for one in browser.get("/sync/pull").get_json()["progress"]
    }
    assert asked == pulled
    for rows in asked.values():
        assert rows == [behind(browser, row)["row"] for row in rows]


def test_one_counting_code_decides_and_the_public_page_shows_its_answer(demo: Flask) -> None:
    page = demo.test_client().get("/ale/").text

    rows = [
        row for rows in progress(account(demo, "falt"), until=PUBLIC_UNTIL).values() for row in rows
    ]

    counted = [row for row in rows if row["type"] == "count"]
    assert len(counted) == 4
    for row in counted:
        assert f"{row['value']} (löftet: minst {row['target']})" in page


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_published_number_opens_to_its_entries_and_says_by_which_rule_they_counted(
    demo: Flask, name: str
) -> None:
    browser = account(demo, name)

    rows = [row for rows in progress(browser).values() for row in rows if row["value"] is not None]

    assert sum(row["entries"] for row in rows) > 60
    for row in rows:
        entries = behind(browser, row)["items"]
        assert row["text"]
        assert len(entries) == row["entries"]
        assert [entry["ordinal"] for entry in entries] == list(range(len(entries), 0, -1))
        for entry in entries:
            told = ("kind_label", "month", "organisation_name", "why")
            assert all(entry[name] for name in told)
        if not row["adjustments"]:
            assert sum(entry["amount"] for entry in entries) == row["value"]
