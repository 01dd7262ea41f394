"""The SQLite file of kept conversations as a Database."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from assistant.database.protocol import Connection
from assistant.threads.database import empty_log, reading, writing


class ConversationsFile:
    """One file; of two that write, the second waits, whoever the owners are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def writing(self, owner: str) -> AbstractContextManager[Connection]:
        """See Database."""
        return writing(self._path)

    def reading(self) -> AbstractContextManager[Connection | None]:
        """See Database."""
        return reading(self._path)

    def empty(self) -> None:
        """See Database."""
        empty_log(self._path)
