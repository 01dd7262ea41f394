"""The chain: question -> facts -> scope -> retrieval -> verdict -> answer -> check -> other documents, as runnables.

Each step is a function from Turn to Turn, run and tested alone; LangChain strings them together and streams them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.steps import Steps
from assistant.turn import Request, Turn

STEPS = ("read", "scope", "search", "decide", "write", "check", "beside")
"""The steps in their order, by the names of the methods of Steps."""


def build_chain(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> Runnable[Request, Turn]:
    """The whole chain. Its `stream` yields nothing before the end; use `runnables` to follow it step by step."""
    chain: Runnable[Request, Turn] = RunnableLambda(lambda request: Turn(request=request), name="start")
    for step in runnables(steps, clock):
        chain = chain | step
    return chain


def runnables(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> tuple[Runnable[Turn, Turn], ...]:
    """The steps as runnables, each of which notes its time in milliseconds."""
    return tuple(RunnableLambda(_timed(name, getattr(steps, name), clock), name=name) for name in STEPS)


def _timed(name: str, step: Callable[[Turn], Turn], clock: Callable[[], float]) -> Callable[[Turn], Turn]:
    def run(turn: Turn) -> Turn:
        start = clock()
        done = step(turn)
        spent = round((clock() - start) * 1000, 2)
        return done.model_copy(update={"timings_ms": {**done.timings_ms, name: spent}})

    return run
