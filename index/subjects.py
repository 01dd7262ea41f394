"""What each place speaks of: concepts by place, and how much sharing one says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.models import Frozen, Passage
from index.lexical import MOST, highest
from index.words import Concept


class Subjects(Frozen):
    """Concepts of a corpus's places."""

    places: dict[str, frozenset[str]]
    """Places that name a concept, by concept id."""
    worth: dict[str, float]
    """By concept id: the fewer places name it, the more it tells them apart (BM25's idf, above 0)."""
    references: frozenset[str]
    """Places that are a reference of the review."""
    rows: dict[str, frozenset[str]]
    """Table rows that are one study's own, by its concept id."""

    @cached_property
    def _names(self) -> list[str]:
        """All places that name a concept, by name."""
        return sorted(frozenset().union(*self.places.values()))

    @cached_property
    def _rows(self) -> dict[str, NDArray[np.int32]]:
        """By concept: its places as numbers in `_names`, rising."""
        number = {place: at for at, place in enumerate(self._names)}
        return {
            concept: np.fromiter(sorted(number[place] for place in places), np.int32, len(places))
            for concept, places in self.places.items()
        }

    def shared(self, concepts: Iterable[str], most: int = MOST) -> dict[str, float]:
        """By place: the worth of the concepts it shares with a question; places that share none are left out.

        The `most` worthiest, those of the concept named first before others, and by name.
        """
        worth = np.zeros(len(self._names))
        first = np.full(len(self._names), np.iinfo(np.int16).max, dtype=np.int16)
        for at, concept in enumerate(concepts):
            if concept in self._rows:
                here = self._rows[concept]
                worth[here] += self.worth[concept]
                first[here] = np.minimum(first[here], at)
        found = highest(worth, most)
        found = found[np.argsort(first[found], kind="stable")]
        return {self._names[row]: float(worth[row]) for row in found}

    def of_other_studies(self, concepts: Iterable[str]) -> frozenset[str]:
        """Rows of the studies that a question does not name, where it names any; else none."""
        named = [self.rows[concept] for concept in concepts if concept in self.rows]
        return frozenset().union(*self.rows.values()).difference(*named) if named else frozenset()


def subjects_of(
    places: Mapping[str, Sequence[Passage]], named: Mapping[str, Sequence[str]], concepts: Sequence[Concept]
) -> Subjects:
    """The subjects of all places: what their passages name (`named`: concept ids by passage id), what concepts say."""
    found: dict[str, set[str]] = {}
    for place, members in places.items():
        for passage in members:
            for concept in named.get(passage.id, ()):
                found.setdefault(concept, set()).add(place)
    rows: dict[str, frozenset[str]] = {}
    for known in concepts:
        here = places.keys() & set(known.places)
        if own := frozenset(place for place in here if places[place][0].kind == "cell"):
            rows[known.id] = own
        if here:
            found.setdefault(known.id, set()).update(here)
    return Subjects(
        places={concept: frozenset(where) for concept, where in found.items()},
        worth={concept: _worth(len(where), len(places)) for concept, where in found.items()},
        references=frozenset(place for place, members in places.items() if members[0].kind == "reference"),
        rows=rows,
    )


def _worth(naming: int, total: int) -> float:
    return math.log(1 + (total - naming + 0.5) / (naming + 0.5))
