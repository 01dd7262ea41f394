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
    """How rankings are fused. Weights are shares of a rank's worth, 0 to 5; 0 leaves a ranking out."""

    rank_constant: float = Field(default=60.0, ge=0.0, le=1000.0)
    """Reciprocal rank fusion's k: the larger, the less the first ranks stand out (Cormack 2009 used 60)."""
    dense_passage: float = Field(default=1.0, ge=0.0, le=5.0)
    dense_place: float = Field(default=1.0, ge=0.0, le=5.0)
    dense_question: float = Field(default=1.0, ge=0.0, le=5.0)
    lexical_passage: float = Field(default=1.0, ge=0.0, le=5.0)
    lexical_place: float = Field(default=1.0, ge=0.0, le=5.0)
    others: int = Field(default=3, ge=0, le=20)
    """Further passages shown with each place."""
