"""All that the checks of one answer share: its claims, the passages each cites, what the question gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.checker.claims import Claim, split_claims
from assistant.checker.lexicon import words
from assistant.checker.quantities import quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.sources import Source, sources
from assistant.checker.subjects import mentions, studies_at
from assistant.checker.supposition import Supposition, changed, supposition
from assistant.checker.terms import source_keys, terms
from assistant.models import Case, Recommendation, Verdict
from corpus.criteria import load_criteria, load_fact_specs
from corpus.digest import Digest
from corpus.lexicon import fold


class Evidence:
    """An answer beside what it cites; everything is worked out once, when first asked for."""

    def __init__(
        self,
        answer: str,
        citations: Mapping[str, Sequence[str]],
        digest: Digest,
        question: str = "",
        verdict: Verdict | None = None,
        recommendation: Recommendation | None = None,
        case: Case | None = None,
    ) -> None:
        self.answer, self.citations, self.digest = answer, citations, digest
        self.question, self.verdict, self.recommendation, self.case = question, verdict, recommendation, case
        self._sources: dict[tuple[str, ...], tuple[Source, ...]] = {}
        self._locators: dict[tuple[tuple[str, int], ...], tuple[str, ...]] = {}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The answer's sentences, list items and table rows."""
        return split_claims(self.answer)

    def locators(self, claim: Claim) -> tuple[str, ...]:
        """The locators that a claim's marks stand for, each once."""
        if claim.marks not in self._locators:
            named = (one for number in claim.numbers for one in self.citations.get(number, ()))
            self._locators[claim.marks] = tuple(dict.fromkeys(named))
        return self._locators[claim.marks]

    def sources(self, claim: Claim) -> tuple[Source, ...]:
        """The passages that a claim cites."""
        named = self.locators(claim)
        if named not in self._sources:
            self._sources[named] = sources(self.digest, named)
        return self._sources[named]

    def known(self, claim: Claim) -> frozenset[str]:
        """All keys that a claim's passages offer, with what the journals of cited references are called in full."""
        cited, full = self.sources(claim), words("naming")["journals"]
        entries = {one.passage.place for one in cited if one.passage.kind == "reference"}
        named = [full.get(one.journal, "") for one in self.digest.references if f"ref.{one.number}" in entries]
        return source_keys(cited) | frozenset(key for name in named for term in terms(name) for key in term.keys)

    @cached_property
    def given(self) -> tuple[Quantity, ...]:
        """Quantities that the question states, or that the patient's facts or the changes tried on them hold."""
        facts = [(fact.key, fact.value) for fact in self.case.facts] if self.case else []
        if self.verdict:
            facts += [(one.fact, one.value) for one in self.verdict.would_change]
            facts += [(one.fact, one.value) for pair in self.verdict.would_change_together for one in pair.changes]
        units = {spec.key: spec.unit for spec in load_fact_specs()}
        told = " . ".join(f"{value} {units.get(key, '')}" for key, value in facts)
        return quantities(fold(re.sub(r"\s+", " ", f"{self.question} . {told}")))

    @cached_property
    def asked(self) -> str:
        """The question, folded."""
        return fold(self.question)

    @cached_property
    def worded(self) -> tuple[Claim, ...]:
        """The cited claims in the answer's own words; what is quoted word for word needs no comparing."""
        return tuple(claim for claim in self.claims if claim.numbers and not claim.question and not self.quoted(claim))

    def quoted(self, claim: Claim) -> bool:
        """Whether a claim stands word for word in a passage it cites, or is a criterion's point from its own place.

        Of a claim that supposes a fact its reason is meant, where the verdict tells what would follow (supposed.py).
        """
        told = supposition(claim)
        said = squeezed(claim.plain[told.reason if told and self._follows(told, claim) else 0 :])
        if not said:
            return False
        if any(said in squeezed(source.plain) for source in self.sources(claim)):
            return True
        return not _points().get(said, frozenset()).isdisjoint(place.split("#")[0] for place in self.locators(claim))

    def _follows(self, told: Supposition, claim: Claim) -> bool:
        """Whether what a claim supposes can be held against the verdict, its figures known from facts or the reason."""
        known = (*self.given, *quantities(claim.plain[told.reason :]))
        figures = quantities(claim.plain[: told.reason])
        if not (self.verdict and self.case and all(any(same_value(one, own) for own in known) for one in figures)):
            return False
        return changed(told.supposed, self.case) is not None

    def one(self, locator: str) -> tuple[Source, ...]:
        """The passages one locator names; none when the review has no such place."""
        return sources(self.digest, (locator,))

    def concepts_cited(self, claim: Claim) -> Concepts:
        """The concepts that a claim's passages or the question name."""
        held: set[str] = set()
        for source in self.sources(claim):
            held |= _concepts(source.passage.text, source.passage.header, source.passage.place)
        return Concepts(frozenset(held | {one.id for one in mentions(self.question)}))


@lru_cache(maxsize=2048)
def _concepts(text: str, header: str, place: str) -> frozenset[str]:
    """The concepts that a passage names, its header's and its row's study among them."""
    return frozenset({one.id for one in (*mentions(text), *mentions(header))} | studies_at(place))


@lru_cache(maxsize=1)
def _points() -> dict[str, frozenset[str]]:
    """The criteria's points, bare, each with its places."""
    return {squeezed(fold(one.point)): frozenset(one.places) for one in load_criteria()}


@lru_cache(maxsize=8192)
def squeezed(plain: str) -> str:
    """The bare words of a folded text, signs of comparison kept."""
    return re.sub(r"[^a-z0-9%<>≤≥]+", " ", plain).strip()


class Concepts(NamedTuple):
    """Concepts of the shared lexicon that some passages name."""

    ids: frozenset[str]

    def covers(self, text: str, start: int) -> bool:
        """Whether the word at a place belongs to a phrase for one of them."""
        named = {one.id for one in mentions(text) if one.start <= start < one.end}
        return bool(named & self.ids - frozenset(words("support")["broad"]))
