"""Study written while the process is killed: each answer is there with its card, or neither.

The seam to `assistant.study`: where this version has none, the kind is skipped with that reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.faults.models import Ground, Skipped, Trial
from evals.faults.writing import killed_at_random

KIND = "kill -9 while an answer of study is written"
_TIMES = 60
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def injected(ground: Ground) -> Iterator[Trial | Skipped]:
    """Kills a process that does nothing but answer."""
    if find_spec("assistant.study") is None:
        yield Skipped(kind=KIND, why="this version has no assistant.study")
        return
    yield from killed_at_random(ground, KIND, "evals.faults.study:write", change, contents, ground.times or _TIMES)


def write(path: str, seed: int) -> None:
    """Answers until killed, and says after each answer that it is kept."""
    for number in itertools.count():
        change(Path(path), number)
        print(number, flush=True)


def change(path: Path, number: int) -> None:
    """The n-th change: an answer with its card; now and then a learner forgotten."""
    learner, item = f"learner{number % 3}", f"item{number % 5}"
    if number % 30 == 29:
        return _store(path).forget(learner)  # type: ignore[no-any-return]
    at = _BEGAN + timedelta(hours=number)
    kept = _study().Answered(
        learner=learner, item=item, kind="cell", topic="cns", at=at, right=number % 2 == 0,
        score=float(number % 2 == 0), rating="good", seconds=2.0, given=f"given {number}",
    )  # fmt: skip
    _store(path).keep(kept, lambda card: _reviewed(card, at))


def contents(path: Path) -> str:
    """All that the file holds, as text."""
    store = _store(path)
    kept = [answer.model_dump_json() for answer in store.answers()]
    cards = [f"{one} {item} {card.to_json()}" for one in store.learners() for item, card in store.cards(one).items()]
    return "\n".join([*kept, *sorted(cards)])


def _reviewed(card: Any, at: datetime) -> Any:
    from fsrs import Card, Rating, Scheduler

    known = card or Card(card_id=1, due=_BEGAN)
    return Scheduler(enable_fuzzing=False).review_card(known, Rating.Good, at)[0]


def _store(path: Path) -> Any:
    return _study().StudyStore(path)


def _study() -> Any:
    import importlib

    return importlib.import_module("assistant.study.store")
