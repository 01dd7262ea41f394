"""An answer written and checked, once its passages are found, beside embedding a question."""

from __future__ import annotations

from assistant.steps import Steps
from assistant.turn import Request, Turn
from corpus.lexicon import load_concepts
from evals.bench.shared import Shared
from evals.bench.timing import Sides
from evals.cases import load_variants

_NOTES = 4
"""Patients among the questions of a round: theirs are the longest answers."""


def sides(shared: Shared) -> Sides:
    """Items are answers that passed, and questions."""
    known = shared.assistant
    steps = Steps(known.library, known.index, load_concepts(), reader=known.reader, sense=known.sense)
    notes = [variant.note for variant in load_variants()]

    def found(question: str) -> Turn:
        turn = steps.scope(steps.read(Turn(request=Request(question=question))))
        return steps.decide(steps.search(turn))

    def asked(number: int) -> list[str]:
        at = number * _NOTES % len(notes)
        return [*shared.questions(number), *notes[at : at + _NOTES]]

    waiting: list[Turn] = []

    def ready(number: int) -> None:
        waiting[:] = map(found, asked(number))

    def ours(number: int) -> int:
        return sum(bool(steps.check(steps.write(turn)).text) for turn in waiting)

    def embed(number: int) -> int:
        return len(shared.embed_ours(shared.questions(number)))

    return Sides(ours, embed, ready)
