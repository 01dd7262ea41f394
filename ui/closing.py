"""Stopping well: running answers end in words, open pages are let go, the port is free again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import uvicorn

from assistant.events import Event
from assistant.models import Case
from assistant.threads import AsKept
from ui.errors import ClosingError
from ui.turns import Asking

GRACE_S, _LOOK_S = 3.0, 0.05


class Closing:
    """An assistant whose running answers end with ClosingError once the page is being stopped."""

    def __init__(self, assistant: Asking, closing: threading.Event) -> None:
        self._assistant, self._closing = assistant, closing
        self.threads = assistant.threads
        self.leave = assistant.leave

    def stream(
        self, question: str, *, case: Case | None = None, thread: str | None = None, kept: AsKept | None = None
    ) -> Iterator[Event]:
        """The assistant's events, while the page is served."""
        for event in self._assistant.stream(question, case=case, thread=thread, kept=kept):
            if self._closing.is_set():
                raise ClosingError
            yield event

    def info(self) -> dict[str, str]:
        """The assistant's own."""
        return self._assistant.info()

    def __getattr__(self, name: str) -> Any:
        """Everything else is the assistant's."""
        return getattr(self._assistant, name)


class Server(uvicorn.Server):
    """uvicorn's server; the first signal sets `closing`, a second one does not wait."""

    def __init__(
        self, config: uvicorn.Config, closing: threading.Event, busy: Callable[[], bool], let_go: Callable[[], None]
    ) -> None:
        """`busy`: whether an answer is being written; `let_go` ends the open connections of idle pages."""
        super().__init__(config)
        self._closing, self._busy, self._let_go = closing, busy, let_go

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Notes the signal."""
        self._closing.set()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: Any = None) -> None:
        """Closes: running answers have a few seconds to end in words, then open pages are let go."""
        self._closing.set()
        for _ in range(int(GRACE_S / _LOOK_S)):
            if self.force_exit or not self._busy():
                break
            await asyncio.sleep(_LOOK_S)
        self._let_go()
        await super().shutdown(sockets)
        self._captured_signals.clear()  # we end as asked: no signal is raised again, the exit status is 0
