"""The pictures in docs/: each a view of the real page over the real assistant. `make pictures` takes them anew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browsing import a_window, finished, served, watched
from playwright.sync_api import sync_playwright

from assistant.api import Assistant, open_assistant
from assistant.stores import study_beside
from assistant.threads import ThreadStore

FOLDER = Path(__file__).parents[2] / "docs"
WIDE, NARROW = (1440, 900), (390, 844)


def _asked(page) -> None:
    page.click("#cd19-chat .example >> nth=0")
    finished(page)
    page.wait_for_selector("#cd19-panel .cd19-card")


def _ask(page) -> None:
    _asked(page)
    page.click("#cd19-chat a.cd19-mark >> nth=0")


def _patient(page) -> None:
    _asked(page)
    page.select_option("#cd19-set-cd19-1", "negative")
    page.wait_for_selector(".cd19-told")


def _compare(page) -> None:
    page.click("#cd19-views [role=tab] >> text=Compare")
    page.wait_for_selector("#cd19-plots .cd19-figure")
    page.locator("#cd19-plots").evaluate("part => part.scrollIntoView()")


def _read(page) -> None:
    page.click("#cd19-views [role=tab] >> text=Read")
    page.wait_for_selector("#cd19-read .cd19-book")
    page.evaluate("location.hash = '#patient2.4'")
    page.wait_for_selector(".cd19-here")


def _study(page) -> None:
    page.click("#cd19-views [role=tab] >> text=Study")
    page.click("#cd19-study nav button >> text=Cases")
    page.click("#cd19-study [data-case=patient2]")
    page.click("#cd19-study [data-do=step]")
    page.click("#cd19-study .cd19-st-choice label >> text=CD19 CAR T cells")
    page.fill("#cd19-study textarea", "He has a history of CNS disease, although a donor is ready.")
    page.click("#cd19-study .cd19-st-choice [type=submit]")
    page.wait_for_selector(".cd19-st-graded")


PICTURES: dict[str, tuple[Callable, tuple[int, int], str]] = {
    "screenshot": (_ask, WIDE, "light"),
    "screenshot-patient": (_patient, WIDE, "light"),
    "screenshot-compare": (_compare, WIDE, "light"),
    "screenshot-read": (_read, WIDE, "dark"),
    "screenshot-study": (_study, WIDE, "light"),
    "screenshot-narrow": (_asked, NARROW, "light"),
}
"""What is done on the page, its size, and the scheme, by the picture's name."""


@contextmanager
def studio(assistant: Assistant) -> Iterator[Callable[[str, Path], Path]]:
    """Takes a picture of that name into a folder; conversations are kept apart from anyone's own."""
    own = assistant.threads
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as driver:
        assistant.threads = ThreadStore(Path(kept) / "threads.sqlite")
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = a_window(chromium)

        def take(name: str, folder: Path) -> Path:
            act, (width, height), scheme = PICTURES[name]
            window.set_viewport_size({"width": width, "height": height})
            window.emulate_media(color_scheme=scheme)
            with watched(window, f"{url}/?__theme={scheme}") as page:
                act(page)
                page.mouse.move(0, 0)
                page.wait_for_timeout(400)  # what fades in or scrolls comes to rest
                page.screenshot(path=folder / f"{name}.png")
            assistant.threads.forget_all()
            study_beside(assistant.threads).forget("")
            return folder / f"{name}.png"

        try:
            with served(assistant) as url:
                yield take
        finally:
            assistant.threads = own
            chromium.close()


def main() -> None:
    """Takes all pictures into docs/."""
    with studio(open_assistant()) as take:
        for name in PICTURES:
            print(f"Wrote {take(name, FOLDER)}")


if __name__ == "__main__":
    main()
