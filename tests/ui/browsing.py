"""The page served and driven: shared by the browser tests and the pictures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

import uvicorn

from ui.serve import address, build_site, open_door, server_config

WIDE = {"width": 1440, "height": 900}


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


def a_window(chromium, **how):
    """An empty window; opening one costs more than loading the page does, so tests use one after the other."""
    return chromium.new_context(viewport=WIDE, reduced_motion="reduce", **how).new_page()


@contextmanager
def watched(window, url, ready: str = "#cd19-box textarea"):
    """The page at an address, loaded anew, with every request, dialog and complaint of it."""
    window.goto("about:blank")
    with _watching(window):
        window.goto(url)
        window.wait_for_selector(ready)
        yield window


@contextmanager
def begun_anew(window, url):
    """As `watched`; where the window is at that page already, a new conversation is begun: a third of the work."""
    if not window.url.startswith(url):
        with watched(window, url) as page:
            page.wait_for_selector(".cd19-past", state="attached")  # drawn last: what is asked before is overtaken
            page.wait_for_selector("#cd19-chat .example")
            yield page
        return
    with _watching(window):
        window.click("#cd19-views [data-tab-id=ask]")
        window.locator("#cd19-anew, .cd19-new").locator("visible=true").first.click()  # the list has its own where open
        window.wait_for_selector("#cd19-chat .example")
        window.wait_for_selector("#cd19-panel .cd19-empty")
        window.fill("#cd19-box textarea", "")
        yield window


@contextmanager
def _watching(page):
    """Until the block ends, all that the page asks for, pops up and complains of; then it is as wide as before."""
    page.requested, page.alerts, page.complaints = [], [], []
    watches = {
        "request": lambda request: page.requested.append(request.url),
        "dialog": lambda dialog: (page.alerts.append(dialog.message), dialog.dismiss()),
        "console": lambda line: page.complaints.append(line.text) if line.type == "error" else None,
    }
    for event, watch in watches.items():
        page.on(event, watch)
    try:
        yield
    finally:
        for event, watch in watches.items():
            page.remove_listener(event, watch)
        page.evaluate("sessionStorage.clear()")
        page.set_viewport_size(WIDE)
        page.mouse.move(0, 0)


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


def barriers(page, within: str | None = None) -> list:
    """What axe finds serious or critical: by all its rules in light, by those of contrast in dark."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.evaluate("dark => document.body.classList.toggle('dark', dark)", scheme == "dark")
        page.evaluate(
            "Promise.all(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished))"
        )  # colours come in over a moment
        result = Axe().run(page, context=within, options=rules).response
        assert result["passes"] or result["incomplete"], "axe looked at nothing"  # it cannot tell all contrasts
        found += [
            (scheme, one["id"], [node["html"][:200] for node in one["nodes"]][:3])
            for one in result["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    page.evaluate("document.body.classList.remove('dark')")
    return found


def outside(page) -> list[str]:
    return [
        url
        for url in page.requested
        if urlparse(url).hostname != "127.0.0.1" and not url.startswith(("data:", "blob:"))
    ]
