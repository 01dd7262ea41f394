"""What an assistant says while it works: the step it is at, each checked sentence, and the whole answer."""

from __future__ import annotations

from assistant.models import Answer
from corpus.models import Frozen


class Step(Frozen):
    """The assistant has begun a step: "reading the patient", "searching the review", ..."""

    name: str


class Sentence(Frozen):
    """A checked piece of the answer, Markdown with [n] marks; white space belongs to it as given."""

    text: str


class Done(Frozen):
    """The whole answer; nothing follows it."""

    answer: Answer


Event = Step | Sentence | Done
