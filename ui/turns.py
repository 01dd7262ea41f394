"""One question and what came of it: folded from the assistant's events, never changed in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from assistant.events import Done, Event, Sentence, Step
from assistant.models import Answer, Case
from assistant.threads import AsKept, KeptTurn, ThreadStore
from corpus.digest import Digest
from corpus.models import Frozen
from ui.patient.hand import AtHand


class Asking(Protocol):
    """What the page needs of an assistant."""

    threads: ThreadStore

    def stream(
        self, question: str, *, case: Case | None = None, thread: str | None = None, kept: AsKept | None = None
    ) -> Iterator[Event]: ...

    def leave(
        self, question: str, *, said: str, trouble: str, thread: str, case: Case | None = None, kept: AsKept
    ) -> None: ...

    def correct(self, thread: str, case: Case, owner: str = "") -> None: ...

    def info(self) -> dict[str, str]: ...

    def reading(self) -> Digest: ...


class Turn(Frozen):
    """One question with as much of its answer as has come."""

    number: int
    """1, 2, ... within the conversation; part of the anchors of its passages."""
    question: str
    asked_as: str = ""
    """What the chat shows in place of the question, when the question was asked again after a correction."""
    said: str = ""
    """Checked sentences so far."""
    step: str = ""
    """What the assistant is doing now; empty when it has finished."""
    answer: Answer | None = None
    hand: AtHand | None = None
    """Its patient, where the reader has corrected or looked into the facts since."""
    trouble: str = ""
    """Why there is no answer, in words."""
    key: str = ""
    """Its name among the turns kept on disk; empty for one that is not kept."""
    rating: Literal["up", "down"] | None = None

    @classmethod
    def again(cls, kept: KeptTurn) -> Turn:
        """A turn as it was shown when it was kept."""
        names = ("number", "question", "asked_as", "said", "trouble", "answer", "key", "rating")
        return cls(**{name: getattr(kept, name) for name in names})

    @property
    def open(self) -> bool:
        """True while the answer is being written."""
        return self.answer is None and not self.trouble

    def after(self, event: Event) -> Turn:
        """The same turn with one more event taken in."""
        if isinstance(event, Step):
            return self.model_copy(update={"step": event.name})
        if isinstance(event, Sentence):
            return self.model_copy(update={"said": self.said + event.text})
        if isinstance(event, Done):
            return self.model_copy(update={"answer": event.answer, "step": ""})
        raise TypeError(f"got an event {type(event).__name__!r}, wanted Step, Sentence or Done (assistant/events.py)")

    def ended(self, trouble: str) -> Turn:
        """The same turn, ended without an answer."""
        return self.model_copy(update={"trouble": trouble, "step": ""})


def follow(turn: Turn, assistant: Asking, thread: str, case: Case | None = None, owner: str = "") -> Iterator[Turn]:
    """The turn after each event, the last one finished; a failure ends it in words and is never raised."""
    kept = AsKept(owner=owner, key=turn.key, asked_as=turn.asked_as)
    try:
        for event in assistant.stream(turn.question, case=case, thread=thread, kept=kept):
            turn = turn.after(event)
            yield turn
    except Exception as error:  # whatever goes wrong below, the reader gets words
        turn = turn.ended(in_words(error))
        yield turn
    if turn.open:
        yield turn.ended("The answer broke off before it was complete. Please ask again.")


def in_words(error: Exception) -> str:
    """What to tell the reader: our own errors speak for themselves, others are only named."""
    ours = type(error).__module__.split(".")[0] in ("corpus", "index", "assistant", "ui")
    if ours and str(error):
        return str(error)
    return (
        f"Something went wrong while answering ({type(error).__name__}). Your question is kept above; "
        "please ask again. If it happens every time, run `cd19 index verify` in a terminal."
    )


def patient_turn(turns: Iterable[Turn]) -> Turn | None:
    """The latest answer about a patient: the one whose facts can be corrected. None where there is none."""
    return next((turn for turn in reversed(tuple(turns)) if turn.answer and turn.answer.case is not None), None)
