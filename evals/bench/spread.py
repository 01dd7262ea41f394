"""Medians with an interval. Pure arithmetic.

The interval is made of order statistics (G. J. Hahn and W. Q. Meeker, Statistical Intervals, 1991, section 5.2): of n
rounds in order, the k-th lowest and the k-th highest, with the largest k that leaves at most 2.5% on either side. It
supposes nothing of how times are distributed. Fewer than six rounds cannot give 95%: then it is lowest to highest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from statistics import median

from evals.bench.models import Spread

_OUTSIDE = 0.025
"""Share of doubt on either side."""


def spread(values: Sequence[float]) -> Spread:
    """The median and its interval; raises statistics.StatisticsError for no values."""
    middle, ordered = median(values), sorted(values)
    at = max(0, rank(len(ordered)) - 1)
    return Spread(median=middle, low=ordered[at], high=ordered[-1 - at])


def rank(count: int) -> int:
    """The k of the interval for so many values; 0 where no k gives 95%."""
    below, k = 0.0, 0
    while k < count / 2:
        below += comb(count, k) / 2**count
        if below > _OUTSIDE:
            break
        k += 1
    return k
