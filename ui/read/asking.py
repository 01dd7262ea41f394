"""The question that "Ask about this" asks: one that the place is known to answer, else its name."""

from __future__ import annotations

from corpus.digest import load_digest
from corpus.models import Place
from corpus.questions import load_questions


def question_about(place: Place) -> str:
    """A question that leads the assistant to the place."""
    known = load_questions()
    asked = (question for passage in load_digest().at(place.locator) for question in known.get(passage.id, ()))
    return next(asked, f"What does the review say at {place.label}?")
