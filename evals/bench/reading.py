"""Understanding a patient's note beside embedding a question: both are waited for before an answer is written."""

from __future__ import annotations

from evals.bench.shared import Shared
from evals.bench.timing import Sides


def sides(shared: Shared) -> Sides:
    """Items are notes in which something was understood, and questions."""
    reader = shared.assistant.reader

    def ours(number: int) -> int:
        return sum(bool(reader.read(note).facts) for note in shared.notes)

    def embed(number: int) -> int:
        return len(shared.embed_ours(shared.questions(number)))

    return Sides(ours, embed)
