"""Conversations written while the process is killed: turns kept, taken back, named, rated, deleted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from assistant.conversation import Memory
from assistant.models import Answer, Case, Citation
from assistant.threads import AsKept, ThreadStore
from evals.faults.models import Ground, Skipped, Trial
from evals.faults.writing import killed_at_random

KIND = "kill -9 while a conversation is written"
_TIMES = 100
_THREADS = 3


def injected(ground: Ground) -> Iterator[Trial | Skipped]:
    """Kills a process that does nothing but write."""
    job = "evals.faults.threads:write"
    yield from killed_at_random(ground, KIND, job, change, contents, ground.times or _TIMES)


def write(path: str, seed: int) -> None:
    """Changes a file of conversations until killed, and says after each change that it is done."""
    for number in itertools.count():
        change(Path(path), number)
        print(number, flush=True)


def change(path: Path, number: int) -> None:
    """The n-th change: mostly a turn; now and then another act."""
    store = ThreadStore(path, clock=lambda: float(number))
    thread = f"t{number % _THREADS}"
    act = number % 10
    if act == 7:
        store.rename(thread, f"Named {number}")
    elif act == 8:
        store.rate(thread, f"k{number - _THREADS}", "up", "good")
    elif act == 9 and number % 20 == 19:
        store.cut_back(thread, f"k{number - _THREADS}")
    elif number % 40 == 39:
        store.forget(thread)
    else:
        store.keep(thread, f"Question {number}?", an_answer(number), a_memory(number), AsKept(key=f"k{number}"))


def contents(path: Path) -> str:
    """All that the file holds, as text."""
    store = ThreadStore(path)
    return "\n".join(
        [
            line
            for one in store.list()
            for line in (one.model_dump_json(), str(store.open(one.id)), str(store.load(one.id)))
        ]
        + [rating.model_dump_json() for rating in store.ratings()]
    )


def an_answer(number: int) -> Answer:
    """An answer as large as they are."""
    cited = [Citation(marker=n, locators=(f"patient2.{n}",), text="A passage. " * 20) for n in range(1, 9)]
    return Answer(status="answered", answer=f"Said {number} [1]. " * 40, citations=tuple(cited))


def a_memory(number: int) -> Memory:
    """What is known after it."""
    return Memory(case=Case.of({"age": number % 90}), asked=f"Question {number}?")
