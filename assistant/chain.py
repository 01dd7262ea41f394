"""The steps as LangChain runnables, for programs that build on LangChain.

An adapter that decides nothing: order and timing come from `assistant.order`. The assistant itself runs the same steps
without it, since importing LangChain takes longer than an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.order import timed_steps
from assistant.steps import Steps
from assistant.turn import Request, Turn


def build_chain(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> Runnable[Request, Turn]:
    """The whole chain. Its `stream` yields nothing before the end; use `runnables` to follow it step by step."""
    chain: Runnable[Request, Turn] = RunnableLambda(lambda request: Turn(request=request), name="start")
    for step in runnables(steps, clock):
        chain = chain | step
    return chain


def runnables(steps: Steps, clock: Callable[[], float] = time.perf_counter) -> tuple[Runnable[Turn, Turn], ...]:
    """The steps as runnables, each of which notes its time in milliseconds."""
    return tuple(RunnableLambda(step.run, name=step.name) for step in timed_steps(steps, clock))
