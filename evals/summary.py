"""The whole of a run: counts, rates and measures by suite, what differs from the baseline, and every outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from statistics import fmean

from corpus.intervals import wilson
from corpus.models import Frozen
from evals.baseline import Baseline, Change, changes
from evals.outcome import Outcome

_SEED, _TIMES = 20200103, 1000


class Mean(Frozen):
    """A measure over some cases, with a 95% interval."""

    mean: float
    low: float
    high: float
    of: int


class Tally(Frozen):
    """How a suite went."""

    name: str
    title: str
    passed: int
    failed: int
    unscored: int
    """Neither right nor wrong: not in the rate."""
    rate: float | None
    """Of those scored; None where none was."""
    low: float
    high: float
    """Wilson's 95% interval (Wilson 1927)."""
    figures: Mapping[str, Mean]


class Report(Frozen):
    """A run of suites."""

    about: Mapping[str, str]
    """Engine, corpus, hashes, version."""
    tallies: tuple[Tally, ...]
    changes: tuple[Change, ...]
    outcomes: tuple[Outcome, ...]
    compared: bool
    """Whether there was a baseline to compare with."""

    @property
    def broken(self) -> tuple[Change, ...]:
        """The regressions."""
        return tuple(change for change in self.changes if change.kind == "broken")

    @property
    def better(self) -> tuple[Change, ...]:
        """What got better."""
        return tuple(change for change in self.changes if change.kind == "better")

    def change_of(self, outcome: Outcome) -> Change | None:
        """What differs in a case, where something does."""
        return next((one for one in self.changes if (one.suite, one.id) == (outcome.suite, outcome.id)), None)


def summed(
    titles: Mapping[str, str], outcomes: Sequence[Outcome], baseline: Baseline | None, about: Mapping[str, str]
) -> Report:
    """The report of some outcomes; `titles` of the suites, in their order."""
    tallies = tuple(
        _tally(name, title, [one for one in outcomes if one.suite == name]) for name, title in titles.items()
    )
    return Report(
        about=about, tallies=tallies, changes=changes(outcomes, baseline), outcomes=tuple(outcomes),
        compared=baseline is not None,
    )  # fmt: skip


def _tally(name: str, title: str, outcomes: Sequence[Outcome]) -> Tally:
    states = [one.state for one in outcomes]
    passed, failed = states.count("passed"), states.count("failed")
    low, high = wilson(passed, passed + failed)
    named = dict.fromkeys(figure for one in outcomes for figure in one.figures)
    return Tally(
        name=name, title=title, passed=passed, failed=failed, unscored=states.count("unscored"),
        rate=passed / (passed + failed) if passed + failed else None, low=low, high=high,
        figures={figure: mean([one.figures[figure] for one in outcomes if figure in one.figures]) for figure in named},
    )  # fmt: skip


def mean(values: Sequence[float]) -> Mean:
    """The mean with a percentile bootstrap interval over cases (Efron 1979), the same each time for the same values."""
    rng, size = Random(_SEED), len(values)
    drawn = sorted(fmean(rng.choices(values, k=size)) for _ in range(_TIMES))
    return Mean(mean=fmean(values), low=drawn[int(0.025 * _TIMES)], high=drawn[int(0.975 * _TIMES) - 1], of=size)
