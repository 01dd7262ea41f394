"""The order of the steps and the time each takes: facts, scope, retrieval, verdict, answer, check, other documents.

A language model, where there is one, writes after the check of the built-in answer, which stands where it fails.

Plain functions from Turn to Turn; `assistant.chain` hands the same ones to LangChain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import NamedTuple

from assistant.steps import Steps
from assistant.turn import Request, Turn

STEPS = ("read", "scope", "search", "decide", "write", "check", "beside")
"""The steps in their order, by the names of the methods of Steps."""
MODEL = "model"
"""The step of the language model, before the last one."""


class TimedStep(NamedTuple):
    """A step that notes its time in the turn, in milliseconds."""

    name: str
    run: Callable[[Turn], Turn]
    live: Callable[[Turn], Generator[str, None, Turn]] | None = None
    """The same, giving out checked sentences on the way; None for a step that gives out none."""


def timed_steps(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> tuple[TimedStep, ...]:
    """All steps in their order. `clock` tells seconds."""
    timed = [TimedStep(name, _timed(name, getattr(steps, name), clock)) for name in STEPS]
    if steps.engine is not None:
        live = _timed_live(steps.write_live, clock)
        timed.insert(-1, TimedStep(MODEL, _timed(MODEL, steps.model, clock), live))
    return tuple(timed)


def run_all(steps: tuple[TimedStep, ...], request: Request) -> Turn:
    """The turn after its last step."""
    turn = Turn(request=request)
    for step in steps:
        turn = step.run(turn)
    return turn


def _timed(name: str, step: Callable[[Turn], Turn], clock: Callable[[], float]) -> Callable[[Turn], Turn]:
    def run(turn: Turn) -> Turn:
        start = clock()
        return _noted(step(turn), name, clock() - start)

    return run


def _timed_live(
    step: Callable[[Turn], Generator[str, None, Turn]], clock: Callable[[], float]
) -> Callable[[Turn], Generator[str, None, Turn]]:
    def run(turn: Turn) -> Generator[str, None, Turn]:
        start = clock()
        done = yield from step(turn)
        return _noted(done, MODEL, clock() - start)

    return run


def _noted(turn: Turn, name: str, seconds: float) -> Turn:
    return turn.model_copy(update={"timings_ms": {**turn.timings_ms, name: round(seconds * 1000, 2)}})
