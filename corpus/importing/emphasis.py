"""Markdown's emphasis taken off, in one pass however many signs there are."""

from __future__ import annotations

import re
from bisect import bisect_left

_OPENING = re.compile(r"(?<![\w*_])(?=[*_])")
_CLOSING = {
    sign: re.compile(rf"(?<=\S)(?={re.escape(sign)}(?![\w*_]))") for sign in ("**", "*", "__", "_")
}  # fmt: skip


def without_emphasis(text: str) -> str:
    """The text with `*a*`, `**a**`, `_a_` and `__a__` as a; what opens and never closes stays."""
    closing = {sign: [at.start() for at in end.finditer(text)] for sign, end in _CLOSING.items() if sign in text}
    kept, at = "", 0
    for opening in _OPENING.finditer(text) if closing else ():
        start = opening.start()
        if start < at:
            continue
        for sign, ends in closing.items():
            inner = start + len(sign)
            if not text.startswith(sign, start) or text[inner : inner + 1].isspace():
                continue
            found = bisect_left(ends, inner + 1)
            if found < len(ends):
                kept += text[at:start] + text[inner : ends[found]]
                at = ends[found] + len(sign)
                break
    return kept + text[at:]
