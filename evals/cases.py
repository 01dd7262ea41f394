"""The review's five patients as regression cases, one file each in evals/suites/cases, with variants of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import Field

from assistant.models import Recommendation
from corpus.models import Frozen
from evals.suite import Item, chosen, entries


class Variant(Frozen):
    """The same patient told in another way, or with a fact changed."""

    name: str
    note: str
    facts: Mapping[str, Any] = Field(default_factory=dict)
    """Facts that differ from the patient's."""
    recommendation: Recommendation | None = None
    """Where it differs; what the answer must hold, below, then differs too."""
    criteria: tuple[str, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()


class EvalCase(Item):
    """A patient as told to the assistant, and what its answer must and must not hold."""

    note: str
    facts: dict[str, Any]
    """Facts that must be understood, with their values."""
    recommendation: Recommendation | None
    """None where no choice is asked about."""
    criteria: tuple[str, ...]
    """Criteria that must be true."""
    places: tuple[tuple[str, ...], ...]
    """Places that must be cited: one of each group."""
    must_not: tuple[str, ...]
    """Claims that must not appear in the answer."""
    variants: tuple[Variant, ...] = ()
    before: tuple[str, ...] = ()
    """Questions asked before it in the same conversation."""
    given: Mapping[str, Any] = Field(default_factory=dict)
    """The whole patient, where it is not read from the note."""

    def told_otherwise(self) -> tuple[EvalCase, ...]:
        """A case for each variant. One with facts of its own is held to those, and to its own criteria and places."""
        return tuple(self._told(variant) for variant in self.variants)

    def _told(self, variant: Variant) -> EvalCase:
        told = self.model_copy(update={"id": f"{self.id}/{variant.name}", "note": variant.note, "variants": ()})
        if not variant.facts:
            return told
        changed = {
            "facts": self._facts(variant), "recommendation": variant.recommendation or self.recommendation,
            "criteria": variant.criteria, "places": variant.places,
            "must_not": () if variant.recommendation else self.must_not,
        }  # fmt: skip
        return told.model_copy(update=changed)

    def _facts(self, variant: Variant) -> dict[str, Any]:
        """Who the patient is, and what the variant changes: what else it tells, it tells in its own way."""
        return {key: self.facts[key] for key in ("age", "sex") if key in self.facts} | dict(variant.facts)


@lru_cache(maxsize=1)
def load_cases() -> tuple[EvalCase, ...]:
    """All cases, in the order of the review."""
    return tuple(EvalCase(**entry) for entry in entries(chosen("cases")[0]))


def load_variants() -> tuple[EvalCase, ...]:
    """The variants of all cases, each as a case of its own."""
    return tuple(told for case in load_cases() for told in case.told_otherwise())
