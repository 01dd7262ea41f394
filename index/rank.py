"""Questions to ranked places and passages, from a vector store and a keyword index. Pure: no files, no models loaded.

1. The question's vector (a long question's: the mean of its sentences') is compared with every unit, its terms with
   every text, its concepts with every place.
2. Six rankings of places come of them: by best passage and whole place (cosine), by best passage with the question as
   its sense shifts it, by best passage and whole place (BM25), by shared concepts. Reciprocal rank fusion makes them
   one.
3. References come forward where publications are asked for, and stand back elsewhere; where studies are named, the
   table rows of all others stand back.
4. Where the question names several studies or several of the review's patients, each gets a ranking of the places that
   speak of it, and these are taken in turns: the one that more is written of must not crowd out the others.
5. Within a place, passages stand by their own fused ranks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import NamedTuple, get_args

import numpy as np

from corpus.models import Frozen, Passage
from index.ahead import Ahead
from index.embed import Embedder, Vectors
from index.fuse import best_by_group, fuse, interleave, ranking
from index.lexical import Lexical
from index.settings import SearchSettings
from index.store import VectorStore
from index.subjects import Subjects, subjects_of
from index.units import UnitKind, kind_of, place_of, places_of, target_of
from index.words import Concepts

_REMEMBERED = 8
"""Questions whose vectors are remembered."""
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+")


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
    answering: float = 0.0
    """Cosine with the question as its sense shifts it, -1 to 1; 0 where it has none."""
    place_share: float = 0.0
    """Score of its place as a share of the best place's, 0 to 1."""


class Ranked(NamedTuple):
    """Everything known of one question; computed once, read in several ways."""

    places: dict[str, float]
    """Fused score by place, in the order to show them: best first, or in turns (rule 4)."""
    passages: dict[str, float]
    """Fused score by passage, best first."""
    semantic: dict[str, float]
    lexical: dict[str, float]
    answering: dict[str, float]


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
        """`terms` and `concepts` must be what the keyword index was built with; `named`: concept ids by passage."""
        self._embedder, self._store, self._lexical, self._terms = embedder, store, lexical, terms
        self._concepts, self._settings = concepts, settings or SearchSettings()
        self._passages = {passage.id: passage for passage in passages}
        few = len(self._passages) < self._settings.many
        self._nearest = self._settings.nearest if few else self._settings.nearest_of_many
        self._places = places_of(passages)
        self._subjects = subjects_of(self._places, named, concepts.all)
        self._vectors = Ahead(self._vector, _REMEMBERED)
        self.held: object = None
        """What must be there as long as the index is: set by whoever opens its files."""

    @property
    def nearest(self) -> int:
        """Units whose nearness to a question is looked at."""
        return self._nearest

    @property
    def embedder(self) -> Embedder:
        """What embeds questions."""
        return self._embedder

    @property
    def worth(self) -> Mapping[str, float]:
        """By concept id: the fewer places name it, the more sharing it says."""
        return self._subjects.worth

    def has(self, place: str) -> bool:
        """Whether it is one of the places that can be found."""
        return place in self._places

    def begin(self, question: str) -> None:
        """Starts on a question's vector, in a thread of its own, and does not wait: `rank` will."""
        if question := self._read(question):
            self._vectors.begin(question)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The `k` places that bear most on a question, best first, each once; none for an empty question."""
        ranked = self.rank(question)
        return self.hits(list(ranked.places)[: max(0, k)], ranked)

    def hits(self, places: Sequence[str], ranked: Ranked) -> tuple[Hit, ...]:
        """The places given, in that order, each with its best passages for the question that was ranked."""
        return tuple(self._hit(place, ranked) for place in places)

    def rank_passages(self, question: str, k: int = 40, shift: Sequence[float] = ()) -> tuple[ScoredPassage, ...]:
        """The `k` passages that bear most on a question, best first, with what spoke for each."""
        ranked = self.rank(question, shift)
        best = max(ranked.places.values(), default=1.0)
        return tuple(self._scored(own, ranked, best) for own in list(ranked.passages)[: max(0, k)])

    def rank(self, question: str, shift: Sequence[float] = ()) -> Ranked:
        """All places and passages with their scores; each sentence embedded once.

        `shift`: what brings the question's vector near to what answers it, where that is known (assistant.sense).
        """
        if not (question := self._read(question)):
            return Ranked(places={}, passages={}, semantic={}, lexical={}, answering={})
        concepts = self._concepts.ids(question)
        words = self._lexical.scores([*self._terms(question), *concepts])
        vector = self._vectors(question)  # last: it may have been begun
        cosines = self._store.cosines(vector, self._nearest)
        answers = self._store.cosines(shifted(vector, shift), self._nearest) if shift else {}
        return rank_all(cosines, answers, words, concepts, self._subjects, self._settings)

    def _scored(self, own: str, ranked: Ranked, best: float) -> ScoredPassage:
        return ScoredPassage(
            passage=self._passages[own],
            score=ranked.passages[own],
            semantic=ranked.semantic.get(own, 0.0),
            lexical=ranked.lexical.get(own, 0.0),
            answering=ranked.answering.get(own, 0.0),
            place_share=ranked.places.get(place_of(own), 0.0) / best,
        )

    def _read(self, question: str) -> str:
        """What is read of a question."""
        return question.strip()[: self._settings.longest_question]

    def _vector(self, question: str) -> Vectors:
        return embed_question(question, self._embedder, self._settings.most_sentences)

    def _hit(self, place: str, ranked: Ranked) -> Hit:
        members = sorted(self._places[place], key=lambda passage: -ranked.passages.get(passage.id, 0.0))
        return Hit(
            passage=members[0],
            others=tuple(members[1 : 1 + self._settings.others]),
            score=ranked.places.get(place, 0.0),
        )


def embed_question(question: str, embedder: Embedder, most_sentences: int) -> Vectors:
    """A question's vector: the mean over its sentences, so that none of a long patient note is cut or drowned."""
    sentences = dict.fromkeys(part.strip() for part in _SENTENCE_END.split(question) if part.strip())
    mean = embedder.embed(list(sentences)[:most_sentences]).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def shifted(vector: Vectors, shift: Sequence[float]) -> Vectors:
    """A vector of length 1, moved, and of length 1 again."""
    moved = vector + np.asarray(shift, dtype=np.float32)
    return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-12), dtype=np.float32)


