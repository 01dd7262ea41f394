"""Corrections of the patient, typed or chosen on the page, read as values of their facts."""

from __future__ import annotations

from assistant.models import Case, Fact, FactValue
from corpus.criteria import FactSpec
from ui.errors import FactError
from ui.labels import fact_specs, load_labels


def choices(key: str) -> list[str]:
    """The values on offer for a fact, in words; empty for a number, which is typed."""
    return [load_labels().value(key, value) for value in _offered(fact_specs()[key])]


def hint(key: str) -> str:
    """What to enter, for the field's label."""
    spec = fact_specs()[key]
    if spec.type != "number":
        return "choose one"
    return f"{_bounds(spec)}{f' {spec.unit}' if spec.unit else ''}"


def read_value(key: str, typed: object) -> FactValue:
    """The value that was typed or chosen in words; FactError says what was wanted instead."""
    spec = fact_specs()[key]
    word = str(typed if typed is not None else "").strip()
    if spec.type == "number":
        return _number(spec, word)
    for value in _offered(spec):
        if word.casefold() in (load_labels().value(key, value).casefold(), str(value).casefold()):
            return (str(value),) if spec.type == "list" else value
    raise FactError(spec.title, word, f"one of: {'; '.join(choices(key))}")


def corrected(case: Case, key: str, typed: object) -> Case:
    """The case with one fact set by hand; an item of a list is added to those known."""
    value = read_value(key, typed)
    known = case.get(key)
    if isinstance(value, tuple) and isinstance(known, tuple):
        value = known + tuple(item for item in value if item not in known)
    return case.with_fact(Fact(key=key, value=value))


def _offered(spec: FactSpec) -> tuple[str | bool, ...]:
    return (True, False) if spec.type == "flag" else spec.values


def _bounds(spec: FactSpec) -> str:
    low, high = spec.low or 0, spec.high
    return f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"


def _number(spec: FactSpec, word: str) -> int | float:
    try:
        number = float(word.removesuffix("%").strip())
    except ValueError:
        raise FactError(spec.title, word, f"a number, {_bounds(spec)}") from None
    if not (spec.low or 0) <= number <= (spec.high if spec.high is not None else float("1e9")):
        raise FactError(spec.title, word, f"a number, {_bounds(spec)}")
    return int(number) if number == int(number) else number
