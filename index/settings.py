"""Settings of the index: those a build depends on, and those of a search. Frozen, bounded."""

from __future__ import annotations

from pydantic import Field

from corpus.models import Frozen


class BuildSettings(Frozen):
    """What the built files depend on; another value means another build."""

    max_tokens: int = Field(default=256, ge=16, le=8192)
    """Tokens the model reads of one text, its two special ones included; more would be cut."""
    ef_search: int = Field(default=200, ge=10, le=2000)
    """Chroma: candidates kept during a search; 200 makes it agree with exact search at our size."""
    bm25_k1: float = Field(default=1.2, ge=0.0, le=5.0)
    """BM25: how soon a repeated word stops counting."""
    bm25_b: float = Field(default=0.75, ge=0.0, le=1.0)
    """BM25: how much longer texts are discounted; 0 not at all, 1 fully."""


class SearchSettings(Frozen):
    """How rankings of places are fused. Weights are shares of a rank's worth; 0 leaves a ranking out.

    The defaults are a plateau, not a peak: docs/retrieval.md has the figures.
    """

    rank_constant: float = Field(default=10.0, ge=0.0, le=1000.0)
    """Reciprocal rank fusion's k: the larger, the less the first ranks stand out."""
    dense_passage: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the cosine of a place's best passage."""
    dense_place: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the cosine of the place as a whole."""
    dense_answer: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the cosine of a place's best passage with the question as its sense shifts it."""
    lexical_passage: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the BM25 score of a place's best passage."""
    lexical_place: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the BM25 score of the place as a whole."""
    concepts: float = Field(default=1.0, ge=0.0, le=5.0)
    """By the concepts that question and place share, rarer ones counting more."""
    reference_prior: float = Field(default=0.2, ge=0.0, le=1.0)
    """Share of the highest possible score that references gain where publications are asked for, and lose elsewhere."""
    other_study: float = Field(default=0.2, ge=0.0, le=1.0)
    """Share of the highest possible score that rows of other studies lose where a question names a study."""
    turns: tuple[str, ...] = ("study:", "patient:")
    """Kinds of concept whose places are taken in turns where a question names several."""
    publication_concept: str = "measure:refs"
    """The concept of a question that asks who published something, and where."""
    nearest: int = Field(default=500, ge=1, le=1_000_000)
    """Units whose nearness to the question is looked at, nearest first: farther ones speak for no place."""
    many: int = Field(default=10_000, ge=1, le=1_000_000_000)
    """Passages from which a corpus is so large that fewer of its units are looked at."""
    nearest_of_many: int = Field(default=200, ge=1, le=1_000_000)
    """Units whose nearness is looked at there: each costs time, and the farther ones hardly count (docs/scale.md)."""
    longest_question: int = Field(default=20_000, ge=100, le=1_000_000)
    """Characters of a question that are read; the rest is left out of the search."""
    most_sentences: int = Field(default=40, ge=1, le=1000)
    """Sentences of a question that are embedded, each a few milliseconds."""
    others: int = Field(default=3, ge=0, le=20)
    """Further passages shown with each place."""
