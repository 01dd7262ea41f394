"""A whole checked answer beside LangChain's retrieval alone, which finds passages and says nothing.

Both in this process, in turns. The yardstick's questions are embedded with as many threads of torch as are fastest on
this machine; `by_default` leaves their number to torch, as those do who follow its pages; `alone` gives one thread to
the yardstick and one to each graph of our model, of which two may run side by side. Patients' notes are apart: a note's
answer reads facts and weighs criteria, which retrieval has nothing like.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from assistant.api import Assistant, open_assistant
from assistant.settings import Settings
from evals.bench.original import Original
from evals.bench.querying import K, langchain_store
from evals.bench.shared import Shared
from evals.bench.timing import Sides


def sides(shared: Shared) -> Sides:
    """Items are questions on the review, answered, and the same questions that found ten passages."""
    return _sides(shared, shared.assistant, shared.original, shared.questions)


def by_default(shared: Shared) -> Sides:
    """The same, with torch's own number of threads."""
    return _sides(shared, shared.assistant, Original(os.cpu_count() or 1), shared.questions)


def alone(shared: Shared) -> Sides:
    """The same, with one thread to the yardstick and one to each graph of ours."""
    one = open_assistant(Settings(data_dir=shared.data_dir))
    one.index.embedder.limit_threads(1)  # type: ignore[attr-defined]
    return _sides(shared, one, Original(1), shared.questions)


def patients(shared: Shared) -> Sides:
    """The same for patients' notes, the yardstick at its best."""
    return _sides(shared, shared.assistant, shared.original, shared.patients)


def _sides(shared: Shared, assistant: Assistant, original: Original, asked: Callable[[int], Sequence[str]]) -> Sides:
    store = langchain_store(shared, original)

    def ours(number: int) -> int:
        return sum(bool(assistant.ask(question).answer) for question in asked(number))

    def similarity_search(number: int) -> int:
        return sum(len(store.similarity_search(question, k=K)) == K for question in asked(number))

    return Sides(ours, similarity_search)
