"""Values of facts, typed or chosen on the page, read and put into a case."""

from __future__ import annotations

from assistant.facts.access import FOLLOWS_FROM, followed
from assistant.facts.keys import keys
from assistant.models import Case, Fact, FactValue
from corpus.criteria import FactSpec
from ui.errors import FactError
from ui.labels import fact_specs, load_labels


def offered(key: str) -> tuple[str | bool, ...]:
    """The values a fact can have, or the items of a list; empty for a number, which is typed."""
    spec = fact_specs()[key]
    return (True, False) if spec.type == "flag" else spec.values


def bounds(key: str) -> str:
    """The range of a number: "0 to 120"."""
    spec = fact_specs()[key]
    low, high = spec.low or 0, spec.high
    return f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"


def read_value(key: str, typed: str) -> FactValue | None:
    """What was typed or chosen, None for "not known"; FactError says what was wanted instead."""
    word = typed.strip()
    if not word:
        return None
    if fact_specs()[key].type == "number":
        return _number(fact_specs()[key], word)
    for value in offered(key):
        if word.casefold() in (spelled(value).casefold(), load_labels().value(key, value).casefold()):
            return (str(value),) if fact_specs()[key].type == "list" else value
    words = "; ".join(load_labels().value(key, value) for value in offered(key))
    raise FactError(fact_specs()[key].title, word, f"one of: {words}")


def spelled(value: FactValue) -> str:
    """A value as its control hands it over."""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def with_item(case: Case, key: str, item: str, ticked: bool) -> FactValue | None:
    """A list with one item ticked or not, in the contract's order. None, "not known", when the last is taken off.

    An empty item stands for "none of these": it empties the list.
    """
    if not item:
        return () if ticked else None
    read = read_value(key, item)
    known = case.get(key)
    items = {*known} if isinstance(known, tuple) else set()
    items = items | {*read} if ticked and isinstance(read, tuple) else items - {item}
    return tuple(str(value) for value in offered(key) if value in items) or None


def with_value(case: Case, asked: Case, key: str, value: FactValue | None) -> Case:
    """The case with a fact set by hand, or unknown for None; a value as it was asked takes its words back.

    Access that follows from what was changed (from age, say) follows it; facts stand in the contract's order.
    """
    told = next((fact for fact in asked.facts if fact.key == key and fact.value == value), None)
    if value is None:
        case = case.without(key)
    elif told is not None:
        case = case.with_fact(told.model_copy(update={"confidence": 1.0}))
    else:
        case = case.with_fact(Fact(key=key, value=value))
    if key in FOLLOWS_FROM:
        case = followed(case)
    order = list(fact_specs())
    return Case(facts=tuple(sorted(case.facts, key=lambda fact: order.index(fact.key) if fact.key in order else 99)))


def _number(spec: FactSpec, word: str) -> int | float:
    whole = keys()[spec.key].kind == "whole"
    wanted = f"a {'whole ' if whole else ''}number, {bounds(spec.key)}"
    try:
        number = float(word.removesuffix("%").replace(",", ".").strip())
    except ValueError:
        raise FactError(spec.title, word, wanted) from None
    fits = (spec.low or 0) <= number <= (spec.high if spec.high is not None else float("1e9"))
    if not fits or (whole and number != int(number)):
        raise FactError(spec.title, word, wanted)
    return int(number) if number == int(number) else number
