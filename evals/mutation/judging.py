"""Answers put before the checker: whether each was passed, and the share of mutants caught and of false alarms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any

from assistant.checker.check import check_answer
from assistant.criteria.engine import decide
from assistant.facts.validate import validate
from assistant.models import CheckReport
from corpus import intervals
from corpus.digest import Digest
from corpus.models import Frozen
from evals.mutation.answers import Faithful
from evals.mutation.edits import Mutant


class Judged(Frozen):
    """A faithful answer or a mutant, and the checker's word on it."""

    kind: str
    """"faithful", or the kind of fault."""
    original: str
    answer: str
    changed: str = ""
    """What was changed into what."""
    passed: bool
    findings: tuple[str, ...]
    held_back: bool
    milliseconds: float


class Share(Frozen):
    """How many of how many, with Wilson's 95% interval (Wilson 1927)."""

    hits: int
    of: int
    share: float
    low: float
    high: float


def wilson(hits: int, of: int) -> Share:
    """The share of `hits` among `of` with its interval; an empty group has the whole range."""
    if not of:
        return Share(hits=0, of=0, share=0.0, low=0.0, high=1.0)
    low, high = intervals.wilson(hits, of)
    return Share(hits=hits, of=of, share=hits / of, low=low, high=high)


def judge(one: Faithful | Mutant, digest: Digest, clock: Callable[[], float] = perf_counter) -> Judged:
    """The checker's word on an answer: its verdict is worked out from the case, as `cd19 check` does."""
    started = clock()
    report = _checked(one.answer, one.citations, one.question, one.case, digest)
    spent = 1000 * (clock() - started)
    kind, original, changed = "faithful", "", ""
    if isinstance(one, Mutant):
        kind, original, changed = one.kind, one.original, f"{one.was!r} -> {one.became!r}"
    else:
        original = one.id
    return Judged(
        kind=kind,
        original=original,
        answer=one.answer,
        changed=changed,
        passed=report.passed,
        findings=tuple(f"{found.check}: expected {found.expected}; found {found.found}" for found in report.findings),
        held_back=one.held_back,
        milliseconds=spent,
    )


def _checked(
    answer: str, citations: Mapping[str, Sequence[str]], question: str, facts: Mapping[str, Any], digest: Digest
) -> CheckReport:
    case = validate(dict(facts))
    verdict = decide(case) if case.facts else None
    return check_answer(answer, citations, digest=digest, verdict=verdict, question=question, case=case)


def shares(judged: Sequence[Judged]) -> dict[str, Share]:
    """Each kind's share caught, and under "faithful" the share of false alarms."""
    kinds = dict.fromkeys(one.kind for one in judged)
    return {kind: _failed([one for one in judged if one.kind == kind]) for kind in kinds}


def _failed(judged: Sequence[Judged]) -> Share:
    return wilson(sum(not one.passed for one in judged), len(judged))
