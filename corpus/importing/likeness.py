"""How alike two texts are in what they say: shared words, names and figures, rare ones counting more.

tf-idf with cosine, over word stems and figures; enough to tell a restatement from its neighbours, where the wording
differs and the names and figures are the same.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"\d+(?:\.\d+)?%?|[a-z]{2,}\d*")
_STEM = 6
Terms = Mapping[str, float]


class Likeness:
    """Compares texts with a set of known ones."""

    def __init__(self, known: Sequence[str]) -> None:
        """`known`: the texts over which a term's rarity is counted."""
        self._in = Counter(term for text in known for term in set(_terms(text)))
        self._of = len(known)

    def terms(self, text: str) -> dict[str, float]:
        """The text's terms, weighted, of length 1 together; empty for a text without words."""
        weights = {term: (1 + math.log(times)) * self._rarity(term) for term, times in Counter(_terms(text)).items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}

    def _rarity(self, term: str) -> float:
        return math.log((1 + self._of) / (1 + self._in[term])) + 0.1


def alike(one: Terms, other: Terms) -> float:
    """Cosine of two weighted texts, 0 to 1."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(term, 0.0) for term, weight in few.items())


def _terms(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return [word if word[0].isdigit() else word[:_STEM] for word in _WORD.findall(plain)]
