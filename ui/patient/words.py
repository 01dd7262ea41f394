"""Sentences of the panel about facts and verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.criteria.deciding import turned_by
from assistant.criteria.saying import lowered
from assistant.models import Change, FactValue, Verdict
from ui.labels import fact_specs, load_labels


def supposition(changes: Sequence[Change]) -> str:
    """What is supposed: "If CNS disease were active and there were no donor"."""
    return "If " + " and ".join(clause(change.fact, change.value) for change in changes)


def clause(key: str, value: FactValue) -> str:
    """A fact as the condition of an "if": "CNS disease were active"."""
    spec = fact_specs()[key]
    if isinstance(value, bool):
        return spec.if_true if value else spec.if_false
    if isinstance(value, tuple):
        return " and ".join(clause(key, item) for item in value) or load_labels().suppositions[key]["none"]
    told = load_labels().suppositions.get(key, {})
    said = load_labels().value(key, value)
    pattern = told.get(value if isinstance(value, str) else "number", spec.if_value)
    return pattern.format(value=said)


def because(before: Verdict, after: Verdict) -> str:
    """Why the verdict is another: "because CD19-negative leukemia rules out both". Empty where no criterion bears."""
    criterion, holds = turned_by(before, after)
    if criterion is None:
        return ""
    point = lowered(criterion.point.rstrip("."))
    return f"because {point}" if holds else f"because this no longer applies: {point}"


def told_changes(asked: dict[str, FactValue], now: dict[str, FactValue], keys: Sequence[str]) -> str:
    """Corrected facts in a row: "CNS disease: active (was history, cleared); Age: not known (was 34 years)"."""
    return "; ".join(f"{load_labels().title(key)}: {said(key, now)} (was {said(key, asked)})" for key in keys)


def said(key: str, values: dict[str, FactValue]) -> str:
    """A value in words, or that it is not known."""
    return load_labels().value(key, values[key]) if key in values else "not known"
