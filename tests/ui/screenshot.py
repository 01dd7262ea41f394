"""Writes docs/screenshot.png from the real page and the real assistant: `python tests/ui/screenshot.py`."""

from __future__ import annotations

import shutil
from pathlib import Path

from browsing import finished, served, watched
from playwright.sync_api import sync_playwright

from assistant.api import open_assistant

TARGET = Path(__file__).parents[2] / "docs" / "screenshot.png"


def main() -> None:
    with sync_playwright() as driver, served(open_assistant()) as url:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        with watched(context, url) as page:
            page.click("#cd19-chat .example >> nth=0")
            finished(page)
            page.click("#cd19-chat a.cd19-mark >> nth=0")
            page.mouse.move(0, 0)
            page.screenshot(path=TARGET)
        chromium.close()
    print(f"Wrote {TARGET}")


if __name__ == "__main__":
    main()
