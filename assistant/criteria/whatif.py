"""What would change a verdict, and which unknown facts could, from the values tried on a case."""

from __future__ import annotations

from assistant.criteria.trials import Trial
from assistant.criteria.truth import signature
from assistant.models import Case, Counterfactual, Recommendation

RANK: dict[Recommendation, int] = {
    "neither": 0, "conflicting": 1, "car_t": 2, "blinatumomab": 2, "either": 3, "insufficient": 4,
}  # fmt: skip
"""How much a new verdict matters: an exclusion first."""


def would_change(trials: tuple[Trial, ...], recommendation: Recommendation) -> tuple[Counterfactual, ...]:
    """The changes of one fact that give another verdict, weightiest first; one for each fact and verdict."""
    found: dict[tuple[str, Recommendation], Counterfactual] = {}
    for fact, value, other, _ in trials:
        if other not in (recommendation, "insufficient"):
            found.setdefault((fact, other), Counterfactual(fact=fact, value=value, recommendation=other))
    return tuple(sorted(found.values(), key=lambda change: RANK[change.recommendation]))


def missing_facts(case: Case, trials: tuple[Trial, ...], recommendation: Recommendation) -> tuple[str, ...]:
    """Unknown facts that could change the verdict, most decisive first.

    1. A fact that could exclude both therapies comes before one that could not.
    2. Then counts how much of what the fact can be flips the verdict, a flip to a verdict on strong reasons twice.
       Values alike to every criterion (51% and 70% blasts) count once.
    3. Ties stand in the contract's order of facts.
    """
    kinds: dict[str, dict[tuple[bool, ...], Trial]] = {}
    for trial in trials:
        if case.get(trial.fact) is None:
            kinds.setdefault(trial.fact, {}).setdefault(signature(trial.fact, trial.value), trial)
    scores = {fact: _score(tuple(tried.values()), recommendation) for fact, tried in kinds.items()}
    flipping = [fact for fact, (excludes, flips) in scores.items() if excludes or flips]
    return tuple(sorted(flipping, key=lambda fact: scores[fact], reverse=True))


def _score(tried: tuple[Trial, ...], recommendation: Recommendation) -> tuple[bool, float]:
    """Whether a fact could exclude both therapies, and the share of its values that flip, strong flips twice."""
    flips = [trial for trial in tried if trial.recommendation != recommendation]
    excludes = any(trial.recommendation == "neither" for trial in flips)
    return excludes, sum(2 if trial.strong else 1 for trial in flips) / len(tried)
