"""A paragraph cut into sentences; reference marks stay with the sentence they end."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.?!])(?P<close>[\"”’)\]]*(?:\[\^\d+\])*)\s+(?=[\"“(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:et al|vs|cf|ca|approx|resp|e\.g|i\.e|Dr|Prof|Mr|Mrs|Ms|St|No|Nos|Fig|Figs|Tab|Ref|Refs|Vol|Jr|Sr|Inc|Ltd)"
    r"|\b[A-Z]|\bP\s?[=<>])\.$"
)
"""What ends in a full stop and does not end a sentence: abbreviations, initials."""


_ABBREVIATION = 12
"""Characters that the longest of them has, with room to spare."""
_WORD = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")
_PLAIN = re.compile(r"[A-Z]?[a-z]+|\d{1,4}|[A-Z]{1,4}")
_LETTERS = 3
"""Letters of a plain word that an embedding model reads as one token; sequences and codes it reads letter by letter."""


def length(text: str) -> int:
    """About as many tokens as an embedding model makes of a text, rather too many than too few."""
    return sum(-(-len(word) // (_LETTERS if _PLAIN.fullmatch(word) else 1)) for word in _WORD.findall(text))


def shortened(text: str, most: int) -> tuple[str, ...]:
    """The text in pieces of at most `most` tokens, cut between words, in the middle of one where it has no end."""
    words = [part for word in text.split() for part in _parts(word, most)]
    pieces: list[list[str]] = []
    room = 0
    for word in words:
        tokens = length(word)
        if tokens > room or not pieces:
            pieces.append([])
            room = most
        pieces[-1].append(word)
        room -= tokens
    return tuple(" ".join(piece) for piece in pieces)


def _parts(word: str, most: int) -> list[str]:
    return [word] if length(word) <= most else [word[at : at + most] for at in range(0, len(word), most)]


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph in their order; none for a blank one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not _NO_END.search(text, max(start, match.start() - _ABBREVIATION), match.start()):
            found.append(text[start : match.end("close")].strip())
            start = match.end()
    return tuple(piece for piece in (*found, text[start:].strip()) if piece)
