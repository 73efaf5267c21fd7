"""Dates and numbers in running Swedish text. Pure; the phone's side has its own in TypeScript."""

from __future__ import annotations

from datetime import date

NBSP = "\u00a0"
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def day_in_words(day: date) -> str:
    """24 oktober 2026"""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def month_in_words(month: str) -> str:
    """2020-03 → mars 2020"""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def number_in_words(value: int) -> str:
    """1 234 567 with no-break spaces, and a real minus sign."""
    return f"{value:,}".replace(",", NBSP).replace("-", "\u2212")


def week_in_words(day: date) -> str:
    """v. 43 2026, by ISO week: 2027-01-01 is in week 53 of 2026."""
    calendar = day.isocalendar()
    return f"v.{NBSP}{calendar.week} {calendar.year}"
