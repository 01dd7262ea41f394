"""The checker: sound answers pass, unsound ones are caught; no engine is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, field_validator

from assistant.checker.check import check_answer
from assistant.criteria.engine import decide
from assistant.facts.validate import validate
from evals.outcome import Outcome, Shown, check
from evals.scorers.scorer import Scorer
from evals.subject import Subject
from evals.suite import Item


class Put(Item):
    """An answer put before the checker."""

    say: str
    cite: Mapping[str, tuple[str, ...]]
    ask: str = ""
    case: Mapping[str, Any] = Field(default_factory=dict)
    holds: bool
    """Whether it says nothing but what it cites, and goes along with the criteria."""
    fault: str = ""
    """What is wrong with it, in words."""

    @field_validator("cite", mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        """Marks may be written as numbers, a single place without a list."""
        return {str(mark): [places] if isinstance(places, str) else places for mark, places in given.items()}


def score(item: Put, subject: Subject) -> Outcome:
    """Whether the checker passes what holds and catches what does not."""
    digest = subject.assistant.library.digest
    case = validate(dict(item.case))
    verdict = decide(case) if case.facts else None
    report = check_answer(item.say, item.cite, digest=digest, verdict=verdict, question=item.ask, case=case)
    found = "; ".join(f"{one.check}: expected {one.expected}; found {one.found}" for one in report.findings)
    otherwise = (
        f"rejected though it holds: {found}" if item.holds else f"passed in spite of: {item.fault or 'its fault'}"
    )
    evidence = tuple(
        Shown(marker=int(mark), places=places, label=passage.label, text=passage.text)
        for mark, places in item.cite.items()
        for passage in digest.at(places[0])[:1]
    )
    return Outcome(
        id=item.id, title=item.title or item.fault or "holds", asked=item.ask,
        expected="passes" if item.holds else "is caught", got="passed" if report.passed else found,
        checks=(check("passes" if item.holds else "is caught", report.passed == item.holds, otherwise),),
        answer=item.say, evidence=evidence,
    )  # fmt: skip


SCORER = Scorer(item=Put, score=score)
