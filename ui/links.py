"""Addresses within the page: a place of the review opens in the Read view by its locator (ui/links.js opens it)."""

from __future__ import annotations

import html
import re

_LOCATOR = re.compile(r"[a-z]+\d?(?:\.[\w-]+)?(?:#[\w-]+)?")


def is_place(locator: str) -> bool:
    """Whether a locator names a place of the review; those of other documents do not ("protocol/3.2")."""
    return _LOCATOR.fullmatch(locator) is not None


def place_link(locator: str) -> str:
    """A locator as a link that opens the place in the Read view; as code alone where it is no place of the review."""
    code = f"<code>{html.escape(locator)}</code>"
    if not is_place(locator):
        return code
    return f'<a class="cd19-place" href="#{locator}" title="Open in Read">{code}</a>'


def outward(url: str, words: str) -> str:
    """A link that leaves the page only when clicked, in a tab of its own; `words` are plain text."""
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{html.escape(words)}</a>'
