"""Commands an operator runs: `flask demo load`, `flask progress rebuild`, …"""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add every command group to the app."""
