"""How windows are written, clipped to their promise, and chosen when nobody asked for one."""

from datetime import date

import pytest

from server.progress.rules.windows import (
    UnreadableWindow,
    Window,
    judged_after,
    parse_window,
    requested_window,
    window_around,
    windows_within,
)

START, END = date(2020, 1, 1), date(2020, 12, 31)


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-T1", date(2020, 1, 1), date(2020, 4, 30)),
        ("2020-T2", date(2020, 5, 1), date(2020, 8, 31)),
        ("2020-T3", date(2020, 9, 1), date(2020, 12, 31)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020/21", date(2020, 8, 1), date(2021, 7, 31)),
        ("1999/00", date(1999, 8, 1), date(2000, 7, 31)),
        ("2020-03-05..2020-03-05", date(2020, 3, 5), date(2020, 3, 5)),
    ],
)
def test_a_window_as_it_is_written(text: str, starts_on: date, ends_on: date) -> None:
    assert parse_window(text) == Window(text, starts_on, ends_on)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2020-T4",
        "2020-T0",
        "2020-Q5",
        "2020-13",
        "2020-00",
        "2020/22",
        "0000",
        "9999/00",
        "2020-02-30..2020-03-01",
        "2020-03-02..2020-03-01",
        "2020-03-02..",
        "2020-01 ",
        "٢٠٢٠",
        "alla",
    ],
)
def test_an_unreadable_window_is_refused(text: str) -> None:
    with pytest.raises(UnreadableWindow):
        parse_window(text)


def test_a_window_is_clipped_to_its_promise() -> None:
    promise = (date(2017, 6, 1), date(2018, 5, 31))

    assert requested_window("2017", *promise) == Window(
        "2017", date(2017, 6, 1), date(2017, 12, 31)
    )
    assert requested_window("2018", *promise) == Window("2018", date(2018, 1, 1), date(2018, 5, 31))
    assert requested_window("2019", *promise) is None
    assert requested_window("all", *promise) == Window("all", *promise)


def test_all_of_an_open_ended_promise_has_no_end() -> None:
    assert requested_window("all", START, None) == Window("all", START, None)
    assert requested_window("2024", START, None) == Window(
        "2024", date(2024, 1, 1), date(2024, 12, 31)
    )


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        ("calendar_year", date(2022, 7, 1), "2022"),
        ("calendar_year", date(2020, 7, 1), "2021"),
        ("calendar_year", date(2029, 7, 1), "2023"),
        ("school_year", date(2022, 7, 31), "2021/22"),
        ("school_year", date(2022, 8, 1), "2022/23"),
        ("tertial", date(2022, 5, 1), "2022-T2"),
        ("quarter", date(2022, 5, 1), "2022-Q2"),
        ("month", date(2022, 5, 1), "2022-05"),
        ("promise", date(2022, 5, 1), "all"),
        ("2021-05-01..2021-09-30", date(2022, 5, 1), "2021-05-01..2021-09-30"),
        ("2031-05-01..2031-09-30", date(2022, 5, 1), "all"),
        ("2021-05-01..", date(2022, 5, 1), "all"),
        ("full moon", date(2022, 5, 1), "all"),
    ],
)
def test_the_window_that_holds_the_day_else_the_last_else_the_first(
    kind: str, day: date, code: str
) -> None:
    window = window_around(kind, day, date(2021, 2, 1), date(2023, 10, 31))

    assert window.code == code
    assert window.starts_on >= date(2021, 2, 1)
    assert window.ends_on is not None
    assert window.ends_on <= date(2023, 10, 31)


def test_an_open_ended_promise_shows_the_calendar_year_of_the_day() -> None:
    assert window_around("calendar_year", date(2026, 2, 2), date(2024, 3, 1), None) == Window(
        "2026", date(2026, 1, 1), date(2026, 12, 31)
    )


def test_a_rules_windows_within_the_shown_one() -> None:
    shown = Window("all", date(2021, 2, 1), date(2023, 10, 31))

    parts = windows_within("calendar_year", shown, shown.starts_on, shown.ends_on, day=START)

    assert parts == (
        Window("2021", date(2021, 2, 1), date(2021, 12, 31)),
        Window("2022", date(2022, 1, 1), date(2022, 12, 31)),
        Window("2023", date(2023, 1, 1), date(2023, 10, 31)),
    )


def test_windows_without_any_end_stop_at_the_day() -> None:
    shown = Window("all", date(2024, 1, 1), None)

    def codes(day: date) -> list[str]:
        found = windows_within("school_year", shown, shown.starts_on, None, day=day)
        return [window.code for window in found]

    assert codes(date(2023, 1, 1)) == ["2023/24"]
    assert codes(date(2025, 8, 1)) == ["2023/24", "2024/25", "2025/26"]


def test_the_whole_promise_is_one_window() -> None:
    shown = Window("2020-T1", START, date(2020, 4, 30))

    assert windows_within("promise", shown, START, END, day=END) == (
        Window("all", START, date(2020, 4, 30)),
    )


@pytest.mark.parametrize(
    ("kind", "shown", "last_day"),
    [
        ("promise", Window("2020-T1", START, date(2020, 4, 30)), END),
        ("promise", Window("all", START, END), END),
        ("promise", Window("all", START, None), None),
        ("tertial", Window("2020-T1", START, date(2020, 4, 30)), date(2020, 4, 30)),
        ("tertial", Window("2020-03", date(2020, 3, 1), date(2020, 3, 31)), date(2020, 4, 30)),
    ],
)
def test_the_last_day_before_a_commitment_can_be_found_wanting(
    kind: str, shown: Window, last_day: date | None
) -> None:
    ends_on = END if shown.ends_on else None

    assert judged_after(kind, shown, START, ends_on) == last_day
