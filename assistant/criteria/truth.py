"""Which reasons and exclusions hold for plain facts, and the verdict they give; both remembered.

A criterion's truth hangs only on the facts it reads, and a verdict only on the reasons and exclusions that hold. So
trying hundreds of values costs little: what is asked twice is not worked out twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from assistant.criteria.logic import comparisons, evaluate, facts_of
from assistant.criteria.weigh import recommend
from assistant.models import FactValue, Recommendation
from corpus.criteria import Criterion, load_criteria

Holding = frozenset[str]
"""Ids of the deciding criteria that are true."""


@lru_cache(maxsize=1)
def deciding() -> dict[str, Criterion]:
    """The criteria that a verdict turns on, by id: exclusions and reasons toward a therapy; no cautions."""
    return {
        criterion.id: criterion for criterion in load_criteria() if criterion.toward or criterion.effect == "excludes"
    }


@lru_cache(maxsize=1)
def readers() -> dict[str, frozenset[str]]:
    """The deciding criteria that read each fact; a fact that none reads has no entry."""
    found: dict[str, set[str]] = {}
    for criterion in deciding().values():
        for fact in facts_of(criterion.logic):
            found.setdefault(fact, set()).add(criterion.id)
    return {fact: frozenset(ids) for fact, ids in found.items()}


def holding(facts: Mapping[str, FactValue], among: Iterable[str] | None = None) -> Holding:
    """The deciding criteria (of those `among`, where given) that are true for the facts."""
    ids = deciding() if among is None else among
    return frozenset(own for own in ids if _holds(own, tuple(facts.get(key) for key in _read_by()[own])))


def verdict(held: Holding) -> Recommendation:
    """The recommendation that true criteria give."""
    return _verdict(held)[0]


def rests_on_strong(held: Holding) -> bool:
    """Whether strong reasons, not minor ones, give the verdict."""
    return _verdict(held)[1]


@lru_cache(maxsize=65536)
def _verdict(held: Holding) -> tuple[Recommendation, bool]:
    criteria = [deciding()[own] for own in held]
    strong = [criterion for criterion in criteria if criterion.weight == "strong"]
    given = recommend(criteria)
    return given, given != "neither" and recommend(strong) == given != "insufficient"


@lru_cache(maxsize=1)
def _read_by() -> dict[str, tuple[str, ...]]:
    return {own: tuple(sorted(facts_of(criterion.logic))) for own, criterion in deciding().items()}


@lru_cache(maxsize=65536)
def _holds(own: str, values: tuple[FactValue | None, ...]) -> bool:
    facts = {key: value for key, value in zip(_read_by()[own], values, strict=True) if value is not None}
    return evaluate(deciding()[own].logic, facts).truth == "true"


@lru_cache(maxsize=4096)
def signature(key: str, value: FactValue) -> tuple[bool, ...]:
    """How a value fares in each test of its fact: values with the same signature are the same to every verdict."""
    return tuple(evaluate({key: wanted}, {key: value}).truth == "true" for wanted in _tests_of(key))


@lru_cache(maxsize=64)
def _tests_of(key: str) -> tuple[Any, ...]:
    return tuple(
        wanted for criterion in deciding().values() for fact, wanted in comparisons(criterion.logic) if fact == key
    )
