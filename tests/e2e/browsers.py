"""Phones and desks: Chromium as officers, walkers and coordinators hold it in their hands.

A phone has a profile on disk, so that the app can be closed, crash and be opened again with what
it had saved. A desk is a window of its own that forgets everything when it closes.
"""

import json
import os
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypedDict
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    WebError,
)

Scheme = Literal["dark", "light"]

TIMEOUT_MS = 15_000
GONE_WITHIN_SECONDS = 10
# The browser's own words and its date boxes; `locale` below only reaches pages.
SWEDISH = ["--lang=sv"]
# What the browser itself says when an answer is missing or a refusal; the app's words come from it.
NETWORK_COMPLAINT = "Failed to load resource"


class Look(TypedDict):
    """How a browser shows itself to the app."""

    viewport: ViewportSize
    locale: str
    timezone_id: str
    color_scheme: Scheme


class TouchLook(Look):
    device_scale_factor: float
    has_touch: bool
    is_mobile: bool


PHONE: TouchLook = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "sv-SE",
    "timezone_id": "Europe/Stockholm",
    "color_scheme": "dark",
}
DESK: Look = {
    "viewport": {"width": 1280, "height": 900},
    "locale": "sv-SE",
    "timezone_id": "Europe/Stockholm",
    "color_scheme": "light",
}


@dataclass
class Watch:
    """What must not happen in any window: a fault in the page, or a request to another host.

    Without slots, because Playwright keeps its wrappers on the object whose methods it calls.
    """

    host: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Look at everything the context does from now on."""
        context.set_default_timeout(TIMEOUT_MS)
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._see)
        return context

    def faults(self) -> list[str]:
        """All that was wrong, without the browser's own lines about a server that was away."""
        return [
            *(line for line in self.complaints if not line.startswith(NETWORK_COMPLAINT)),
            *self.foreign,
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _catch(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != self.host:
            self.foreign.append(request.url)


class Pushes:
    """Every operation that a window sends, with each try, as it left the phone."""

    def __init__(self, page: Page) -> None:
        self.operations: list[dict[str, Any]] = []
        page.on("request", self._see)

    def _see(self, request: Request) -> None:
        if request.url.endswith("/sync/push"):
            self.operations += json.loads(request.post_data or "{}")["operations"]


class Phone:
    """A phone with the app on it."""

    def __init__(self, chromium: BrowserType, profile: Path, url: str) -> None:
        self.url = url
        self.watch = Watch(urlsplit(url).netloc)
        self._chromium = chromium
        self._profile = profile
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "the app is closed"
        return self._context

    def open(self) -> Page:
        """Start the app, as a tap on its icon does."""
        assert self._context is None, "the app is open already"
        self._context = self.watch.over(
            self._chromium.launch_persistent_context(
                self._profile, executable_path=chromium_path(), args=SWEDISH, **PHONE
            )
        )
        page = self._context.pages[0]
        page.goto(self.url)
        return page

    def close(self) -> None:
        """Swipe the app away."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def crash(self) -> None:
        """End every process of the browser at once; nothing gets to write what it still held."""
        context, self._context = self.context, None
        mine = _processes_of(self._profile)
        assert mine, "no browser runs on this profile"
        with context.expect_event("close"):
            for process_id in mine:
                _kill(process_id)
        deadline = time.monotonic() + GONE_WITHIN_SECONDS
        while _processes_of(self._profile):
            assert time.monotonic() < deadline, "the browser does not die"
            time.sleep(0.05)


class Windows:
    """Desks and second phones in one browser; each context is another device."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.watch = Watch(urlsplit(url).netloc)
        self._browser = browser
        self._open: list[BrowserContext] = []

    def desk(self, *, width: int = 1280, scheme: Scheme = "light") -> Page:
        """A window on a computer."""
        look: Look = {**DESK, "viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        return self._page(self._browser.new_context(**look))

    def phone(self) -> Page:
        """A phone whose profile is forgotten at the end."""
        return self._page(self._browser.new_context(**PHONE))

    def close(self) -> None:
        """Close all of them."""
        for context in self._open:
            context.close()
        self._open.clear()

    def _page(self, context: BrowserContext) -> Page:
        self._open.append(self.watch.over(context))
        page = context.new_page()
        page.goto(self.url)
        return page


def chromium_path() -> str:
    """The browser that the tests drive: the one that `scripts/browser.sh` found, else on PATH."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium; `make e2e` gets one"
    return path


def _processes_of(profile: Path) -> list[int]:
    """The browser on that profile and everything it started, by id."""
    processes = psutil.process_iter(["pid", "ppid", "status", "cmdline"])
    rows = [process.info for process in processes]
    alive = [row for row in rows if row["status"] != psutil.STATUS_ZOMBIE]
    mark = f"--user-data-dir={profile}"
    found: set[int] = {row["pid"] for row in alive if mark in " ".join(row["cmdline"] or ())}
    while True:
        children = {row["pid"] for row in alive if row["ppid"] in found}
        if children <= found:
            return sorted(found)
        found |= children


def _kill(process_id: int) -> None:
    try:
        os.kill(process_id, signal.SIGKILL)
    except ProcessLookupError:
        # It ended with its parent, between the listing and here.
        return
