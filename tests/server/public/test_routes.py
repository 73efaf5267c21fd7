"""A resident opens a municipality's page."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from flask import Flask

from server.swedish import day_in_words
from tests.queries import QueryRecorder


class Page(HTMLParser):
    """The page as a reader without JavaScript gets it: text, what it loads, rows of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.robots: str | None = None
        self.scripts = 0
        self.styled = 0
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.scripts += tag == "script"
        self.styled += "style" in values
        if tag == "meta" and values.get("name") == "robots":
            self.robots = values.get("content")
        if tag in {"link", "img", "source", "iframe"}:
            self.loads += [value for name in ("href", "src") if (value := values.get(name))]
        if tag == "a":
            self.links.append(values.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(demo: Flask, slug: str) -> Page:
    answer = demo.test_client().get(f"/{slug}/")
    assert answer.status_code == 200
    return Page(answer.get_data(as_text=True))


@pytest.mark.parametrize("slug", ["ale", "kungalv", "amal"])
def test_every_page_says_that_it_is_example_data_and_stays_out_of_search(
    demo: Flask, slug: str
) -> None:
    answer = demo.test_client().get(f"/{slug}/")
    page = Page(answer.get_data(as_text=True))

    assert "Exempeldata, inte kommunens uppföljning" in page.text
    assert page.robots == "noindex"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("slug", ["ale", "kungalv", "amal"])
def test_the_page_needs_no_script_and_loads_nothing_from_other_hosts(
    demo: Flask, slug: str
) -> None:
    page = read(demo, slug)

    assert page.scripts == 0
    assert page.styled == 0
    assert page.loads
    assert all(load.startswith("/") and not load.startswith("//") for load in page.loads)


def test_ale_reads_as_it_was_published(demo: Flask) -> None:
    text = read(demo, "ale").text

    for said in (
        "33 (löftet: minst 20)",
        "5 (löftet: minst 2)",
        "4 (löftet: minst 4)",
        "1 av 6",
        "Drygt 200",
        "varav 21 efter invånares önskemål",
        "Genomfört i maj 2020",
        "Det här löftet har upphört.",
        "Det här gjorde vi också",
    ):
        assert said in text


def test_a_source_without_results_is_not_given_any(demo: Flask) -> None:
    text = read(demo, "kungalv").text

    assert "Inget resultat i källan (löftet: minst 20)" in text
    assert "Går inte att avgöra" in text


def test_the_page_says_up_to_which_day_it_knows(demo: Flask) -> None:
    # The demo's clock stands at 2026-11-22, and the public delay is seven days.
    assert day_in_words(date(2026, 11, 15)).replace("\u00a0", " ") in read(
        demo, "ale"
    ).text.replace("\u00a0", " ")


def test_every_number_opens_to_entries_without_weekday_hour_or_reporter(demo: Flask) -> None:
    html = demo.test_client().get("/ale/").get_data(as_text=True)
    rows = re.findall(r"<tr><td>(\d+)</td>(.*?)</tr>", html)

    # 6 or more of the running promise, and of Ale 2020: 4 + 1 + 11 + 33 + 5 + 1 + 9.
    assert len(rows) >= 6 + 64
    for _, cells in rows:
        assert not re.search(
            r"\d\d[.:]\d\d|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag", cells
        )
        assert "@" not in cells


def test_place_checks_and_narcotics_work_show_municipality_and_month_only(demo: Flask) -> None:
    html = demo.test_client().get("/ale/").get_data(as_text=True)
    rows = re.findall(r"<tr>(<td>\d+</td>.*?<td>Narkotikainsats</td>.*?)</tr>", html)

    assert len(rows) == 4
    for row in rows:
        assert "<td>i kommunen</td>" in row
        assert not re.search(r"v\.\u00a0?\d", row)


def test_an_unknown_municipality_gets_a_page_that_says_so(demo: Flask) -> None:
    answer = demo.test_client().get("/finns-inte/")

    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.get_data(as_text=True)
    assert answer.mimetype == "text/html"


def test_the_page_takes_a_bounded_number_of_statements(
    demo: Flask, query_recorder: QueryRecorder
) -> None:
    with query_recorder as statements:
        demo.test_client().get("/ale/")

    # Everything is read for all commitments together, however many there are.
    assert len(statements) <= 20
