"""Text made safe to stand in Markdown: nothing in it becomes live HTML, a link or an image.

A backslash goes before what would start one; where an odd number of backslashes stands there already, it is escaped.
"""

from __future__ import annotations

import re

_LIVE = r"<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|!(?=\[)|(?<=\])[(:]"
"""Tags and autolinks, character references, images, links, definitions of links."""
_STYLED = r"[*`~]|(?<!\w)_|_(?!\w)|^[ \t]*#(?=#*\s)|^[ \t]*[-=]+[ \t]*$"
"""Emphasis, code, headings: only in text that is no Markdown."""
_LIFE = re.compile(rf"(\\*)({_LIVE})", re.MULTILINE)
_STYLE = re.compile(rf"\\|{_LIVE}|{_STYLED}", re.MULTILINE)


def lifeless(markdown: str) -> str:
    """Markdown that keeps its emphasis, lists and tables, and no more."""
    return _LIFE.sub(lambda found: found[0] if len(found[1]) % 2 else f"{found[1]}\\{found[2]}", markdown)


def inert(text: str) -> str:
    """Plain text as Markdown that shows it as it is."""
    return _STYLE.sub(lambda found: re.sub(r"(?=\S)", r"\\", found[0], count=1), text)
