"""From a case to a recommendation, in the order of design.md section 5.

1. Both therapies excluded: neither.
2. Strong reasons count before minor ones.
3. Strong reasons on both sides: conflicting. Where CAR T cells cannot be had, reasons for them are moot; reasons
   against blinatumomab are not.
4. Otherwise the side with more minor reasons.
5. As many on both sides: either.
6. No reason at all: insufficient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.criteria.logic import evaluate
from assistant.facts.validate import possible
from assistant.models import Case, CriterionState, FactValue, Recommendation
from corpus.criteria import Criterion, load_criteria


def weigh(case: Case) -> tuple[CriterionState, ...]:
    """Every criterion's state for the case: true ones first, then unknown, then false; decisive before minor.

    A figure that cannot be counts as unknown.
    """
    facts = possible(case).values()
    states = [_state(criterion, facts) for criterion in load_criteria()]
    order = {"true": 0, "unknown": 1, "false": 2}
    return tuple(sorted(states, key=lambda state: order[state.state]))


def _state(criterion: Criterion, facts: Mapping[str, FactValue]) -> CriterionState:
    state = evaluate(criterion.logic, facts)
    return CriterionState(
        id=criterion.id, point=criterion.point, therapy=criterion.therapy, effect=criterion.effect,
        weight=criterion.weight, state=state.truth, toward=criterion.toward, locators=criterion.places,
        missing=state.missing,
    )  # fmt: skip


def verdict_of(facts: Mapping[str, FactValue]) -> Recommendation:
    """The recommendation alone, for plain facts."""
    return recommend(c for c in load_criteria() if evaluate(c.logic, facts).truth == "true")


def recommend(true: Iterable[Criterion | CriterionState]) -> Recommendation:
    """The recommendation that criteria known to be true give."""
    true = tuple(true)
    if any(criterion.effect == "excludes" and criterion.therapy == "both" for criterion in true):
        return "neither"
    strong = _reasons(true, "strong")
    if any(criterion.effect == "access" for criterion in strong):
        strong = [criterion for criterion in strong if criterion.effect != "for"]
    sides = {criterion.toward for criterion in strong}
    if len(sides) == 2:
        return "conflicting"
    if sides:
        return "car_t" if "car_t" in sides else "blinatumomab"
    return _by_count(_reasons(true, "minor"))


def _reasons(true: Iterable[Criterion | CriterionState], weight: str) -> list[Criterion | CriterionState]:
    return [criterion for criterion in true if criterion.weight == weight and criterion.toward]


def _by_count(minor: list[Criterion | CriterionState]) -> Recommendation:
    if not minor:
        return "insufficient"
    car_t = sum(criterion.toward == "car_t" for criterion in minor)
    if car_t * 2 == len(minor):
        return "either"
    return "car_t" if car_t * 2 > len(minor) else "blinatumomab"
