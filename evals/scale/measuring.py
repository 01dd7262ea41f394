"""Sizes measured beside each other: each question goes to every size before the next one is asked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from assistant.api import Assistant
from evals.ranking import ranked_well
from evals.scale.ground import VECTORS, Told
from evals.scale.models import Built, Sized, Times
from evals.scale.worker import serve
from evals.scorers.retrieval import Sought
from evals.suite import chosen, entries

_NEAREST = 10
_ROWS = 50_000
"""Vectors compared at once."""


class Asked(NamedTuple):
    """What is asked in a run."""

    sought: Sequence[Sought]
    """For recall."""
    searches: Sequence[str]
    answers: Sequence[str]


class Worker:
    """A size's process, asked from here."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.open_s, self.index_mb = pipe.recv()

    def __call__(self, what: str, argument: Any = None) -> Any:
        """What the worker answers."""
        self._pipe.send((what, argument))
        return self._pipe.recv()


@contextmanager
def opened(folder: Path, data_dir: Path) -> Iterator[Worker]:
    """A process that has opened the index in a folder; it ends with the block."""
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=serve, args=(its, folder, data_dir), daemon=True)
    process.start()
    its.close()
    try:
        yield Worker(ours)
    finally:
        ours.close()
        process.join(60)


def measured(
    folders: Mapping[int, Path],
    built: Mapping[int, Built],
    asked: Asked,
    assistant: Assistant,
    data_dir: Path,
    told: Told,
) -> tuple[Sized, ...]:
    """All sizes, from the smallest on."""
    with ExitStack() as stack:
        workers = {}
        for at, times in enumerate(sorted(folders)):
            told("Opening the indexes", at, len(folders))
            workers[times] = stack.enter_context(opened(folders[times], data_dir))
        told("Opening the indexes", len(folders), len(folders))
        found = {times: [worker("search", one.ask).places for one in asked.sought] for times, worker in workers.items()}
        searches = _in_turns(workers, "search", asked.searches, told)
        answers = _in_turns(workers, "answer", asked.answers, told)
        vectors = assistant.index.embedder.embed([one.ask for one in asked.sought])
        kept = {times: _kept(worker, folders[times], vectors) for times, worker in workers.items()}
        return tuple(
            Sized(
                built=built[times], open_s=worker.open_s, memory_mb=worker("memory"), index_mb=worker.index_mb,
                search=_times([one.ms for one in searches[times]]), answer=_times([one.ms for one in answers[times]]),
                recall=float(np.mean([ranked_well(places, one.places)["R@5"]
                                      for places, one in zip(found[times], asked.sought, strict=True)])),
                nearest_kept=kept[times],
                answered=float(np.mean([one.passed for one in answers[times]])),
            )
            for times, worker in workers.items()
        )  # fmt: skip


def suite() -> tuple[Sought, ...]:
    """The questions of the retrieval suite."""
    (own,) = chosen("retrieval")
    return tuple(Sought.model_validate(entry) for entry in entries(own))


def _in_turns(workers: Mapping[int, Worker], what: str, questions: Sequence[str], told: Told) -> dict[int, list[Any]]:
    """What each size answers to each question; the first size to be asked is another one each time."""
    found: dict[int, list[Any]] = {times: [] for times in workers}
    order = list(workers)
    for at, question in enumerate(questions):
        for times in order[at % len(order) :] + order[: at % len(order)]:
            found[times].append(workers[times](what, question))
        told(f"Asking: {what}", at + 1, len(questions))
    return found


def _kept(worker: Worker, folder: Path, vectors: Any) -> float:
    """The share of the exactly nearest units that the store finds."""
    exact = _exact(np.load(folder / VECTORS, mmap_mode="r"), vectors)
    return float(np.mean([worker("close", (vector, least)) for vector, least in zip(vectors, exact, strict=True)]))


def _exact(stored: Any, vectors: Any) -> Any:
    """The cosine of the tenth nearest row with each vector."""
    best = np.full((len(vectors), 0), -1.0, dtype=np.float32)
    for start in range(0, len(stored), _ROWS):
        best = np.concatenate([best, vectors @ np.asarray(stored[start : start + _ROWS]).T], axis=1)
        best = -np.sort(-best, axis=1)[:, :_NEAREST]
    return best[:, -1]


def _times(values: Sequence[float]) -> Times:
    p50, p95 = np.percentile(values, [50, 95])
    return Times(p50=float(p50), p95=float(p95), count=len(values))
