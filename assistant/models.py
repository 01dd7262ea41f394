"""What travels through the assistant: facts, verdicts, citations, checks, answers. All frozen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from corpus.models import Frozen
from corpus.updates import Update

FactValue = bool | int | float | str | tuple[str, ...]
Recommendation = Literal["blinatumomab", "car_t", "either", "neither", "conflicting", "insufficient"]
Status = Literal["answered", "abstained", "needs_facts"]
Truth = Literal["true", "false", "unknown"]
Effect = Literal["excludes", "against", "for", "caution", "access"]
Weight = Literal["decisive", "strong", "minor"]
Bearing = Literal["blinatumomab", "car_t", "both"]


UNSURE = 0.7
"""Confidence below which a fact is shown to be confirmed."""


class Fact(Frozen):
    """One fact about the patient, with the words it came from."""

    key: str
    value: FactValue
    words: str = ""
    """The user's own words, verbatim; empty when set by hand or carried in as JSON."""
    start: int = -1
    end: int = -1
    """Character span of `words` in the text it was read from; -1 when there is none."""
    confidence: float = 1.0
    """0..1; below 0.7 the fact is shown to be confirmed."""
    note: str = ""
    """How it was derived, when not stated outright: "from 'day 52'"."""


class Case(Frozen):
    """The patient as understood: facts in the order of the contract's table; an absent key is unknown."""

    facts: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, values: dict[str, FactValue | list[str]]) -> Case:
        """A case from plain key-value pairs; lists become tuples. Values are validated elsewhere (facts.validate)."""
        return cls(facts=tuple(Fact(key=k, value=tuple(v) if isinstance(v, list) else v) for k, v in values.items()))

    def get(self, key: str) -> FactValue | None:
        """The value of a fact, or None when it is unknown."""
        return next((fact.value for fact in self.facts if fact.key == key), None)

    def values(self) -> dict[str, FactValue]:
        """Plain key-value pairs, as the contract's `case` object."""
        return {fact.key: fact.value for fact in self.facts}

    def with_fact(self, fact: Fact) -> Case:
        """The same case with one fact set; an older value of the same key is replaced in place."""
        if any(old.key == fact.key for old in self.facts):
            return Case(facts=tuple(fact if old.key == fact.key else old for old in self.facts))
        return Case(facts=(*self.facts, fact))

    def without(self, key: str) -> Case:
        """The same case with one fact unknown again."""
        return Case(facts=tuple(fact for fact in self.facts if fact.key != key))


class CriterionState(Frozen):
    """A criterion of the review held against a case."""

    id: str
    point: str
    therapy: Bearing
    effect: Effect
    weight: Weight
    state: Truth
    toward: Literal["blinatumomab", "car_t"] | None
    """The therapy it speaks for; None for exclusions of both and cautions."""
    locators: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Unknown facts that keep the state unknown."""


class Counterfactual(Frozen):
    """The smallest change of one fact that changes the verdict."""

    fact: str
    value: FactValue
    recommendation: Recommendation


class Change(Frozen):
    """One fact given another value."""

    fact: str
    value: FactValue


class JointChange(Frozen):
    """The smallest change of two facts together that gives a verdict which no change of one fact gives."""

    changes: tuple[Change, ...]
    recommendation: Recommendation


class Verdict(Frozen):
    """What the criteria say of a case."""

    recommendation: Recommendation
    criteria: tuple[CriterionState, ...]
    """Those that bear: true ones first, then those an unknown fact keeps open."""
    would_change: tuple[Counterfactual, ...] = ()
    would_change_together: tuple[JointChange, ...] = ()
    missing: tuple[str, ...] = ()
    """Unknown facts that could change the verdict, most decisive first."""


class Citation(Frozen):
    """A mark [n] of an answer and the passage it stands for."""

    marker: int
    locators: tuple[str, ...]
    text: str
    refs: tuple[int, ...] = ()
    label: str = ""

    @field_validator("marker")
    @classmethod
    def _positive(cls, marker: int) -> int:
        if marker < 1:
            raise ValueError(f"marker {marker!r}: marks start at 1")
        return marker


class Check(Frozen):
    """One check of an answer: passed or not, and why."""

    check: str
    passed: bool
    detail: str = ""


class Finding(Frozen):
    """A fault that a check found in an answer."""

    check: str
    span: tuple[int, int]
    """Character span of the claim in the answer."""
    claim: str
    expected: str = ""
    found: str = ""
    where: tuple[str, ...] = ()
    """Locators it was held against."""


class CheckReport(Frozen):
    """The checker's whole word on an answer."""

    passed: bool
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...] = ()


class ModelPart(Frozen):
    """What a language model had to do with an answer: counts of its sentences, never what was cut."""

    name: str
    tried: int = 0
    """Sentences it wrote."""
    kept: int = 0
    cut: int = 0
    repaired: int = 0
    """Of those kept: from its second text, in place of failed ones."""
    marked: int = 0
    """Of those kept: with no mark of its own or a wrong one, and given that of the passage that carries it."""
    failure: str = ""
    """Why it stopped or sent nothing; empty where it did not fail."""


class Answer(Frozen):
    """The answer object of the contract (design.md section 6)."""

    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    recommendation: Recommendation | None = None
    case: Case | None = None
    criteria: tuple[CriterionState, ...] = ()
    would_change: tuple[Counterfactual, ...] = ()
    would_change_together: tuple[JointChange, ...] = ()
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """Questions back about facts that can hardly be meant."""
    since: tuple[Update, ...] = ()
    """Public decisions after the review that overtake something it says here; never part of the answer."""
    checks: tuple[Check, ...] = ()
    mended: tuple[Check, ...] = ()
    """Checks that the text first failed: what failed was cut out, and the rest checked again (`checks`)."""
    engine: str = "built-in"
    """Who wrote it: "built-in", or a model by "provider:name", with what was done to its text."""
    note: str = ""
    """Why a model's text was cut back or replaced, in a plain sentence."""
    model: ModelPart | None = None
    prompts_hash: str = ""
    """Of the prompts, where a model was asked."""
    corpus_name: str = "digest"
    corpus_hash: str = ""
    criteria_hash: str = ""
    timings_ms: dict[str, float] = Field(default_factory=dict)
