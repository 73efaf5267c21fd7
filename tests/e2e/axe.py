"""Runs axe-core in a page, as the page is, without loosening its content security policy.

Playwright hands the source to the browser's own debugger, which no policy of a page stands
before. The library's `Axe.run` would do the same; this keeps what it found readable.
"""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds on the screen, a line for each kind of violation and its elements."""
    page.evaluate(SOURCE)
    found: list[dict[str, Any]] = page.evaluate("() => axe.run().then((r) => r.violations)")
    return [
        f"{one['id']} ({one['impact']}): {one['help']} "
        + ", ".join(" ".join(map(str, node["target"])) for node in one["nodes"])
        for one in found
    ]
