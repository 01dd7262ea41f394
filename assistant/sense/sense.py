"""What a question asks, by its meaning: the chance of each kind of question and of each thing it may ask for, and where
what answers it lies.

1. The question goes through the adapted layers once; long texts by their first tokens.
2. Its kind is one of several: the chances of all kinds add up to 1. What it asks for may be several things at once:
   each has a chance of its own.
3. Its shift, added to the question's own vector, brings it near to the passages that answer such questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from assistant.sense.weights import Weights
from corpus.asking import ANSWERED
from corpus.models import Frozen
from index.embed import States

NAME = "asked"
"""Of the adapted layers that tell what is asked, in an index."""
_LONGEST = 600
"""Characters of a question that are read."""


class StateEmbedder(Protocol):
    """Anything that gives each token's state (index.embed.OnnxEmbedder)."""

    def states(self, name: str, text: str) -> States:
        """One row a token."""
        ...


class Sensed(Frozen):
    """What a question asks, each with its chance of 0 to 1."""

    kinds: Mapping[str, float]
    asks: Mapping[str, float]
    shift: tuple[float, ...] = ()
    """What to add to the question's vector of length 1 (index.rank); empty for nothing."""

    @property
    def declinable(self) -> float:
        """The chance that it is none that is answered."""
        return 1.0 - sum(self.kinds.get(kind, 0.0) for kind in ANSWERED)

    @property
    def kind(self) -> str:
        """The likeliest of the kinds that are declined."""
        return max((kind for kind in self.kinds if kind not in ANSWERED), key=self.kinds.__getitem__)

    def asked(self, least: float) -> tuple[str, ...]:
        """What is asked for with at least this chance, likeliest first."""
        found = [ask for ask, chance in self.asks.items() if chance >= least]
        return tuple(sorted(found, key=lambda ask: -self.asks[ask]))


class Sense:
    """Tells what questions ask. Deterministic."""

    def __init__(self, weights: Weights, embedder: StateEmbedder) -> None:
        """`embedder` must have the layers that the weights were learned with."""
        self._weights, self._embedder = weights, embedder

    def of(self, question: str) -> Sensed:
        """The chances for a question; an empty one is likely of no kind that is answered."""
        states = self._embedder.states(NAME, question[:_LONGEST])
        scores = self._weights.scores(states.vectors)
        asks, kinds, shift = np.split(scores, np.cumsum([len(self._weights.asks), len(self._weights.kinds)]))
        powers = np.exp(kinds - kinds.max())
        chances = 1.0 / (1.0 + np.exp(-asks))
        return Sensed(
            kinds=dict(zip(self._weights.kinds, (powers / powers.sum()).tolist(), strict=True)),
            asks=dict(zip(self._weights.asks, chances.tolist(), strict=True)),
            shift=tuple(shift.tolist()),
        )
