"""A wish of the demo is asked on a day, or some days before the load."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.demo.rules.places import DemoWish, wish_asked_on

TODAY = date(2026, 11, 22)


def test_a_wish_is_asked_on_a_day_or_some_days_ago() -> None:
    wish = DemoWish("w", "1440", "nol", ("speed_check",), "form", "", "waiting", None, 12)

    assert wish_asked_on(wish, TODAY) == date(2026, 11, 10)
    assert wish_asked_on(replace(wish, asked_on=date(2019, 11, 5)), TODAY) == date(2019, 11, 5)
