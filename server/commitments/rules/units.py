"""What coverage is counted over. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewUnit:
    municipality_code: str
    unit_kind: str
    name: str
    valid_from: date
    grade: str | None = None
    valid_to: date | None = None
