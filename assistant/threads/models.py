"""What is kept of conversations: their turns, their titles, and how answers were rated."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.models import Answer, FactValue
from corpus.models import Frozen

Verdict = Literal["up", "down"]


class AsKept(Frozen):
    """How a turn is kept: whose it is, and what tells it from other turns."""

    owner: str = ""
    """The user who asks; empty for the command line and for a page without passwords."""
    key: str = ""
    """The turn's own name, never used twice; empty to be given one."""
    asked_as: str = ""
    """What is shown in place of the question, where it was asked again after a correction."""


class KeptTurn(Frozen):
    """One question and what came of it, as it was shown."""

    key: str
    number: int
    """1, 2, ... within the conversation."""
    question: str
    asked_as: str = ""
    said: str = ""
    """What was written of an answer that was stopped."""
    trouble: str = ""
    """Why there is no answer, in words."""
    answer: Answer | None = None
    rating: Verdict | None = None
    at: float = 0.0
    """Seconds since 1970."""


class KeptThread(Frozen):
    """A whole conversation."""

    id: str
    title: str
    turns: tuple[KeptTurn, ...]


class Listed(Frozen):
    """A conversation in a list: newest first, by its last turn."""

    id: str
    title: str
    """As its owner named it, else its first question; empty where it has neither."""
    turns: int
    at: float
    """Of its last turn, seconds since 1970; 0 where that is not known."""


class Rating(Frozen):
    """How a reader rated an answer, with all that a regression case needs."""

    id: int
    question: str
    before: tuple[str, ...] = ()
    """The questions asked before it in its conversation."""
    given: dict[str, FactValue] = Field(default_factory=dict)
    """The whole patient, where facts were set by hand."""
    answer: Answer
    answer_hash: str
    verdict: Verdict
    reason: str = ""
    at: float = 0.0
