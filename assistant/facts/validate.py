"""A case given as data, checked; and questions back about facts that can hardly be meant."""

from __future__ import annotations

import difflib
import math
import operator
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from assistant.facts.errors import FactError
from assistant.facts.keys import Key, key_order, keys
from assistant.facts.lexicon import load
from assistant.models import Case, FactValue

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip


def validate(values: Mapping[str, object]) -> Case:
    """The case of plain key-value pairs, in the contract's order; raises FactError on the first that cannot be used.

    A null value is an unknown fact and is left out.
    """
    if not isinstance(values, Mapping):
        raise FactError("case", values, "an object of facts", 'Write {"age": 34, "cd19": "positive"}.')
    checked = {name: _checked(name, value) for name, value in values.items() if value is not None}
    order = key_order()
    return Case.of(dict(sorted(checked.items(), key=lambda pair: order.index(pair[0]))))


def implausible(case: Case) -> tuple[str, ...]:
    """Kind sentences asking back facts that are implausible or contradict each other; empty when there is none."""
    values = case.values()
    return tuple(rule["ask"].format(**values) for rule in load("plausible") if _met(rule, values))


def doubtful(values: Mapping[str, FactValue], changed: Collection[str]) -> bool:
    """Whether values can hardly stand together, judged by the rules that bear on the changed facts."""
    return any(_met(rule, values) for key in changed for rule in _bearing_on().get(key, ()))


def possible(case: Case) -> Case:
    """The case without figures that cannot be (an age of 340): they are asked back, and never weighed."""
    known = keys()
    if all(_within(known.get(fact.key), fact.value) for fact in case.facts):
        return case
    return Case(facts=tuple(fact for fact in case.facts if _within(known.get(fact.key), fact.value)))


def _within(key: Key | None, value: FactValue) -> bool:
    if key is None or key.kind not in ("number", "whole") or isinstance(value, str | tuple):
        return True
    return key.least <= value <= key.most


def _met(rule: Mapping[str, Any], values: Mapping[str, FactValue]) -> bool:
    return all(_holds(values.get(key), sign, limit) for key, sign, limit in rule["when"])


@cache
def _bearing_on() -> dict[str, tuple[Mapping[str, Any], ...]]:
    """The rules of plausibility by the facts they look at."""
    rules = load("plausible")
    looked_at = {key for rule in rules for key, _, _ in rule["when"]}
    return {key: tuple(rule for rule in rules if key in [own for own, _, _ in rule["when"]]) for key in looked_at}


def _holds(value: FactValue | None, sign: str, limit: object) -> bool:
    if value is None:
        return False
    if sign == "has":
        return isinstance(value, tuple) and limit in value
    if sign == "=":
        return value == limit and isinstance(value, bool) == isinstance(limit, bool)
    return isinstance(value, int | float) and not isinstance(value, bool) and _COMPARE[sign](value, limit)


def _checked(name: str, value: object) -> FactValue | list[str]:
    known = keys()
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1)
        remedy = f"Did you mean {near[0]!r}?" if near else "Leave it out."
        raise FactError(name, value, f"one of the keys {', '.join(known)}", remedy)
    checks: dict[str, Callable[[str, object, Key], FactValue | list[str]]] = {
        "number": _number, "whole": _number, "choice": _choice, "flag": _flag, "list": _list,
    }  # fmt: skip
    return checks[known[name].kind](name, value, known[name])


def _number(name: str, value: object, key: Key) -> FactValue:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
        raise FactError(name, value, key.wanted, "Give a plain number without quotes or unit; leave it out if unknown.")
    if key.kind == "whole" and value != int(value):
        raise FactError(name, value, key.wanted, "Give a whole number.")
    if not key.least <= value <= key.most:
        raise FactError(name, value, key.wanted, "Correct the figure, or leave it out if unknown.")
    return int(value) if key.kind == "whole" else value


def _finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond what any measure has
        return False


def _choice(name: str, value: object, key: Key) -> FactValue:
    if isinstance(value, str) and value in key.values:
        return value
    near = difflib.get_close_matches(str(value).lower(), key.values, n=1)
    remedy = f'Did you mean "{near[0]}"?' if near else "Leave it out if unknown."
    raise FactError(name, value, key.wanted, remedy)


def _flag(name: str, value: object, key: Key) -> FactValue:
    if isinstance(value, bool):
        return value
    raise FactError(name, value, key.wanted, "Write it without quotes; leave it out if unknown.")


def _list(name: str, value: object, key: Key) -> list[str]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise FactError(name, value, key.wanted, 'Write a list, such as ["Ph-positive"].')
    return [str(_choice(name, item, key)) for item in value]
