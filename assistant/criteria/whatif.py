"""What would change a verdict, and which unknown facts could: every other value of every fact, tried once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from assistant.criteria.logic import evaluate, facts_of, limits
from assistant.criteria.weigh import recommend
from assistant.models import Case, Counterfactual, FactValue, Recommendation
from corpus.criteria import Criterion, FactSpec, load_criteria, load_fact_specs

_RANK: dict[Recommendation, int] = {
    "neither": 0, "conflicting": 1, "car_t": 2, "blinatumomab": 2, "either": 3, "insufficient": 4,
}  # fmt: skip
"""How much a new verdict matters: an exclusion first."""


class Trial(NamedTuple):
    """The verdict if one fact had another value."""

    fact: str
    value: FactValue
    recommendation: Recommendation


def try_all(case: Case) -> tuple[Trial, ...]:
    """The verdicts after each sensible change of one fact, known or unknown."""
    facts = case.values()
    true = {criterion.id for criterion in load_criteria() if evaluate(criterion.logic, facts).truth == "true"}
    return tuple(
        Trial(spec.key, value, _verdict(facts | {spec.key: value}, spec.key, true))
        for spec in load_fact_specs()
        if _sensible(facts, spec)
        for value in _values(spec.key)
        if value != facts.get(spec.key)
    )


def would_change(trials: tuple[Trial, ...], recommendation: Recommendation) -> tuple[Counterfactual, ...]:
    """The changes of one fact that give another verdict, weightiest first; one for each fact and verdict."""
    found: dict[tuple[str, Recommendation], Counterfactual] = {}
    for fact, value, other in trials:
        if other not in (recommendation, "insufficient"):
            found.setdefault((fact, other), Counterfactual(fact=fact, value=value, recommendation=other))
    return tuple(sorted(found.values(), key=lambda change: _RANK[change.recommendation]))


def missing_facts(case: Case, trials: tuple[Trial, ...], recommendation: Recommendation) -> tuple[str, ...]:
    """Unknown facts that could change the verdict, most decisive first: those that exclude, then those that flip."""
    others: dict[str, list[Recommendation]] = {}
    for fact, _, other in trials:
        if case.get(fact) is None and other != recommendation:
            others.setdefault(fact, []).append(other)
    return tuple(sorted(others, key=lambda fact: (min(_RANK[other] for other in others[fact]), -len(others[fact]))))


def _verdict(facts: Mapping[str, FactValue], changed: str, true: set[str]) -> Recommendation:
    """Only criteria that read the changed fact are weighed anew."""
    reading = _readers().get(changed, frozenset())
    return recommend(
        criterion
        for criterion in load_criteria()
        if (evaluate(criterion.logic, facts).truth == "true" if criterion.id in reading else criterion.id in true)
    )


def _sensible(facts: Mapping[str, FactValue], spec: FactSpec) -> bool:
    """Whether the fact can be asked about: no GVHD without a transplant."""
    return all(facts.get(key) == value for key, value in spec.needs.items())


@lru_cache(maxsize=1)
def _readers() -> dict[str, frozenset[str]]:
    """The criteria that read each fact."""
    readers: dict[str, set[str]] = {}
    for criterion in load_criteria():
        for fact in facts_of(criterion.logic):
            readers.setdefault(fact, set()).add(criterion.id)
    return {fact: frozenset(ids) for fact, ids in readers.items()}


@lru_cache(maxsize=64)
def _values(key: str) -> tuple[FactValue, ...]:
    """The values worth trying: all of a closed set; of a number, the limits in the criteria and beside them."""
    spec = next(spec for spec in load_fact_specs() if spec.key == key)
    if spec.type == "flag":
        return (True, False)
    if spec.type == "number":
        beside = {*spec.probes, *(edge + step for edge in _edges(load_criteria(), key) for step in (-1, 0, 1))}
        return tuple(sorted(value for value in beside if (spec.low or 0) <= value <= (spec.high or value)))
    return tuple((value,) for value in spec.values) if spec.type == "list" else spec.values


def _edges(criteria: tuple[Criterion, ...], key: str) -> set[float]:
    return {edge for criterion in criteria for edge in limits(criterion.logic).get(key, [])}
