"""Questions: whether they are answered at all, with the figures asked for, from the places that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field, field_validator

from assistant.models import Answer, Recommendation, Status
from evals.concordance import cited_well
from evals.matching import holds_figure, holds_words
from evals.outcome import Checked, Outcome, check, shown
from evals.scorers.patient import criteria_checked, facts_checked, own_checks, places_checked
from evals.scorers.scorer import Scorer
from evals.subject import Subject
from evals.suite import Item

Groups = tuple[tuple[str, ...], ...]
"""Of each group, one is wanted."""


class Question(Item):
    """A question, and what its answer must and must not hold."""

    ask: str
    before: tuple[str, ...] = ()
    """Questions asked before it in the same conversation."""
    given: Mapping[str, Any] = Field(default_factory=dict)
    """The whole patient, where it is not read from the question."""
    status: tuple[Status, ...] = ("answered",)
    recommendation: Recommendation | Literal["none", ""] = ""
    """What must be recommended; "none": nothing; empty: not asked."""
    facts: dict[str, Any] = Field(default_factory=dict)
    criteria: tuple[str, ...] = ()
    places: Groups = ()
    """Places that must be cited."""
    figures: Groups = ()
    """Figures that must stand in the answer, whole."""
    says: Groups = ()
    """Words that must stand in it."""
    must_not: tuple[str, ...] = ()
    """Words that may not."""

    @field_validator("places", "figures", "says", mode="before")
    @classmethod
    def _grouped(cls, given: Any) -> Any:
        """One alone stands for a group of one."""
        return tuple((one,) if isinstance(one, str) else tuple(one) for one in given)

    @field_validator("status", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given


def score(item: Question, subject: Subject) -> Outcome:
    """How a question's answer went."""
    subject.known(place for group in item.places for place in group)
    answer = subject.ask(item.ask, item.before, item.given)
    figures = cited_well(answer, item.ask, subject.assistant.library.digest).figures() if answer.citations else {}
    return Outcome(
        id=item.id, title=item.title or item.ask, asked=item.ask, before=item.before, expected=_expected(item),
        got=str(answer.recommendation or answer.status), checks=tuple(checked(item, answer)), answer=answer.answer,
        evidence=shown(answer), figures=figures,
    )  # fmt: skip


def checked(item: Question, answer: Answer) -> Iterator[Checked]:
    """Everything the case asks of an answer."""
    wanted = " or ".join(item.status)
    yield check("status", answer.status in item.status, f"status is {answer.status!r}, wanted {wanted}")
    if item.recommendation:
        due = None if item.recommendation == "none" else item.recommendation
        said = f"recommendation is {answer.recommendation!r}, wanted {due!r}"
        yield check("recommendation", answer.recommendation == due, said)
    yield from facts_checked(item.facts, answer)
    yield from criteria_checked(item.criteria, answer)
    yield from places_checked(item.places, answer)
    for group in item.figures:
        held = any(holds_figure(answer.answer, figure) for figure in group)
        yield check(f"figure {' or '.join(group)}", held, f"the answer lacks {' or '.join(group)}")
    for group in item.says:
        held = any(holds_words(answer.answer, words) for words in group)
        yield check(f"says {' or '.join(group)}", held, f"the answer does not say {' or '.join(map(repr, group))}")
    for words in item.must_not:
        yield check(f"must not say {words!r}", not holds_words(answer.answer, words), f"the answer says {words!r}")
    yield from own_checks(answer)


def _expected(item: Question) -> str:
    wanted = [*(" or ".join(group) for group in (*item.figures, *item.places)), item.recommendation]
    return ", ".join(part for part in wanted if part) or " or ".join(item.status)


SCORER = Scorer(item=Question, score=score)
