"""Who is in the demo, as organisations.json says it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoMunicipality:
    code: str
    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    key: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    municipality_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo account is named after what it does, never after a person."""

    key: str
    email: str
    display_name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoOrganisations:
    valid_from: date
    municipalities: tuple[DemoMunicipality, ...]
    organisations: tuple[DemoOrganisation, ...]
    accounts: tuple[DemoAccount, ...]
