"""Weights from the phrase banks: a softmax regression a fact over the phrases' middle vectors.

1. A phrase is of another topic (from another bank), on the topic but telling no value (`unstated`), or tells a value.
2. Phrases of other banks count `_OTHERS` as much: some of them do tell the fact, since banks lean on each other
   ("an open trial" is access), and there are many more of them.
3. Vectors are centred and brought to unit spread over all banks; a ridge penalty holds the weights small. The same
   banks and vectors give the same weights.

Needs scikit-learn, which comes with sentence-transformers; reading a note does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from assistant.facts.meaning.weights import Head, Weights
from assistant.facts.view import view_of
from corpus.meaning import PhraseBank
from index.embed import Vectors

_OTHERS = 0.2
_PENALTY = 0.01
"""The larger, the freer the weights."""
_STEPS = 300
_ELSEWHERE = 0
"""Kinds of phrase, as columns: 0 of another topic, 1 tells no value, 2 and on a value."""


class Example(NamedTuple):
    """A phrase, the place of its bank, and its kind there: 1 tells no value, 2 the first value, ..."""

    phrase: str
    bank: int
    kind: int


def examples(banks: Sequence[PhraseBank]) -> tuple[Example, ...]:
    """All phrases of the banks, as notes are read: in the plain view."""
    return tuple(
        Example(view_of(phrase).text.strip(" .?!"), at, kind)
        for at, bank in enumerate(banks)
        for kind, phrases in enumerate((bank.unstated, *bank.values.values()), 1)
        for phrase in phrases
    )


def heads_of(banks: Sequence[PhraseBank]) -> tuple[Head, ...]:
    """One head a bank, their columns in a row."""
    found: list[Head] = []
    first = 0
    for bank in banks:
        found.append(Head(key=bank.key, values=tuple(bank.value(name) for name in bank.values), first=first))
        first = found[-1].columns.stop
    return tuple(found)


def learn(
    banks: Sequence[PhraseBank],
    known: Sequence[Example],
    vectors: Vectors,
    banks_hash: str,
    done: Callable[[int, int], None] = lambda at, of: None,
) -> Weights:
    """Weights that tell the examples' kinds from their vectors, one row an example; `done` hears of each fact."""
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    scaled = (vectors - centre) / spread
    heads, columns, biases = heads_of(banks), [], []
    for at, _ in enumerate(banks):
        slopes, bias = _one(scaled, known, at)
        columns.append(slopes / spread[:, None])
        biases.append(bias)
        done(at + 1, len(banks))
    return Weights(heads, centre, np.hstack(columns).astype(np.float32), np.hstack(biases), banks_hash)


def _one(scaled: Vectors, known: Sequence[Example], bank: int) -> tuple[Vectors, Vectors]:
    """Slopes (dimensions, kinds) and bias (kinds,) of one fact."""
    from sklearn.linear_model import LogisticRegression

    kinds = np.array([example.kind if example.bank == bank else _ELSEWHERE for example in known])
    counts = np.where(kinds == _ELSEWHERE, _OTHERS, 1.0)
    fitted = LogisticRegression(C=_PENALTY, max_iter=_STEPS).fit(scaled, kinds, sample_weight=counts)
    return fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
