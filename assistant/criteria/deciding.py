"""Which of the criteria that hold decide a verdict, and what a change of verdict comes from."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models import CriterionState, Recommendation, Verdict


def deciding(recommendation: Recommendation, true: Sequence[CriterionState]) -> list[CriterionState]:
    """Of criteria that hold: exclusions, else the weightiest reasons toward the verdict."""
    excluding = [state for state in true if state.effect == "excludes"]
    toward = [state for state in true if state.toward and recommendation in (state.toward, "conflicting", "either")]
    strong = [state for state in toward if state.weight == "strong"]
    return excluding or strong or toward


def holding(verdict: Verdict) -> list[CriterionState]:
    """The criteria of a verdict that hold."""
    return [state for state in verdict.criteria if state.state == "true"]


def turned_by(before: Verdict, after: Verdict) -> tuple[CriterionState | None, bool]:
    """The criterion that a change of verdict comes from, and whether it holds now (True) or holds no longer.

    1. What decides now and did not hold before. 2. What decided before and does not hold now. 3. What decides now.
    (None, True) where no criterion bears at all.
    """
    held, holds = {state.id for state in holding(before)}, {state.id for state in holding(after)}
    now = deciding(after.recommendation, holding(after))
    fresh = [state for state in now if state.id not in held]
    gone = [state for state in deciding(before.recommendation, holding(before)) if state.id not in holds]
    if fresh or not gone:
        return next(iter([*fresh, *now]), None), True
    return gone[0], False
