"""What a note means, fact by fact, by what its tokens tell in their place.

1. The note goes through the adapted layers once, in windows of whole sentences where it is long.
2. Of each fact, the words that tell a value most surely are kept: the chance at a token is the mean over its
   neighbours, so that no single word decides.
3. Words that suppose, or that are said of someone else or of studies, tell nothing of this patient.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from assistant.facts.lexicon import load
from assistant.facts.meaning.weights import Head, Numbers, Weights, chances
from assistant.facts.meaning.windows import windows
from assistant.facts.note import Note
from assistant.models import FactValue
from index.embed import States

NAME = "facts"
"""Of the adapted layers that tell facts, in an index."""
_BESIDE = 2
"""Tokens on each side whose chances count with a token's own."""
_REST = 0.5
"""Words around the surest one belong to the reading while their chance is at least this share of its."""


class StateEmbedder(Protocol):
    """Anything that gives each token's state (index.embed.OnnxEmbedder)."""

    def states(self, name: str, text: str) -> States:
        """One row a token."""
        ...


class Reading(NamedTuple):
    """A value of a fact that words of the note tell, and how surely."""

    key: str
    value: FactValue
    chance: float
    start: int
    end: int


class Meaning:
    """Reads facts by meaning. Deterministic: the same note gives the same readings."""

    def __init__(self, weights: Weights, embedder: StateEmbedder) -> None:
        """`embedder` must have the layers that the weights were learned with."""
        self._weights, self._embedder = weights, embedder

    def read(self, note: Note, keys: Collection[str]) -> tuple[Reading, ...]:
        """For each of the facts asked for, the likeliest value that some words tell, if they may speak of it."""
        heads = [head for head in self._weights.heads if head.key in keys]
        best: dict[str, Reading] = {}
        for start, end in windows(note) if heads else ():
            states = self._embedder.states(NAME, note.text[start:end])
            scores = self._weights.scores(states.vectors)
            spans = [(a + start, b + start) if b > a else (a, a) for a, b in states.spans]
            for head in heads:
                found = told(scores, spans, head)
                if found and (head.key not in best or found.chance > best[head.key].chance):
                    best[head.key] = found
        return tuple(one for one in best.values() if not _struck(note, one))


def told(scores: Numbers, spans: Sequence[tuple[int, int]], head: Head) -> Reading | None:
    """The value of a fact that some words of a text tell most surely; None for a text without words.

    `scores`: (tokens, columns); `spans`: of each token, empty for special ones.
    """
    real = [at for at, (start, end) in enumerate(spans) if end > start]
    if not real:
        return None
    each = chances(scores[real], head)
    total = np.vstack([np.zeros((1, each.shape[1]), np.float32), each.cumsum(axis=0)])
    low = np.maximum(np.arange(len(real)) - _BESIDE, 0)
    high = np.minimum(np.arange(len(real)) + _BESIDE + 1, len(real))
    mean = (total[high] - total[low]) / (high - low)[:, None]
    at, value = (int(place) for place in np.unravel_index(int(mean.argmax()), mean.shape))
    chance = float(mean[at, value])
    first = last = at
    while first > 0 and mean[first - 1, value] >= _REST * chance:
        first -= 1
    while last + 1 < len(real) and mean[last + 1, value] >= _REST * chance:
        last += 1
    return Reading(head.key, head.values[value], chance, spans[real[first]][0], spans[real[last]][1])


def _struck(note: Note, reading: Reading) -> bool:
    # What stands before the last word, be it within the reading, says how the reading is meant.
    context = note.context(max(reading.start, reading.end - 1), reading.end)
    return context.conditional or (context.other and reading.key not in load("meaning")["of_kin"])
