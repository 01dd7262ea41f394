"""Words for keys and values, read once from labels.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from assistant.models import CriterionState, FactValue
from corpus.models import Frozen

Kind = Literal["integer", "number", "percent", "flag", "choice", "list"]


class FactLabel(Frozen):
    """How the page names one fact and its values."""

    title: str
    kind: Kind
    unit: str = ""
    values: dict[str, str] = Field(default_factory=dict)
    flag: dict[bool, str] = Field(default_factory=lambda: {True: "yes", False: "no"})


class RecommendationLabel(Frozen):
    """How the page names a recommendation: the badge and the line beside it."""

    title: str
    means: str


class Labels(Frozen):
    """All words of labels.yaml."""

    facts: dict[str, FactLabel]
    recommendations: dict[str, RecommendationLabel]
    therapies: dict[str, str]
    effects: dict[str, str]
    states: dict[str, str]

    def title(self, key: str) -> str:
        """The fact's name for people; a key without a label is spelled out from the key itself."""
        label = self.facts.get(key)
        return label.title if label else key.replace("_", " ").capitalize()

    def value(self, key: str, value: FactValue) -> str:
        """The value in words, with its unit."""
        label = self.facts.get(key)
        if isinstance(value, bool):
            return (label.flag if label else {True: "yes", False: "no"})[value]
        if isinstance(value, tuple):
            return ", ".join(self.value(key, item) for item in value) or "none"
        if isinstance(value, str):
            return label.values.get(value, value) if label else value
        return f"{value:g}{_spaced(label.unit if label else '')}"

    def bearing(self, criterion: CriterionState) -> str:
        """Effect and therapy in words: "For CAR-T cells", "Excludes both therapies"."""
        effect = self.effects.get(criterion.effect, criterion.effect)
        therapy = self.therapies.get(criterion.therapy, criterion.therapy)
        return f"{effect}: {therapy}" if criterion.effect in ("caution", "access") else f"{effect} {therapy}"


def _spaced(unit: str) -> str:
    return unit if unit in ("", "%") else f" {unit}"


class Example(Frozen):
    """A question offered on the empty page."""

    kind: str
    question: str


@cache
def load_labels() -> Labels:
    """The page's words; a malformed labels.yaml raises pydantic's ValidationError, naming the key."""
    return Labels.model_validate(yaml.safe_load(_read("labels.yaml")))


@cache
def load_examples() -> tuple[Example, ...]:
    """The questions offered on the empty page, in order."""
    return tuple(Example.model_validate(item) for item in yaml.safe_load(_read("examples.yaml")))


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
