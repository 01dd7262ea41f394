"""Confidence intervals of shares."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964  # 97.5th percentile of the normal distribution


def wilson(hits: float, of: int) -> tuple[float, float]:
    """The ends of Wilson's 95% score interval (Wilson 1927), 0 to 1; an empty group has the whole range."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)
