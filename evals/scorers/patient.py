"""Patients: the facts read, the criteria weighed, the verdict, the places cited, as the review has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.models import Answer
from evals.cases import EvalCase
from evals.concordance import measured
from evals.outcome import Checked, Outcome, check, shown
from evals.scorers.scorer import Scorer
from evals.subject import Subject


def score(case: EvalCase, subject: Subject) -> Outcome:
    """How a patient's answer went."""
    subject.known(place for group in case.places for place in group)
    answer = subject.ask(case.note, case.before, case.given)
    checks = tuple(checked(case, answer))
    return Outcome(
        id=case.id, title=case.title, asked=case.note, before=case.before,
        expected=case.recommendation or "no choice", got=str(answer.recommendation or answer.status), checks=checks,
        answer=answer.answer, evidence=shown(answer), figures=measured(answer, checks, case.note, subject),
    )  # fmt: skip


def checked(case: EvalCase, answer: Answer) -> Iterator[Checked]:
    """Everything the case asks of an answer."""
    yield check(
        "recommendation", answer.recommendation == case.recommendation,
        f"recommendation is {answer.recommendation!r}, wanted {case.recommendation!r}",
    )  # fmt: skip
    yield from facts_checked(case.facts, answer)
    yield from criteria_checked(case.criteria, answer)
    yield from places_checked(case.places, answer)
    for claim in case.must_not:
        said = claim.lower() in answer.answer.lower()  # its markup too: a verdict stands in bold
        yield check(f"must not say {claim!r}", not said, f"the answer says {claim!r}")
    yield from own_checks(answer)


def facts_checked(wanted: dict[str, Any], answer: Answer) -> Iterator[Checked]:
    """Whether each fact was understood; of a list, whether all of it was."""
    known = answer.case.values() if answer.case else {}
    for key, value in wanted.items():
        due, got = tuple(value) if isinstance(value, list) else value, known.get(key)
        met = got == due or (isinstance(due, tuple) and isinstance(got, tuple) and set(due) <= set(got))
        yield check(f"fact {key}", met, f"fact {key} is {got!r}, wanted {due!r}")


def criteria_checked(wanted: tuple[str, ...], answer: Answer) -> Iterator[Checked]:
    """Whether each criterion holds."""
    true = {state.id for state in answer.criteria if state.state == "true"}
    for criterion in wanted:
        yield check(f"criterion {criterion}", criterion in true, f"criterion {criterion} does not hold")


def places_checked(wanted: tuple[tuple[str, ...], ...], answer: Answer) -> Iterator[Checked]:
    """Whether one place of each group is cited, itself or, where no cell or sentence is asked for, a part of it."""
    cited = {place for one in answer.citations for place in one.locators}
    cited |= {place.split("#")[0] for place in cited}
    for group in wanted:
        named = ", ".join(group)
        yield check(f"cites {named}", bool(cited & set(group)), f"none of {named} is cited")


def own_checks(answer: Answer) -> Iterator[Checked]:
    """The checker's word on the answer, as it came with it."""
    for one in answer.checks:
        yield check(f"check {one.check}", one.passed, f"check {one.check} failed: {one.detail}")


SCORER = Scorer(item=EvalCase, score=score)
