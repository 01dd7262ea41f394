"""Cases held against answers: what an answer gets wrong, in words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator

from assistant.api import Assistant
from assistant.models import Answer, Case
from assistant.threads import AsKept
from corpus.models import Frozen
from evals.cases import EvalCase


class Result(Frozen):
    """How one case went."""

    id: str
    title: str
    expected: str
    got: str
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults


def run_cases(cases: Iterable[EvalCase], ask: Callable[[EvalCase], Answer]) -> Iterator[Result]:
    """One result a case, as each is answered."""
    for case in cases:
        answer = ask(case)
        yield Result(
            id=case.id, title=case.title, expected=case.recommendation or "no choice",
            got=str(answer.recommendation or answer.status), faults=tuple(faults_of(case, answer)),
        )  # fmt: skip


def asked_of(assistant: Assistant, case: EvalCase) -> Answer:
    """The assistant's answer, after what comes before it in a conversation that leaves no trace."""
    given = Case.of(dict(case.given)) if case.given else None
    if not case.before:
        return assistant.ask(case.note, case=given) if given else assistant.ask(case.note)
    thread, kept = uuid.uuid4().hex, AsKept(owner="\0eval")
    try:
        for question in case.before:
            assistant.ask(question, thread=thread, kept=kept)
        return assistant.ask(case.note, case=given, thread=thread, kept=kept)
    finally:
        assistant.threads.forget(thread, kept.owner)


def faults_of(case: EvalCase, answer: Answer) -> Iterator[str]:
    """Everything in an answer that is not as the case asks."""
    if answer.recommendation != case.recommendation:
        yield f"recommendation is {answer.recommendation!r}, wanted {case.recommendation!r}"
    known = answer.case.values() if answer.case else {}
    for key, value in case.facts.items():
        wanted = tuple(value) if isinstance(value, list) else value
        got = known.get(key)
        if not (
            set(wanted) <= set(got if isinstance(got, tuple) else ()) if isinstance(wanted, tuple) else got == wanted
        ):
            yield f"fact {key} is {got!r}, wanted {wanted!r}"
    true = {state.id for state in answer.criteria if state.state == "true"}
    for criterion in case.criteria:
        if criterion not in true:
            yield f"criterion {criterion} does not hold"
    cited = {locator.split("#")[0] for citation in answer.citations for locator in citation.locators}
    for group in case.places:
        if not cited & set(group):
            yield f"none of {', '.join(group)} is cited"
    for claim in case.must_not:
        if claim.lower() in answer.answer.lower():
            yield f"the answer says {claim!r}"
    for check in answer.checks:
        if not check.passed:
            yield f"check {check.check} failed: {check.detail}"
