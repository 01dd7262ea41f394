"""The pieces of a note that may tell a fact on their own: clauses, clauses beside each other, and whole sentences.

A clause alone is what the phrase banks hold; two beside each other tell what one alone does not ("it worked, then it
came back"); a whole sentence of many words tells too much at once and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.facts.note import Note

_CUT = re.compile(
    r"[,;:]\s+|\s-{1,2}\s|\s->\s|\s/\s|[()\[\]]"
    r"|\s(?=(?:but|while|whereas|although|though|yet|so|because|since then|and (?:he|she|they|the|her|his|we|it|no|not)"
    r"|which|who|until|after which|then)\s)"
)
_FEWEST, _MOST = 2, 30
"""Words of a piece."""
_PIECES = 16
"""Pieces of one note that are weighed, the shortest ones first."""
_KNOWN = 0.7
"""Share of a piece that settled facts may cover; beyond it there is nothing left to read."""


class Segment(NamedTuple):
    """A piece of a note's view."""

    start: int
    end: int


def segments(note: Note, settled: Sequence[tuple[int, int]] = ()) -> tuple[Segment, ...]:
    """The pieces of a note, each span once, but for those whose meaning is settled; at most `_PIECES`."""
    found: dict[Segment, int] = {}
    for sentence in note.sentences:
        clauses = list(_clauses(note.text, sentence.start, sentence.end))
        beside = [Segment(one.start, other.end) for one, other in pairwise(clauses)]
        whole = [Segment(clauses[0].start, clauses[-1].end)] if clauses else []
        for piece in (*clauses, *beside, *whole):
            words = len(note.text[piece.start : piece.end].split())
            if _FEWEST <= words <= _MOST and _covered(piece, settled) < _KNOWN:
                found.setdefault(piece, words)
    chosen = sorted(found, key=lambda piece: (found[piece], piece.start))[:_PIECES]
    return tuple(sorted(chosen))


def _covered(piece: Segment, settled: Sequence[tuple[int, int]]) -> float:
    known = {place for a, b in settled for place in range(max(a, piece.start), min(b, piece.end))}
    return len(known) / (piece.end - piece.start)


def _clauses(text: str, start: int, end: int) -> list[Segment]:
    cuts = [start, *(place for cut in _CUT.finditer(text, start, end) for place in cut.span()), end]
    pieces = []
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        stripped = text[first:last].strip(" .?!\"'")
        if stripped:
            begin = first + text[first:last].index(stripped)
            pieces.append(Segment(begin, begin + len(stripped)))
    return pieces
