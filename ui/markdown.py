"""An answer's Markdown as safe HTML for the page: [n] marks lead to their passages."""

from __future__ import annotations

import html
from collections.abc import Collection

from assistant.formats.prose import safe_html


def answer_html(text: str, turn: int, known: Collection[int] | None = None) -> str:
    """Safe HTML of an answer; marks in `known` (None: all) are links to the passages of that turn, others stay text."""

    def mark(number: int) -> str:
        if known is not None and number not in known:
            return f"[{number}]"
        target = passage_id(turn, number)
        return f'<a class="cd19-mark" href="#{target}" aria-label="Passage {number}">{number}</a>'

    safe = safe_html(text, mark)
    return safe.replace(' <a class="cd19-mark"', '\u00a0<a class="cd19-mark"')  # a mark stays on its sentence's line


def plain_html(text: str) -> str:
    """Text as typed, escaped, its line breaks kept."""
    return html.escape(text.strip()).replace("\n", "<br>")


def passage_id(turn: int, marker: int) -> str:
    """The page's anchor of a passage: marks are counted per answer, so the turn is part of it."""
    return f"cd19-passage-{turn}-{marker}"
