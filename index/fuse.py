"""Reciprocal rank fusion: several rankings made one, by rank alone.

An item's score is the sum, over the rankings that hold it, of weight / (constant + rank), ranks from 1; an item that
a ranking does not hold gains nothing from it. Cormack, Clarke, Buettcher: Reciprocal Rank Fusion outperforms
Condorcet and individual rank learning methods, SIGIR 2009. We add the weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import inf


def ranking(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Ids by falling score; equal scores keep the mapping's order."""
    return tuple(sorted(scores, key=scores.__getitem__, reverse=True))


def fuse(rankings: Iterable[tuple[float, Sequence[str]]], constant: float) -> dict[str, float]:
    """Fused score by id, best first, from (weight, ranking) pairs; weights of 0 leave a ranking out."""
    scores: defaultdict[str, float] = defaultdict(float)
    for weight, ids in rankings:
        if weight > 0:
            for own, worth in zip(ids, _worths(weight, constant, len(ids)), strict=True):
                scores[own] += worth
    return {own: scores[own] for own in ranking(scores)}


@lru_cache(maxsize=256)
def _worths(weight: float, constant: float, ranks: int) -> tuple[float, ...]:
    """What each rank gives, the first one first."""
    return tuple(weight / (constant + rank) for rank in range(1, ranks + 1))


def best_by_group(scores: Mapping[str, float], group_of: Callable[[str], str]) -> dict[str, float]:
    """Each group's best score among its ids."""
    best: dict[str, float] = {}
    for group, score in zip(map(group_of, scores), scores.values(), strict=True):
        if score > best.get(group, -inf):
            best[group] = score
    return best


def interleave(rankings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The rankings' items in turns, each item once: first of each, then second of each, and so on."""
    deepest = max(map(len, rankings), default=0)
    turns = (ids[depth] for depth in range(deepest) for ids in rankings if depth < len(ids))
    return tuple(dict.fromkeys(turns))
