"""A text as HTML with some of its words marked."""

from __future__ import annotations

import html
from collections.abc import Iterable


def marked_html(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, escaped, each span of it in a mark; spans are in order and do not overlap."""
    parts, at = [], 0
    for start, end in spans:
        parts += [html.escape(text[at:start]), f"<mark>{html.escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, html.escape(text[at:])])
