"""A scripted model at the seam, and an engine over the real review with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.api import Assistant
from assistant.model.engine import ModelEngine
from assistant.model.writing import Written
from assistant.threads import ThreadStore


class Scripted:
    """Replies in turn, each cut into small pieces; an error among them is raised; keeps what it was asked."""

    def __init__(self, *replies: str | Exception, size: int = 7) -> None:
        self.replies, self.size = list(replies), size
        self.asked: list[str] = []

    def __call__(self, messages) -> Iterator[str]:
        self.asked.append("\n".join(message.text for message in messages))
        reply = self.replies.pop(0) if self.replies else ""
        if isinstance(reply, Exception):
            raise reply
        yield from (reply[at : at + self.size] for at in range(0, len(reply), self.size))


class Asking:
    """An assistant with a scripted model, and what became of its last text."""

    def __init__(self, assistant: Assistant, scripted: Scripted) -> None:
        self.assistant, self.scripted = assistant, scripted
        self.written: Written | None = None

    def keep(self, written: Written) -> None:
        self.written = written


@pytest.fixture(scope="session")
def scripted_assistant(assistant, concepts, tmp_path_factory) -> Callable[..., Asking]:
    """Makes an assistant over the real review whose model says the given replies."""

    def make(*replies: str | Exception, limit: int = 12_000) -> Asking:
        threads = ThreadStore(tmp_path_factory.mktemp("threads") / "threads.sqlite")
        scripted = Scripted(*replies)
        asking = Asking(assistant, scripted)
        engine = ModelEngine(
            "openai:script", scripted, limit, assistant.library.digest, concepts, observe=lambda w: asking.keep(w)
        )
        asking.assistant = Assistant(
            assistant.library, assistant.index, concepts, threads, engine=engine, sense=assistant.sense
        )
        return asking

    return make
