"""The passage of a place that bears out a point best."""

from __future__ import annotations

import re

from corpus.digest import Digest
from corpus.lexicon import Concepts, fold
from corpus.models import Passage

_FIGURE = re.compile(r"(?<![A-Za-z\d-])\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z0-9%]{3,}")


def best_passage(digest: Digest, place: str, point: str, concepts: Concepts) -> Passage:
    """The passage at `place` that shares most words and concepts with `point`; of two alike, the first.

    Raises KeyError for a place the corpus does not have.
    """
    passages = digest.at(place)
    if not passages:
        raise KeyError(f"{place!r}: no such place in the corpus {digest.name!r}")
    words, ids = _words(point), set(concepts.ids(point))

    def shared(passage: Passage) -> float:
        found = _words(passage.text)
        figures = len(set(_FIGURE.findall(point)) & set(_FIGURE.findall(passage.text)))
        return len(words & found) + 1.5 * len(ids & set(concepts.ids(passage.text))) + 2 * figures

    return max(passages, key=shared)


def _words(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(fold(text))}
