"""How well an answer's citations carry it, and how far a patient's answer goes along with the review.

Citation recall and precision are those of ALCE (Gao, Yen, Yu, Chen: Enabling Large Language Models to Generate Text
with Citations. EMNLP 2023; doi 10.18653/v1/2023.emnlp-main.398), with the rule checker in place of its
entailment model. We deviate in two points, as our answers ask and head their lists: statements are the sentences that
cite and those that should; a sentence's own list or table lead is read with it.

1. Recall of a statement: 1 where it cites and all that it cites together supports it, else 0.
2. Precision of a citation: 1 where its statement has recall 1 and it is not irrelevant, else 0. It is irrelevant where
   it alone does not support the statement and the others without it still do.

mGPS, the modified generative performance score, is concordance less a penalty for hallucination, -1 to 1 (Source
matters: Performance of guideline-anchored RAG versus broad evidence LLMs in GI oncology. J Clin Oncol 2026, ASCO GI
abstract 805; raters there, rules here).

3. Concordance, 0 to 1: 0 where the recommendation is not the review's; else a half, and a half of the share of the
   case's facts, criteria and places that are met.
4. Penalty, 0 to 1: 1 where the answer claims what it must not or goes against the criteria's verdict; else the share of
   its statements that what they cite does not support (1 - recall).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from assistant.checker import citing, recommended
from assistant.checker.check import check_answer
from assistant.checker.claims import Claim, split_claims
from assistant.criteria.engine import decide
from assistant.models import Answer, Verdict
from corpus.digest import Digest
from evals.outcome import Checked
from evals.subject import Subject

RECALL, PRECISION, MGPS = "citation recall", "citation precision", "mGPS"
_MARK = re.compile(r"\s?\[\s*(\d+(?:\s*[,;–-]\s*\d+)*)\s*\]")
_MET = ("fact ", "criterion ", "cites ")


class Cited(NamedTuple):
    """Counts over an answer."""

    statements: int
    supported: int
    citations: int
    precise: int

    def figures(self) -> dict[str, float]:
        """Recall and precision; one of nothing is left out."""
        found = {}
        if self.statements:
            found[RECALL] = self.supported / self.statements
        if self.citations:
            found[PRECISION] = self.precise / self.citations
        return found


def cited_well(answer: Answer, question: str, digest: Digest) -> Cited:
    """The counts behind an answer's citation recall and precision."""
    entailment = _Entailment(answer, question, digest)
    bare = entailment.uncited()
    statements = supported = citations = precise = 0
    for claim in split_claims(answer.answer):
        if claim.question or not (claim.numbers or (claim.start, claim.end) in bare):
            continue
        held = bool(claim.numbers) and entailment(claim, claim.numbers)
        statements, supported = statements + 1, supported + held
        citations += len(claim.numbers)
        precise += sum(held and not _irrelevant(claim, number, entailment) for number in claim.numbers)
    return Cited(statements, supported, citations, precise)


def measured(answer: Answer, checks: Sequence[Checked], question: str, subject: Subject) -> Mapping[str, float]:
    """The further measures of a patient's answer: mGPS, citation recall and precision."""
    figures = cited_well(answer, question, subject.assistant.library.digest).figures()
    return {MGPS: concordance(checks) - penalty(checks, figures.get(RECALL)), **figures}


def concordance(checks: Iterable[Checked]) -> float:
    """How far an answer goes along with the review, 0 to 1."""
    held = {check.name: bool(check.passed) for check in checks}
    if not held.get("recommendation"):
        return 0.0
    met = [passed for name, passed in held.items() if name.startswith(_MET)]
    return 0.5 + 0.5 * (sum(met) / len(met) if met else 1.0)


def penalty(checks: Iterable[Checked], recall: float | None) -> float:
    """How much of an answer is made up, 0 to 1; an answer that states nothing makes nothing up."""
    grave = ("must not say", f"check {recommended.NAME}")
    if any(check.passed is False and check.name.startswith(grave) for check in checks):
        return 1.0
    return 0.0 if recall is None else 1.0 - recall


def _irrelevant(claim: Claim, number: str, entailment: _Entailment) -> bool:
    others = tuple(other for other in claim.numbers if other != number)
    return bool(others) and not entailment(claim, (number,)) and entailment(claim, others)


class _Entailment:
    """Whether some of a claim's citations support it: the checker finds nothing wrong with the claim on them alone."""

    def __init__(self, answer: Answer, question: str, digest: Digest) -> None:
        self._answer, self._question, self._digest = answer, question, digest
        self._citations = {str(one.marker): one.locators for one in answer.citations}
        weighed = answer.case is not None and answer.case.facts and answer.recommendation
        self._verdict: Verdict | None = decide(answer.case) if answer.case and weighed else None
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def __call__(self, claim: Claim, numbers: tuple[str, ...]) -> bool:
        key = (claim.text, numbers)
        if key not in self._known:
            text = self._lead(claim) + _marked(claim.text, numbers)
            self._known[key] = not self._faults(text, {number: self._citations.get(number, ()) for number in numbers})
        return self._known[key]

    def _lead(self, claim: Claim) -> str:
        """What must be read with a claim: the line before its list, the header of its table."""
        if claim.kind == "item" and claim.context:
            return f"{claim.context}\n\n- "
        if claim.kind != "row":
            return ""
        above = self._answer.answer[: claim.start].rstrip().splitlines()
        table = list(takewhile(lambda line: line.lstrip().startswith("|"), reversed(above)))
        return "".join(f"{line}\n" for line in reversed(table[-2:]))

    def _faults(self, text: str, citations: Mapping[str, Sequence[str]]) -> bool:
        report = check_answer(
            text, citations, digest=self._digest, question=self._question, case=self._answer.case,
            verdict=self._verdict, only=_CHECKS,
        )  # fmt: skip
        return not report.passed

    def uncited(self) -> set[tuple[int, int]]:
        """Where sentences stand that should cite and do not."""
        report = check_answer(
            self._answer.answer, self._citations, digest=self._digest, question=self._question,
            case=self._answer.case, only=(citing.NAME,),
        )  # fmt: skip
        return {found.span for found in report.findings}


class _AllBut:
    """Every check but the verdict's, which no passage can carry."""

    def __contains__(self, name: object) -> bool:
        return name != recommended.NAME


_CHECKS = _AllBut()


def _marked(text: str, numbers: tuple[str, ...]) -> str:
    """The text with those of its marks alone."""

    def kept(match: re.Match[str]) -> str:
        own = [number for number in _listed(match[1]) if number in numbers]
        return f" [{', '.join(own)}]" if own else ""

    return _MARK.sub(kept, text)


def _listed(inside: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r"[,;]", re.sub(r"\s", "", inside)):
        low, _, high = part.replace("–", "-").partition("-")
        found += [str(number) for number in range(int(low), min(int(high or low), int(low) + 50) + 1)]
    return found
