"""Three-valued logic over patient facts, after Kleene: what is unknown stays unknown unless it cannot matter.

1. A test of one fact is true or false when the fact is known, unknown otherwise.
2. `all` is false if any part is false, else unknown if any is unknown; `any` is the mirror of it.
3. `unless` is false only when its part is known to be true: silence does not hold a reason back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from assistant.models import Truth

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "over": lambda value, limit: value > limit,
    "under": lambda value, limit: value < limit,
    "at_least": lambda value, limit: value >= limit,
    "at_most": lambda value, limit: value <= limit,
    "has": lambda value, wanted: wanted in value,
}


class State(NamedTuple):
    """A condition's truth for a case, and the unknown facts that keep it open."""

    truth: Truth
    missing: tuple[str, ...] = ()


def evaluate(logic: Mapping[str, Any], facts: Mapping[str, Any]) -> State:
    """The state of a condition. Raises ValueError for logic of another shape than described above."""
    if not isinstance(logic, Mapping) or len(logic) != 1:
        raise ValueError(f"logic {logic!r}: wanted one of all, any, unless or a single fact")
    ((key, body),) = logic.items()
    if key in ("all", "any"):
        if not isinstance(body, list | tuple):
            raise ValueError(f"logic {key} of {body!r}: wanted a list of conditions")
        return _combine([evaluate(part, facts) for part in body], "false" if key == "all" else "true")
    if key == "unless":
        return State(truth="false" if evaluate(body, facts).truth == "true" else "true")
    if key not in facts:
        return State(truth="unknown", missing=(key,))
    return State(truth="true" if _test(facts[key], body) else "false")


def _combine(parts: list[State], decisive: Truth) -> State:
    """`all` is decided by one false part, `any` by one true part."""
    if any(part.truth == decisive for part in parts):
        return State(truth=decisive)
    missing = tuple(dict.fromkeys(key for part in parts for key in part.missing))
    if any(part.truth == "unknown" for part in parts):
        return State(truth="unknown", missing=missing)
    return State(truth="true" if decisive == "false" else "false")


def _test(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return all(name == "known" or _compared(name, value, limit) for name, limit in wanted.items())
    if isinstance(wanted, list):
        return value in wanted
    return bool(value == wanted)


def comparisons(logic: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Every test of one fact in a condition: the fact, and what is wanted of it."""
    ((key, body),) = logic.items()
    if key in ("all", "any"):
        if not isinstance(body, list | tuple):
            raise ValueError(f"logic {key} of {body!r}: wanted a list of conditions")
        return [test for part in body for test in comparisons(part)]
    return comparisons(body) if key == "unless" else [(key, body)]


def limits(logic: Mapping[str, Any]) -> dict[str, list[float]]:
    """The numbers that each fact is held against, for trying values at and beside them."""
    found: dict[str, list[float]] = {}
    for fact, wanted in comparisons(logic):
        numbers = [number for name, number in wanted.items() if name != "known"] if isinstance(wanted, Mapping) else []
        found.setdefault(fact, []).extend(number for number in numbers if isinstance(number, int | float))
    return found


def facts_of(logic: Mapping[str, Any]) -> set[str]:
    """The facts that a condition reads."""
    return {fact for fact, _ in comparisons(logic)}


def _compared(name: str, value: Any, limit: Any) -> bool:
    if name not in _COMPARE:
        raise ValueError(f"comparison {name!r}: wanted one of {', '.join(_COMPARE)} or known")
    try:
        return _COMPARE[name](value, limit)
    except TypeError as error:
        raise ValueError(f"{value!r} {name} {limit!r}: the two cannot be compared") from error
