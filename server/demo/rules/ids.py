"""Ids in the demo are derived from the keys in its files, the same in every installation. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f1f5ac6-3c59-5f0c-9a38-0c9d1d2a4b10")


def demo_id(what: str, *keys: str) -> str:
    """The id of a thing in the demo data, the same in every installation."""
    return str(uuid5(NAMESPACE, "/".join((what, *keys))))
