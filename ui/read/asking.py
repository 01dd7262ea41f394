"""The question that "Ask about this" asks: one that the place is known to answer, else its name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.digest import load_digest
from corpus.models import Place
from corpus.questions import load_questions
from corpus.yamls import read_yaml


def question_about(place: Place) -> str:
    """A question that leads the assistant to the place."""
    if place.locator in _chosen():
        return _chosen()[place.locator]
    known = load_questions()
    asked = (question for passage in load_digest().at(place.locator) for question in known.get(passage.id, ()))
    return next(asked, f"What does the review say at {place.label}?")


@lru_cache(maxsize=1)
def _chosen() -> dict[str, str]:
    chosen: dict[str, str] = read_yaml(Path(__file__).with_name("questions.yaml"))
    return chosen
