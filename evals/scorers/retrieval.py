"""Search alone: the places that hold what is asked for, among the first found."""

from __future__ import annotations

from pydantic import Field, field_validator

from evals.outcome import Outcome, Shown, check
from evals.ranking import DEPTH, ranked_well
from evals.scorers.scorer import Scorer
from evals.subject import Subject
from evals.suite import Item


class Sought(Item):
    """A question, and the places that hold its answer."""

    ask: str
    places: tuple[str, ...] = Field(min_length=1)
    """The first found of them is what counts; recall is over all of them."""

    @field_validator("places", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given


def score(item: Sought, subject: Subject) -> Outcome:
    """Whether one of the places is among the first ten, with the metrics of the ranking."""
    subject.known(item.places)
    hits = subject.assistant.retrieve(item.ask, DEPTH)
    found = [hit.passage.place for hit in hits]
    at = next((number for number, place in enumerate(found, 1) if place in item.places), 0)
    named = ", ".join(item.places)
    return Outcome(
        id=item.id, title=item.title or item.ask, asked=item.ask, expected=named,
        got=f"{found[at - 1]}, number {at}" if at else f"not among the first {DEPTH}",
        checks=(check(f"found in {DEPTH}", at > 0, f"none of {named} is among the first {DEPTH}"),),
        evidence=tuple(
            Shown(marker=number, places=hit.passage.locators, label=hit.passage.label, text=hit.passage.text)
            for number, hit in enumerate(hits, 1)
        ),
        figures=ranked_well(found, item.places),
    )  # fmt: skip


SCORER = Scorer(item=Sought, score=score)
