"""The criteria held against each other: none twice, none that contradicts another, none without effect."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from assistant.criteria.logic import evaluate, facts_of
from assistant.criteria.trials import kinds_of
from assistant.criteria.truth import deciding

REASONS = tuple(deciding().values())
PAIRS = [pair for pair in combinations(REASONS, 2) if facts_of(pair[0].logic) & facts_of(pair[1].logic)]
"""Criteria that read no common fact hold in regions of their own: each has cases where the other does not hold."""
MEANT: frozenset[frozenset[str]] = frozenset()
"""Pairs that may stand in the same region toward opposite therapies at the same weight: none so far."""
UNKNOWN = object()


def _regions(first, second):
    """Where each of two criteria is true, over every kind of value of the facts they read, unknown among them."""
    facts = sorted(facts_of(first.logic) | facts_of(second.logic))
    grid = product(*((UNKNOWN, *kinds_of(key)) for key in facts))
    cases = [{k: v for k, v in zip(facts, values, strict=True) if v is not UNKNOWN} for values in grid]
    return tuple(
        {number for number, case in enumerate(cases) if evaluate(one.logic, case).truth == "true"}
        for one in (first, second)
    )


@pytest.mark.parametrize("criterion", REASONS, ids=lambda criterion: criterion.id)
def test_each_holds_somewhere_and_not_everywhere(criterion):
    held, _ = _regions(criterion, criterion)
    assert held
    assert evaluate(criterion.logic, {}).truth != "true"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].id} and {pair[1].id}")
def test_no_two_say_the_same(pair):
    first, second = pair
    if (first.weight, first.toward) == (second.weight, second.toward):
        held, other = _regions(first, second)
        assert not held <= other, f"{first.id} holds only where {second.id} holds: counted twice"
        assert not other <= held, f"{second.id} holds only where {first.id} holds: counted twice"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].id} and {pair[1].id}")
def test_no_two_contradict_each_other(pair):
    first, second = pair
    if first.weight == second.weight and first.toward != second.toward and {first.id, second.id} not in MEANT:
        held, other = _regions(first, second)
        assert not held <= other, f"where {first.id} holds, {second.id} always says the opposite"
        assert not other <= held, f"where {second.id} holds, {first.id} always says the opposite"


def test_one_fact_never_speaks_for_both_sides_at_the_same_weight():
    """A single value (CNS active, 70% blasts) makes no two reasons true that cancel each other."""
    for key in {key for criterion in REASONS for key in facts_of(criterion.logic)}:
        for value in kinds_of(key):
            true = [one for one in REASONS if one.toward and evaluate(one.logic, {key: value}).truth == "true"]
            for weight in ("strong", "minor"):
                sides = {one.toward for one in true if one.weight == weight}
                assert len(sides) < 2, f"{key} = {value}: {[one.id for one in true]}"
