"""The steps of an answer once its passages are found, alone and together, beside embedding a question."""

from __future__ import annotations

from collections.abc import Callable

from assistant.steps import Steps
from assistant.turn import Request, Turn
from corpus.lexicon import load_concepts
from evals.bench.shared import Shared
from evals.bench.timing import Sides

_Step = Callable[[Steps, Turn], Turn]


def decided(shared: Shared) -> Sides:
    """The criteria weighed; items are patients' verdicts, and questions embedded."""
    return _sides(shared, _ready, lambda steps, turn: steps.decide(turn), lambda turn: turn.verdict is not None)


def written(shared: Shared) -> Sides:
    """The answer composed; items are answers, of patients and on the review, and questions embedded."""
    return _sides(shared, lambda steps, turn: steps.decide(_ready(steps, turn)), lambda steps, turn: steps.write(turn))


def checked(shared: Shared) -> Sides:
    """The answer checked, and mended where it fails; items are answers and questions."""
    return _sides(
        shared,
        lambda steps, turn: steps.write(steps.decide(_ready(steps, turn))),
        lambda steps, turn: steps.check(turn),
    )


def sides(shared: Shared) -> Sides:
    """The answer composed and checked; items are answers that passed, and questions."""
    return _sides(
        shared,
        lambda steps, turn: steps.decide(_ready(steps, turn)),
        lambda steps, turn: steps.check(steps.write(turn)),
    )


def _ready(steps: Steps, turn: Turn) -> Turn:
    return steps.search(steps.scope(steps.read(turn)))


def _sides(
    shared: Shared, before: _Step, timed: _Step, done: Callable[[Turn], bool] = lambda turn: bool(turn.text)
) -> Sides:
    known = shared.assistant
    steps = Steps(known.library, known.index, load_concepts(), reader=known.reader, sense=known.sense)
    waiting: list[Turn] = []

    def ready(number: int) -> None:
        waiting[:] = [before(steps, Turn(request=Request(question=question))) for question in shared.asked(number)]

    def ours(number: int) -> int:
        return sum(done(timed(steps, turn)) for turn in waiting)

    def embed(number: int) -> int:
        return len(shared.embed_ours(shared.questions(number)))

    return Sides(ours, embed, ready)
