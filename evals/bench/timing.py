"""Two jobs timed in turns, so that whatever else the machine does falls on both alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from evals.errors import NothingDoneError

Job = Callable[[int], int]
"""Does the round of the number given; tells how many items it did."""


def _nothing(number: int) -> None:
    """A round that needs nothing done before it."""


class Sides(NamedTuple):
    """What is measured, and what beside."""

    ours: Job
    yardstick: Job
    ready: Callable[[int], None] = _nothing
    """Does what a round needs beforehand, untimed."""


class Weighed(NamedTuple):
    """What is weighed, and what beside: each side of a round gives its megabytes."""

    ours: Callable[[int], float]
    yardstick: Callable[[int], float]


class Timed(NamedTuple):
    """One round of one side."""

    value: float
    """Milliseconds an item; megabytes where memory is measured."""
    items: int


class Round(NamedTuple):
    """One round of both."""

    ours: Timed
    yardstick: Timed


def in_turns(
    sides: Sides, rounds: int, told: Callable[[int], None], clock: Callable[[], float] = time.perf_counter
) -> tuple[Round, ...]:
    """The rounds, after one that does not count: caches fill, files are read for the first time.

    `told` hears how many rounds are done. `clock` tells seconds. Raises NothingDoneError for a side that did nothing.
    """
    found = []
    for number in range(rounds + 1):
        sides.ready(number)
        found.append(Round(timed(sides.ours, number, clock), timed(sides.yardstick, number, clock)))
        told(number)
    return tuple(found[1:])


def weighed(sides: Weighed, rounds: int, told: Callable[[int], None]) -> tuple[Round, ...]:
    """The rounds of a measure of memory; `told` hears how many are done."""
    found = []
    for number in range(rounds):
        found.append(Round(Timed(sides.ours(number), 1), Timed(sides.yardstick(number), 1)))
        told(number + 1)
    return tuple(found)


def timed(job: Job, number: int, clock: Callable[[], float]) -> Timed:
    """A job's time by item. Raises NothingDoneError."""
    start = clock()
    items = job(number)
    seconds = clock() - start
    if items < 1:
        raise NothingDoneError(job.__qualname__)
    return Timed(seconds * 1000 / items, items)
