"""Corrections of the patient, typed or chosen on the page, read as values of their facts."""

from __future__ import annotations

from assistant.models import Case, Fact, FactValue
from ui.errors import FactError
from ui.labels import FactLabel, load_labels


def read_value(key: str, typed: object) -> FactValue:
    """The value that was typed or chosen, which may be its label; FactError names what was wanted instead."""
    label = load_labels().facts[key]
    words = [str(item).strip() for item in typed] if isinstance(typed, (list, tuple)) else [str(typed or "").strip()]
    if label.kind == "list":
        return tuple(_choice(label, word) for word in words if word)
    if label.kind in ("flag", "choice"):
        return _flag(label, words[0]) if label.kind == "flag" else _choice(label, words[0])
    return _number(label, words[0])


def choices(key: str) -> list[str]:
    """The values on offer for a fact, in words; empty for a number, which is typed."""
    label = load_labels().facts[key]
    return list(label.flag.values()) if label.kind == "flag" else list(label.values.values())


def hint(key: str) -> str:
    """What to enter, for the field's placeholder."""
    label = load_labels().facts[key]
    return f"a number{f', in {label.unit}' if label.unit else ''}" if not choices(key) else "choose one"


def corrected(case: Case, key: str, typed: object) -> Case:
    """The case with one fact set by hand."""
    return case.with_fact(Fact(key=key, value=read_value(key, typed), note="set on the page"))


def _choice(label: FactLabel, word: str) -> str:
    for value, words in label.values.items():
        if word.lower() in (value.lower(), words.lower()):
            return value
    raise FactError(label.title, word, f"one of {', '.join(label.values.values())}")


def _flag(label: FactLabel, word: str) -> bool:
    for value, words in label.flag.items():
        if word.lower() in (words.lower(), "yes" if value else "no"):
            return value
    raise FactError(label.title, word, f"one of {', '.join(label.flag.values())}")


def _number(label: FactLabel, word: str) -> int | float:
    try:
        number = float(word.removesuffix("%").strip())
    except ValueError:
        raise FactError(label.title, word, "a number") from None
    if not 0 <= number < float("inf") or (label.kind == "percent" and number > 100):
        raise FactError(label.title, word, "a number from 0 to 100" if label.kind == "percent" else "a number from 0")
    if label.kind != "integer":
        return number
    if number != int(number):
        raise FactError(label.title, word, "a whole number")
    return int(number)
