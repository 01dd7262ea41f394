"""The page served and driven: shared by the browser tests and the pictures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

import uvicorn

from ui.serve import address, build_site, open_door, server_config


@contextmanager
def served(assistant, **how) -> Iterator[str]:
    """The address of a page over this assistant, for as long as the block runs; `how` as build_site takes it."""
    with open_door("127.0.0.1", 17860) as door:
        server = uvicorn.Server(server_config(build_site(assistant, **how)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield address("127.0.0.1", door.getsockname()[1])
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def watched(browser, url):
    page = browser.new_page()
    page.requested, page.alerts, page.complaints = [], [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("dialog", lambda dialog: (page.alerts.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
    page.goto(url)
    page.wait_for_selector("#cd19-box textarea")
    yield page
    page.close()


def ask(page, question: str) -> None:
    page.fill("#cd19-box textarea", question)
    page.click("#cd19-box .submit-button")


def finished(page, count: int = 1) -> None:
    """Waits until so many answers stand, each with its evidence beside it."""
    page.wait_for_function(
        "count => document.querySelectorAll('#cd19-chat .cd19-actions').length === count"
        " && document.querySelectorAll('#cd19-panel .cd19-turn').length === count",
        arg=count,
        timeout=30_000,
    )


def outside(page) -> list[str]:
    return [
        url
        for url in page.requested
        if urlparse(url).hostname != "127.0.0.1" and not url.startswith(("data:", "blob:"))
    ]
