"""What keeps a model's sentence from being shown: its form, then its words, then the checker's findings.

A sentence with no mark, or a wrong one, is not lost where a passage carries it: it is given that passage's mark and
must then pass like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.recommending import readings, recommends
from assistant.model.brief import verdict_said
from assistant.model.carried import carrying_fault
from assistant.model.form import form_fault
from assistant.model.marking import cited, marked, parts
from assistant.model.relevance import Relevance
from assistant.model.tokens import gate_words, tokens
from assistant.models import CheckReport, Citation, Verdict
from corpus.models import Passage

Judge = Callable[[str, Sequence[Citation]], CheckReport]
"""The checker over one question: an answer and its citations in, its word out."""


def _of_a_case(plain: str) -> bool:
    return any(re.search(rf"\b{words}\b", plain) for words in gate_words()["cases"])


class Judged(NamedTuple):
    """A sentence as it may be shown, or why it is not."""

    claim: Claim
    fault: str
    marked: bool = False
    """Whether its mark was set by us."""


class Gate:
    """Lets a model's sentences through one by one."""

    def __init__(
        self, passages: Sequence[Passage], verdict: Verdict | None, judge: Judge, relevance: Relevance | None = None
    ) -> None:
        """`passages`: as numbered in the prompt; `judge`: the checker over the question at hand.

        `relevance`: of the question; None lets pass what is beside it.
        """
        self._passages, self._verdict, self._judge, self._relevance = tuple(passages), verdict, judge, relevance

    def judged(self, claim: Claim) -> Judged:
        """The sentence with its own mark; else with that of the first passage that carries it; else its fault."""
        fault = self.fault(claim)
        if not fault:
            return Judged(claim, "")
        for other in self._marked(claim):
            if not self.fault(other):
                return Judged(other, "", marked=True)
        return Judged(claim, fault)

    def fault(self, claim: Claim) -> str:
        """Why a sentence is not shown; empty where it is. Whatever cannot be judged is not shown."""
        try:
            return form_fault(claim, len(self._passages)) or self._untold(claim) or self._found(claim)
        except Exception as error:  # a sentence that breaks the gate has not passed it
            return f"could not be judged ({type(error).__name__})"

    def tells_verdict(self, claim: Claim) -> bool:
        """Whether a sentence tells the verdict for the patient, and nothing beside it."""
        said = {reading.recommendation for reading in readings((claim,))}
        return self._verdict is not None and said == {self._verdict.recommendation}

    def _marked(self, claim: Claim) -> Iterator[Claim]:
        """The sentence with the mark of each passage that may carry it, in their order."""
        if claim.kind == "row" or claim.question:
            return
        for number, passage in enumerate(self._passages, 1):
            if self.tells_verdict(claim) or not carrying_fault(claim.clean, [passage]):
                yield from marked(claim, number)

    def _untold(self, claim: Claim) -> str:
        """What its passages, mark by mark, or the verdict, do not carry."""
        if recommends(claim) and self._verdict is not None and "patient" in claim.plain:
            return self._verdict_fault(claim)
        for text, numbers in parts(claim):
            fault = carrying_fault(text, [self._passages[number - 1] for number in numbers])
            if fault:
                return fault
        marked_by = [self._passages[int(number) - 1] for number in claim.numbers]
        if any(passage.place.startswith("patient") for passage in marked_by) and _of_a_case(claim.plain):
            return "tells of one of the review's patients as if of the one asked about"
        beside = self._relevance is not None and not self._relevance.bears(claim, marked_by)
        return "beside the question" if beside else ""

    def _verdict_fault(self, claim: Claim) -> str:
        assert self._verdict is not None
        if not self.tells_verdict(claim):
            return f"not the verdict, which is: {verdict_said(self._verdict)}"
        known = {token.key for token in tokens(verdict_said(self._verdict))}
        known |= {token.key for token in tokens(" ".join(gate_words()["verdict"]))}
        strange = [token.text for token in tokens(claim.clean) if token.key not in known and not token.name]
        if strange:
            return f"more than the verdict: {', '.join(strange)}"
        bearing = {place for state in self._verdict.criteria if state.state == "true" for place in state.locators}
        bearing |= {place.split("#")[0] for place in bearing}
        marked = [self._passages[int(number) - 1] for number in claim.numbers]
        if bearing and not all(bearing & set(passage.locators) for passage in marked):
            return "the verdict with the mark of a passage that does not bear it out"
        return ""

    def _found(self, claim: Claim) -> str:
        """The checker's first finding on the sentence alone."""
        text, citations = cited(claim, self._passages)
        report = self._judge(text, citations)
        if report.passed:
            return ""
        failed = next((check for check in report.checks if not check.passed), None)
        finding = next(iter(report.findings), None)
        if finding is not None:
            return f"{finding.check}: wanted {finding.expected or 'none'}, found {finding.found or 'none'}"
        return f"{failed.check}: {failed.detail}" if failed else "the check failed"
