"""Questions to ranked places and passages, from a vector store and a keyword index. Pure: no files, no models loaded.

1. The question's vector is compared with every unit, its terms with every text: two tables of scores.
2. Five rankings of places come of them: by best passage, whole place and known question (cosine), by best passage and
   whole place (BM25). Reciprocal rank fusion makes them one.
3. Where the question names several studies, or both therapies, each gets a ranking of the places that speak of it, and
   these are taken in turns: the one that is written of more must not crowd out the other.
4. Within a place, passages stand by their own fused ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.models import Frozen, Passage
from index.embed import Embedder
from index.fuse import best_by_group, fuse, interleave, ranking
from index.lexical import Lexical
from index.settings import SearchSettings
from index.store import VectorStore
from index.units import kind_of, place_of, places_of
from index.words import Concepts


class Hit(Frozen):
    """A place of the review that bears on a question."""

    passage: Passage
    """The best of its passages."""
    others: tuple[Passage, ...]
    """Its next best, best first."""
    score: float
    """Fused score of the place; only its order means something."""


class ScoredPassage(Frozen):
    """A passage with what spoke for it."""

    passage: Passage
    score: float
    """Fused score; only its order means something."""
    semantic: float
    """Cosine with the question, -1 to 1."""
    lexical: float
    """BM25 score, 0 or more."""


class Ranked(Frozen):
    """Everything known of one question; computed once, read in several ways."""

    places: dict[str, float]
    """Fused score by place, best first."""
    passages: dict[str, float]
    """Fused score by passage, best first."""
    semantic: dict[str, float]
    lexical: dict[str, float]


class Index:
    """The review, searchable. Holds what was built; changes nothing."""

    def __init__(
        self,
        passages: Sequence[Passage],
        embedder: Embedder,
        store: VectorStore,
        lexical: Lexical,
        terms: Callable[[str], list[str]],
        named: Mapping[str, Sequence[str]],
        concepts: Concepts,
        settings: SearchSettings | None = None,
    ) -> None:
        """`terms` must be what the keyword index was built with; `named`: concept ids by passage."""
        self._embedder, self._store, self._lexical, self._terms = embedder, store, lexical, terms
        self._concepts, self._settings = concepts, settings or SearchSettings()
        self._passages = {passage.id: passage for passage in passages}
        self._places = places_of(passages)
        self._speaks_of = _places_by_concept(self._places, named)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The `k` places that bear most on a question, best first, each once; none for an empty question."""
        ranked = self.rank(question)
        order = self._in_turns(question, ranked.places)
        return tuple(self._hit(place, ranked) for place in order[: max(0, k)])

    def rank_passages(self, question: str, k: int = 40) -> tuple[ScoredPassage, ...]:
        """The `k` passages that bear most on a question, best first, with what spoke for each."""
        ranked = self.rank(question)
        return tuple(self._scored(own, ranked) for own in list(ranked.passages)[: max(0, k)])

    def rank(self, question: str) -> Ranked:
        """All places and passages with their scores: one embedding, one look-up in each index."""
        if not question.strip():
            return Ranked(places={}, passages={}, semantic={}, lexical={})
        cosines = self._store.cosines(self._embedder.embed([question])[0])
        words = self._lexical.scores(self._terms(question))
        return rank_all(cosines, words, self._settings)

    def _hit(self, place: str, ranked: Ranked) -> Hit:
        members = sorted(self._places[place], key=lambda passage: -ranked.passages.get(passage.id, 0.0))
        return Hit(passage=members[0], others=tuple(members[1 : 1 + self._settings.others]), score=ranked.places[place])

    def _scored(self, own: str, ranked: Ranked) -> ScoredPassage:
        return ScoredPassage(
            passage=self._passages[own], score=ranked.passages[own], semantic=ranked.semantic.get(own, 0.0),
            lexical=ranked.lexical.get(own, 0.0),
        )  # fmt: skip

    def _in_turns(self, question: str, places: Mapping[str, float]) -> tuple[str, ...]:
        """Rule 3: places in turns by the studies or therapies named; as ranked when there are fewer than two."""
        named = [own for own in self._concepts.ids(question) if self._speaks_of.get(own)]
        for kind in ("study:", "therapy:"):
            subjects = [own for own in named if own.startswith(kind)]
            if len(subjects) > 1:
                rankings = [[place for place in places if place in self._speaks_of[own]] for own in subjects]
                return interleave([*rankings, tuple(places)])
        return tuple(places)


def rank_all(cosines: Mapping[str, float], words: Mapping[str, float], settings: SearchSettings) -> Ranked:
    """Rules 2 and 4 over the scores of all units (cosines) and texts (BM25)."""
    dense = {kind: {own: score for own, score in cosines.items() if kind_of(own) == kind} for kind in _KINDS}
    lexical = {kind: {own: score for own, score in words.items() if kind_of(own) == kind} for kind in _KINDS}
    by_place = [
        (settings.dense_passage, dense["passage"]),
        (settings.dense_place, dense["passage"] | dense["place"]),
        (settings.dense_question, dense["question"]),
        (settings.lexical_passage, lexical["passage"]),
        (settings.lexical_place, lexical["place"]),
    ]
    return Ranked(
        places=fuse(((weight, ranking(best_by_group(scores, place_of))) for weight, scores in by_place), settings.rank_constant),
        passages=fuse(
            (
                (settings.dense_passage, ranking(dense["passage"])),
                (settings.lexical_passage, ranking(lexical["passage"])),
            ),
            settings.rank_constant,
        ),
        semantic=dense["passage"],
        lexical=lexical["passage"],
    )


_KINDS = ("passage", "place", "question")


def _places_by_concept(
    places: Mapping[str, Sequence[Passage]], named: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place, members in places.items():
        for passage in members:
            for own in named.get(passage.id, ()):
                found.setdefault(own, set()).add(place)
    return {own: frozenset(where) for own, where in found.items()}
