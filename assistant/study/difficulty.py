"""How hard a case is: how many criteria pull, how many the other way, and how near the verdict is to flipping."""

from __future__ import annotations

from typing import Literal

from assistant.models import Case, Verdict
from corpus.models import Frozen
from corpus.study import load_drawing

Level = Literal[1, 2, 3]


class Difficulty(Frozen):
    """What makes a case hard, and its level."""

    pulling: int
    """Reasons and exclusions that hold."""
    opposed: int
    """Of these: toward the therapy that the verdict does not name; in a draw, those on the lesser side; with both
    ruled out, 1 where a reason still tempts."""
    near: int
    """Told facts of which another value alone would give another verdict."""
    level: Level

    @property
    def points(self) -> int:
        """One for each that pulls or is near, two for each opposed."""
        return self.pulling + 2 * self.opposed + self.near


def difficulty(case: Case, verdict: Verdict) -> Difficulty:
    """The difficulty of a decided case."""
    held = [state for state in verdict.criteria if state.state == "true"]
    pulling = [state for state in held if state.toward or state.effect == "excludes"]
    sides = {side: sum(state.toward == side for state in pulling) for side in ("blinatumomab", "car_t")}
    opposed = min(sides.values())
    if verdict.recommendation in sides:
        opposed = sum(count for side, count in sides.items() if side != verdict.recommendation)
    elif verdict.recommendation == "neither":
        opposed = int(any(state.toward for state in pulling))
    near = len({change.fact for change in verdict.would_change if case.get(change.fact) is not None})
    rough = Difficulty(pulling=len(pulling), opposed=opposed, near=near, level=1)
    return rough.model_copy(update={"level": _level(rough.points)})


def _level(points: int) -> Level:
    levels = load_drawing().levels
    if points >= levels[3]:
        return 3
    return 2 if points >= levels[2] else 1
