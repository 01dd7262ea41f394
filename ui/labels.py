"""Words for keys and values: titles from the corpus's fact specifications, the rest from labels.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assistant.models import CriterionState, FactValue
from corpus.criteria import Criterion, FactSpec, load_fact_specs
from corpus.models import Frozen


class RecommendationLabel(Frozen):
    """How the page names a recommendation: the badge and the line beside it."""

    title: str
    means: str


class CheckLabel(Frozen):
    """A check in a clinician's words: what it holds, and how."""

    title: str
    means: str


class Example(Frozen):
    """A question offered on the empty page."""

    kind: str
    question: str


class Labels(Frozen):
    """All words of labels.yaml."""

    values: dict[str, dict[str | bool, str]]
    suppositions: dict[str, dict[str, str]]
    """Values as the condition of an "if"; flags have theirs in the corpus's fact specifications."""
    recommendations: dict[str, RecommendationLabel]
    statuses: dict[str, str]
    therapies: dict[str, str]
    effects: dict[str, str]
    states: dict[str, str]
    weights: dict[str, str]
    checks: dict[str, CheckLabel]

    def title(self, key: str) -> str:
        """The fact's name for people; a key that the corpus does not know is spelled out."""
        spec = fact_specs().get(key)
        return spec.title if spec else key.replace("_", " ").capitalize()

    def ask(self, key: str) -> str:
        """The question that would settle the fact."""
        spec = fact_specs().get(key)
        return spec.ask if spec else f"{self.title(key)}?"

    def value(self, key: str, value: FactValue) -> str:
        """The value in words, with its unit."""
        words = self.values.get(key, {})
        if isinstance(value, bool):
            return words.get(value, "yes" if value else "no")
        if isinstance(value, tuple):
            return ", ".join(self.value(key, item) for item in value) or "none"
        if isinstance(value, str):
            return words.get(value, value.replace("_", " "))
        return f"{value:g}{unit_of(key)}"

    def bearing(self, criterion: CriterionState | Criterion) -> str:
        """Effect and therapy in words: "For CAR T cells", "Caution: both therapies"."""
        effect = self.effects.get(criterion.effect, criterion.effect)
        therapy = self.therapies.get(criterion.therapy, criterion.therapy)
        return f"{effect}: {therapy}" if criterion.effect in ("caution", "access") else f"{effect} {therapy}"


def unit_of(key: str) -> str:
    """The unit as it follows a number: "%" close up, others after a space, "" for none."""
    spec = fact_specs().get(key)
    unit = spec.unit if spec else ""
    return unit if unit in ("", "%") else f" {unit}"


@cache
def fact_specs() -> dict[str, FactSpec]:
    """The corpus's fact specifications by key, in the contract's order."""
    return {spec.key: spec for spec in load_fact_specs()}


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