def rank_all(
    cosines: Mapping[str, float],
    answers: Mapping[str, float],
    words: Mapping[str, float],
    concepts: Sequence[str],
    subjects: Subjects,
    settings: SearchSettings,
) -> Ranked:
    """Rules 2 to 5, from cosines by unit (of the question, and of it shifted), BM25 scores by text, and concepts."""
    dense, answering, lexical = _by_kind(cosines), _by_kind(answers)["passage"], _by_kind(words)
    dense["passage"] = _higher(dense["passage"], best_by_group(dense["restatement"], target_of))
    best = best_by_group(dense["passage"], place_of)
    by_place = (
        (settings.dense_passage, best),
        # Every place must have its chance in every ranking: its passages speak for it where it is no unit of its own.
        (settings.dense_place, best | best_by_group(dense["place"], place_of)),
        (settings.dense_answer, best_by_group(answering, place_of)),
        (settings.lexical_passage, best_by_group(lexical["passage"], place_of)),
        (settings.lexical_place, best_by_group(lexical["place"], place_of)),
        (settings.concepts, subjects.shared(concepts)),
    )
    fused = fuse(((weight, ranking(scores)) for weight, scores in by_place), settings.rank_constant)
    # Each ranking that speaks can give at most weight / (constant + 1): the prior is a share of the sum of these.
    highest = sum(weight for weight, scores in by_place if scores) / (settings.rank_constant + 1)
    by_passage = (
        (settings.dense_passage, ranking(dense["passage"])),
        (settings.dense_answer, ranking(answering)),
        (settings.lexical_passage, ranking(lexical["passage"])),
    )
    return Ranked(
        places=_in_turns(_with_prior(fused, highest, concepts, subjects, settings), concepts, subjects, settings),
        passages=fuse(by_passage, settings.rank_constant),
        semantic=dense["passage"],
        lexical=lexical["passage"],
        answering=answering,
    )


def _by_kind(scores: Mapping[str, float]) -> dict[UnitKind, dict[str, float]]:
    """The scores of each kind of unit, in their order."""
    found: dict[UnitKind, dict[str, float]] = {kind: {} for kind in get_args(UnitKind)}
    passages = found["passage"]
    for own, score in scores.items():
        if ":" in own:
            found[kind_of(own)][own] = score
        else:
            passages[own] = score
    return found


def _higher(scores: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """The scores, raised to the others' where those are higher; the ids stay."""
    higher = {own: score for own, score in others.items() if score > scores.get(own, inf)}
    return {**scores, **higher}


def _with_prior(
    places: Mapping[str, float], highest: float, concepts: Sequence[str], subjects: Subjects, settings: SearchSettings
) -> dict[str, float]:
    """Rule 3, best first."""
    asked = settings.publication_concept in concepts
    prior = highest * settings.reference_prior * (1 if asked else -1)
    others = subjects.of_other_studies(concepts)
    back = highest * settings.other_study
    scores = {
        place: score + prior * (place in subjects.references) - back * (place in others)
        for place, score in places.items()
    }
    return {place: scores[place] for place in ranking(scores)}


def _in_turns(
    places: Mapping[str, float], concepts: Sequence[str], subjects: Subjects, settings: SearchSettings
) -> dict[str, float]:
    """Rule 4: the same scores in another order; as they were where fewer than two subjects are named."""
    for kind in settings.turns:
        named = [own for own in concepts if own.startswith(kind) and subjects.places.get(own)]
        if len(named) > 1:
            rankings = [[place for place in places if place in subjects.places[own]] for own in named]
            return {place: places[place] for place in interleave([*rankings, list(places)])}
    return dict(places)
