"""Values of facts tried on a case: what the verdict would be, had a fact another value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from assistant.criteria.logic import limits
from assistant.criteria.truth import Holding, holding, readers, rests_on_strong, signature, verdict
from assistant.facts.validate import doubtful
from assistant.models import Case, FactValue, Recommendation
from corpus.criteria import FactSpec, load_criteria, load_fact_specs


class Trial(NamedTuple):
    """The verdict if one fact had another value."""

    fact: str
    value: FactValue
    recommendation: Recommendation
    strong: bool = False
    """Whether strong reasons would give it."""


def try_all(case: Case) -> tuple[Trial, ...]:
    """The verdicts after each sensible change of one fact, known or unknown, in the contract's order of facts."""
    facts = case.values()
    before = holding(facts)
    return tuple(
        Trial(spec.key, value, verdict(after), rests_on_strong(after))
        for spec in load_fact_specs()
        if spec.key in readers()
        for value in values_of(spec.key)
        if value != facts.get(spec.key) and sensible(changed := facts | {spec.key: value}, (spec.key,))
        for after in (shifted(before, changed, (spec.key,)),)
    )


def shifted(before: Holding, facts: Mapping[str, FactValue], changed: Collection[str]) -> Holding:
    """The criteria that hold after a change, from those that held before: only readers of the change are weighed."""
    touched = frozenset().union(*(readers().get(key, frozenset()) for key in changed))
    return (before - touched) | holding(facts, touched) if touched else before


def sensible(facts: Mapping[str, FactValue], changed: Collection[str]) -> bool:
    """Whether changed facts make sense among the others: no GVHD without a transplant, no MRD with 60% blasts."""
    specs, dependents = specs_by_key(), _dependents()
    needing = [*changed, *(own for key in changed for own in dependents.get(key, ()) if own in facts)]
    met = all(facts.get(key) == wanted for own in needing for key, wanted in specs[own].needs.items())
    return met and not doubtful(facts, changed)


@lru_cache(maxsize=64)
def values_of(key: str) -> tuple[FactValue, ...]:
    """The values worth trying: all of a closed set; of a number, the limits in the criteria and beside them."""
    spec = specs_by_key()[key]
    if spec.type == "flag":
        return (True, False)
    if spec.type == "number":
        edges = {edge for criterion in load_criteria() for edge in limits(criterion.logic).get(key, [])}
        beside = {*spec.probes, *(edge + step for edge in edges for step in (-1, 0, 1))}
        return tuple(sorted(value for value in beside if (spec.low or 0) <= value <= (spec.high or value)))
    return tuple((value,) for value in spec.values) if spec.type == "list" else spec.values


@lru_cache(maxsize=64)
def kinds_of(key: str) -> tuple[FactValue, ...]:
    """One value for each way that a fact can bear on a verdict, plain absence first; none where it bears on none."""
    if key not in readers():
        return ()
    first: dict[tuple[bool, ...], FactValue] = {}
    for value in sorted(values_of(key), key=lambda value: value != "none"):
        first.setdefault(signature(key, value), value)
    return tuple(first.values())


@lru_cache(maxsize=1)
def specs_by_key() -> dict[str, FactSpec]:
    """The facts of the contract, by key, in its order."""
    return {spec.key: spec for spec in load_fact_specs()}


@lru_cache(maxsize=1)
def _dependents() -> dict[str, tuple[str, ...]]:
    """The facts that make no sense without each fact."""
    specs = load_fact_specs()
    return {spec.key: tuple(other.key for other in specs if spec.key in other.needs) for spec in specs}
