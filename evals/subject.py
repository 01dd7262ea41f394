"""What is put to the test: an assistant, with the engine and corpus it was opened with."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.api import Assistant
from assistant.models import Answer, Case
from assistant.threads import AsKept
from evals.errors import UnscorableError


class Subject:
    """Asks an assistant, and says where an answer would be no evidence of what it can do."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def ask(self, question: str, before: Sequence[str] = (), given: Mapping[str, Any] | None = None) -> Answer:
        """The answer, after what comes before it in a conversation that leaves no trace.

        Raises UnscorableError where the language model to be tested failed, so that another engine answered for it.
        """
        answer = self._asked(question, before, Case.of(dict(given)) if given else None)
        if answer.model is not None and answer.model.failure:
            raise UnscorableError(f"{answer.model.name} did not answer: {answer.model.failure}")
        return answer

    def known(self, places: Iterable[str]) -> None:
        """Raises UnscorableError where the corpus lacks a place: what should be cited cannot be."""
        reading = self.assistant.reading()
        if lacking := next((place for place in places if not reading.at(place)), None):
            raise UnscorableError(f"{lacking} is not in the corpus {reading.name!r}")

    def _asked(self, question: str, before: Sequence[str], given: Case | None) -> Answer:
        if not before:
            return self.assistant.ask(question, case=given) if given else self.assistant.ask(question)
        thread, kept = uuid.uuid4().hex, AsKept(owner="\0eval")
        try:
            for earlier in before:
                self.assistant.ask(earlier, thread=thread, kept=kept)
            return self.assistant.ask(question, case=given, thread=thread, kept=kept)
        finally:
            self.assistant.threads.forget(thread, kept.owner)
