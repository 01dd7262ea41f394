"""One question on its way through the chain: each step adds what it found, in a new frozen copy."""

from __future__ import annotations

from pydantic import Field

from assistant.answer.asked import Asked
from assistant.models import Case, Check, CheckReport, Citation, ModelPart, Recommendation, Verdict
from assistant.sense.sense import Sensed
from corpus.models import Frozen
from index.rank import Hit, ScoredPassage


class Request(Frozen):
    """What comes in."""

    question: str
    case: Case | None = None
    """The whole patient, where already known or corrected by hand; None to read the patient from the question."""


class Turn(Frozen):
    """A question and all that is known about it so far."""

    request: Request
    case: Case = Case()
    about_patient: bool = False
    searched: str = ""
    """The question as it is searched: with the words that slips of the pen stand for."""
    asked: Asked | None = None
    sensed: Sensed | None = None
    """What the question asks by its sense; None where that cannot be told."""
    declined: str = ""
    """Kind for which it is declined; empty when it is answered."""
    ranked: tuple[ScoredPassage, ...] = ()
    hits: tuple[Hit, ...] = ()
    verdict: Verdict | None = None
    text: str = ""
    citations: tuple[Citation, ...] = ()
    recommendation: Recommendation | None = None
    report: CheckReport | None = None
    mended: tuple[Check, ...] = ()
    """Checks that the text failed before it was cut back."""
    beside: tuple[Check, ...] = ()
    """Checks of what the user's other documents added."""
    engine: str = "built-in"
    note: str = ""
    model: ModelPart | None = None
    """A language model's part in it, where one was asked."""
    prompts_hash: str = ""
    timings_ms: dict[str, float] = Field(default_factory=dict)
