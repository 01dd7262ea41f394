"""What the page loads: every request of a first visit in a real browser, by kind, with its size on the line.

Needs Playwright and a Chromium (the dev extra); CHROMIUM names the browser where it lies elsewhere.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from evals.errors import MissingExtraError

if TYPE_CHECKING:
    from playwright.sync_api import Request

_CHROMIUM = "/usr/bin/chromium"


class Loaded(NamedTuple):
    """One request of the page."""

    url: str
    kind: str
    """As the browser has it: document, script, stylesheet, font, image, fetch, eventsource."""
    size: int
    """Bytes that came, headers included."""


def loaded(url: str) -> tuple[Loaded, ...]:
    """The requests of a first visit, until the page rests. Raises MissingExtraError without a browser's driver."""
    if find_spec("playwright") is None:
        raise MissingExtraError("--weight", "playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = os.environ.get("CHROMIUM", _CHROMIUM)
        browser = driver.chromium.launch(
            executable_path=path if os.path.exists(path) else None, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        page = browser.new_page()
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        page.goto(url)
        page.wait_for_selector("#cd19-box textarea")
        page.wait_for_timeout(1000)
        found = tuple(Loaded(one.url, one.resource_type, _size(one)) for one in asked)
        browser.close()
    return found


def _size(request: Request) -> int:
    if request.resource_type == "eventsource" or "/heartbeat/" in request.url:
        return 0  # stays open: it has no end to wait for
    sizes = request.sizes()
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


def outside(requests: Iterable[Loaded], url: str) -> tuple[str, ...]:
    """The addresses that are not the page's own server."""
    own = urlsplit(url).netloc
    return tuple(
        one.url for one in requests if urlsplit(one.url).netloc != own and not one.url.startswith(("data:", "blob:"))
    )


def draw(requests: tuple[Loaded, ...], url: str, console: Console) -> None:
    """The table: requests and bytes by kind, the largest ones, and what leaves the machine."""
    by_kind: dict[str, list[Loaded]] = defaultdict(list)
    for one in requests:
        by_kind[one.kind].append(one)
    table = Table("Kind", "Requests", "kB", "Largest", box=None)
    for kind, own in sorted(by_kind.items(), key=lambda pair: -sum(one.size for one in pair[1])):
        most = max(own, key=lambda one: one.size)
        table.add_row(kind, str(len(own)), _kb(sum(one.size for one in own)), f"{_path(most.url)} ({_kb(most.size)})")
    table.add_row("all", str(len(requests)), _kb(sum(one.size for one in requests)), "")
    console.print(table)
    left = outside(requests, url)
    console.print(f"\nLeaves this machine: {', '.join(left) if left else 'nothing'}")


def _path(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2] or "/"


def _kb(size: int) -> str:
    return f"{size / 1000:,.1f}"
