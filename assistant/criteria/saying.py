"""A changed fact in words, as the condition of an "if"."""

from __future__ import annotations

from assistant.criteria.trials import specs_by_key
from assistant.models import Change, Counterfactual


def as_condition(change: Change | Counterfactual) -> str:
    """A changed fact in words: "CNS disease were active", "there were no donor"."""
    spec = specs_by_key()[change.fact]
    if spec.type == "flag":
        return spec.if_true if change.value else spec.if_false
    said = spec.in_words(change.value)
    return spec.if_value.format(value=said) if spec.if_value else f"{lowered(spec.title)} were {said}"


def lowered(point: str) -> str:
    """A point or title as it stands within a sentence; abbreviations keep their capitals."""
    return point if point[:2].isupper() or point.startswith("CD19") else point[0].lower() + point[1:]
