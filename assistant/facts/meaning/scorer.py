"""What a note means, fact by fact, by its likeness to the phrase banks.

1. The note's clauses, those beside each other, and its sentences are weighed, all in one run of the model.
2. Of a fact, the piece that tells a value most surely is kept.
3. A piece that supposes, or speaks of someone else or of studies, tells nothing of this patient; one that names a
   relative tells at most of a donor.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from assistant.facts.lexicon import cue, load
from assistant.facts.meaning.segments import Segment, segments
from assistant.facts.meaning.weights import Weights, chances
from assistant.facts.note import Note
from assistant.models import FactValue
from index.embed import Vectors


class MiddleEmbedder(Protocol):
    """Anything that gives the middle vectors of texts (index.embed.OnnxEmbedder)."""

    def middle(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        ...


class Reading(NamedTuple):
    """A value of a fact that a piece of the note tells, and how surely."""

    key: str
    value: FactValue
    chance: float
    start: int
    end: int


class Meaning:
    """Reads facts by meaning. Deterministic: the same note gives the same readings."""

    def __init__(self, weights: Weights, embedder: MiddleEmbedder) -> None:
        """`embedder` must be the one the weights were learned with."""
        self._weights, self._embedder = weights, embedder

    def read(self, note: Note, keys: Collection[str], settled: Sequence[tuple[int, int]] = ()) -> tuple[Reading, ...]:
        """For each of the facts asked for, the likeliest value that some piece tells.

        Pieces that the `settled` spans cover, whose meaning is known already, are not looked at.
        """
        pieces = [piece for piece in segments(note, settled) if not _struck(note, piece)]
        heads = [head for head in self._weights.heads if head.key in keys]
        if not pieces or not heads:
            return ()
        scores = self._weights.scores(self._embedder.middle([note.text[p.start : p.end] for p in pieces]))
        kin = [_names_kin(note, piece) for piece in pieces]
        found = []
        for head in heads:
            own = chances(scores, head)
            if head.key not in load("meaning")["of_kin"]:
                own[kin] = 0
            at, value = np.unravel_index(int(own.argmax()), own.shape)
            piece = pieces[int(at)]
            found.append(Reading(head.key, head.values[int(value)], float(own[at, value]), piece.start, piece.end))
        return tuple(found)


def _struck(note: Note, piece: Segment) -> bool:
    context = note.context(piece.start, piece.end)
    return context.conditional or context.other


def _names_kin(note: Note, piece: Segment) -> bool:
    return bool(cue("context", "kin").search(note.text[piece.start : piece.end]))
