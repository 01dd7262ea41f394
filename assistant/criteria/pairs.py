"""Changes of two facts together, for verdicts that no change of one fact gives.

1. Sought are the other therapy, an exclusion, and, where no single change gives any other verdict, all others.
2. A pair makes sense as a whole; a settled fact that is known (the age) is never changed.
3. Best first: the pair that overturns fewest known facts, then one whose verdict rests on strong reasons, then the
   contract's order. The few best for each verdict are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from assistant.criteria.trials import Trial, kinds_of, sensible, shifted, specs_by_key
from assistant.criteria.truth import Holding, holding, readers, rests_on_strong, signature, verdict
from assistant.criteria.whatif import RANK
from assistant.models import Case, Change, FactValue, JointChange, Recommendation

_TOLD = 3
"""Pairs told for each verdict."""
_CHOICES: frozenset[Recommendation] = frozenset({"blinatumomab", "car_t", "neither"})


class _Move(NamedTuple):
    """One fact given another value, and the criteria whose truth that turns."""

    fact: str
    value: FactValue
    turned: Holding


class _Pair(NamedTuple):
    """A pair of moves, and what they lead to."""

    first: _Move
    second: _Move
    recommendation: Recommendation
    overturned: int
    strong: bool


def would_change_together(
    case: Case, trials: tuple[Trial, ...], recommendation: Recommendation
) -> tuple[JointChange, ...]:
    """The best pairs for each verdict sought, weightiest verdict first; none where single changes give them all."""
    facts = case.values()
    sought = _sought(facts, trials, recommendation)
    if not sought:
        return ()
    best: dict[tuple[str, str, Recommendation], _Pair] = {}
    for pair in _pairs(facts, sought):
        best.setdefault((pair.first.fact, pair.second.fact, pair.recommendation), pair)
    ranked = sorted(best.values(), key=lambda pair: (pair.overturned, not pair.strong))
    return tuple(
        JointChange(
            changes=tuple(Change(fact=move.fact, value=move.value) for move in (pair.first, pair.second)),
            recommendation=other,
        )
        for other in sorted(sought, key=lambda other: (RANK[other], other))
        for pair in [pair for pair in ranked if pair.recommendation == other][:_TOLD]
    )


def _sought(
    facts: Mapping[str, FactValue], trials: tuple[Trial, ...], recommendation: Recommendation
) -> frozenset[Recommendation]:
    reached = {trial.recommendation for trial in trials if not _settled(facts, trial.fact)} - {recommendation}
    wanted = _CHOICES if reached - {"insufficient"} else frozenset(RANK) - {"insufficient"}
    return wanted - reached - {recommendation}


def _settled(facts: Mapping[str, FactValue], fact: str) -> bool:
    return specs_by_key()[fact].fixed and fact in facts


def _pairs(facts: Mapping[str, FactValue], sought: frozenset[Recommendation]) -> Iterator[_Pair]:
    """Every sensible pair of moves that gives a verdict sought."""
    before = holding(facts)
    for first, second in combinations(_moves(facts, before), 2):
        if first.fact == second.fact:
            continue
        joint = bool(readers()[first.fact] & readers()[second.fact])
        if not joint and not (first.turned and second.turned):
            continue
        after = _after(facts, before, first, second) if joint else before ^ first.turned ^ second.turned
        other = verdict(after)
        if other in sought and sensible(_changed(facts, first, second), (first.fact, second.fact)):
            overturned = (first.fact in facts) + (second.fact in facts)
            yield _Pair(first, second, other, overturned, rests_on_strong(after))


def _after(facts: Mapping[str, FactValue], before: Holding, first: _Move, second: _Move) -> Holding:
    return shifted(before, _changed(facts, first, second), (first.fact, second.fact))


def _changed(facts: Mapping[str, FactValue], *moves: _Move) -> dict[str, FactValue]:
    return {**facts, **{move.fact: move.value for move in moves}}


def _moves(facts: Mapping[str, FactValue], before: Holding) -> list[_Move]:
    """Every way that a fact not settled could bear otherwise than it does."""
    return [
        _Move(key, value, before ^ shifted(before, {**facts, key: value}, (key,)))
        for key in specs_by_key()
        if not _settled(facts, key)
        for value in kinds_of(key)
        if key not in facts or signature(key, value) != signature(key, facts[key])
    ]
