"""A paragraph cut into sentences; reference marks stay with the sentence they end."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.?!])(?P<close>[\"”’)\]]*(?:\[\^\d+\])*)\s+(?=[\"“(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:et al|vs|cf|ca|approx|resp|e\.g|i\.e|Dr|Prof|Mr|Mrs|Ms|St|No|Nos|Fig|Figs|Tab|Ref|Refs|Vol|Jr|Sr|Inc|Ltd)"
    r"|\b[A-Z]|\bP\s?[=<>])\.$"
)
"""What ends in a full stop and does not end a sentence: abbreviations, initials."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph in their order; none for a blank one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.start()]
        if not _NO_END.search(piece):
            found.append(text[start : match.end("close")].strip())
            start = match.end()
    return tuple(piece for piece in (*found, text[start:].strip()) if piece)
