"""The order of the steps and the time each takes: facts, scope, retrieval, verdict, answer, check, other documents.

Plain functions from Turn to Turn; `assistant.chain` hands the same ones to LangChain.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from assistant.steps import Steps
from assistant.turn import Request, Turn

STEPS = ("read", "scope", "search", "decide", "write", "check", "beside")
"""The steps in their order, by the names of the methods of Steps."""


class TimedStep(NamedTuple):
    """A step that notes its time in the turn, in milliseconds."""

    name: str
    run: Callable[[Turn], Turn]


def timed_steps(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> tuple[TimedStep, ...]:
    """All steps in their order. `clock` tells seconds."""
    return tuple(TimedStep(name, _timed(name, getattr(steps, name), clock)) for name in STEPS)


def run_all(steps: tuple[TimedStep, ...], request: Request) -> Turn:
    """The turn after its last step."""
    turn = Turn(request=request)
    for step in steps:
        turn = step.run(turn)
    return turn


def _timed(name: str, step: Callable[[Turn], Turn], clock: Callable[[], float]) -> Callable[[Turn], Turn]:
    def run(turn: Turn) -> Turn:
        start = clock()
        done = step(turn)
        spent = round((clock() - start) * 1000, 2)
        return done.model_copy(update={"timings_ms": {**done.timings_ms, name: spent}})

    return run
