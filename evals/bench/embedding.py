"""Embedding a question: the exported model beside sentence-transformers, one question at a time."""

from __future__ import annotations

from evals.bench.shared import Shared
from evals.bench.timing import Sides


def sides(shared: Shared) -> Sides:
    """Items are questions."""

    def ours(number: int) -> int:
        return len(shared.embed_ours(shared.questions(number)))

    def encode(number: int) -> int:
        return sum(len(shared.original.encode([question])) for question in shared.questions(number))

    return Sides(ours, encode)
