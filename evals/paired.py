"""Two runs over the same cases, compared pair by pair.

McNemar's exact test (McNemar 1947): of the cases that just one of the two got right, how unlikely is so uneven a split,
were both equally good? The two-sided binomial probability at a half, worked out in whole numbers. Cases that either of
the two could not score are left out and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

from corpus.models import Frozen
from evals.errors import ResultError
from evals.outcome import Outcome


class Paired(Frozen):
    """How two runs of a suite differ."""

    suite: str
    both: int
    only_a: int
    only_b: int
    neither: int
    unscored: int
    """In one of the two at least."""
    p: float
    """Two-sided, of McNemar's exact test."""


class Difference(Frozen):
    """A case that one of two runs got right."""

    suite: str
    id: str
    right: str
    """"A" or "B"."""
    why: str
    """What the other one failed by."""


class Comparison(Frozen):
    """Two runs, suite by suite and over all."""

    a: str
    b: str
    suites: tuple[Paired, ...]
    all: Paired
    differences: tuple[Difference, ...]
    alone: int
    """Cases that only one of the two runs has: not compared."""
    reworded: int
    """Cases that ask or want something else in one run than in the other: not compared either."""


def mcnemar(only_a: int, only_b: int) -> float:
    """The two-sided exact probability, 0 to 1; 1 where no case differs."""
    of, fewer = only_a + only_b, min(only_a, only_b)
    return min(1.0, 2 * sum(comb(of, hits) for hits in range(fewer + 1)) / float(2**of))


def compared(a: str, first: Sequence[Outcome], b: str, second: Sequence[Outcome]) -> Comparison:
    """The comparison of two runs by the names `a` and `b`. Raises ResultError where they have no case in common."""
    theirs = {(one.suite, one.id): one for one in second}
    named = [(one, theirs[one.suite, one.id]) for one in first if (one.suite, one.id) in theirs]
    pairs = [pair for pair in named if _same(*pair)]
    if not pairs:
        raise ResultError(f"{a} and {b}", "got no case that is in both; wanted two runs of the same suites")
    suites = dict.fromkeys(one.suite for one, _ in pairs)
    return Comparison(
        a=a, b=b, all=_paired("all", pairs), alone=len(first) + len(second) - 2 * len(named),
        reworded=len(named) - len(pairs),
        suites=tuple(_paired(suite, [pair for pair in pairs if pair[0].suite == suite]) for suite in suites),
        differences=tuple(_differences(pairs)),
    )  # fmt: skip


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are of the same case; of one that could not be scored, what it wanted is not known."""
    unscored = "unscored" in (one.state, other.state)
    return one.asked == other.asked and (unscored or (one.before, one.expected) == (other.before, other.expected))


def _paired(suite: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> Paired:
    states = [(first.state, second.state) for first, second in pairs]
    only_a, only_b = states.count(("passed", "failed")), states.count(("failed", "passed"))
    return Paired(
        suite=suite, both=states.count(("passed", "passed")), only_a=only_a, only_b=only_b,
        neither=states.count(("failed", "failed")), unscored=sum("unscored" in pair for pair in states),
        p=mcnemar(only_a, only_b),
    )  # fmt: skip


def _differences(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[Difference]:
    found = []
    right: Mapping[tuple[str, str], str] = {("passed", "failed"): "A", ("failed", "passed"): "B"}
    for first, second in pairs:
        if won := right.get((first.state, second.state)):
            lost = second if won == "A" else first
            found.append(Difference(suite=first.suite, id=first.id, right=won, why="; ".join(lost.faults)))
    return found
