"""Conversations kept on disk between runs, in the user's data folder: what is known, not what was said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.conversation import Memory

_SCHEMA = "CREATE TABLE IF NOT EXISTS threads (id TEXT PRIMARY KEY, memory TEXT NOT NULL)"


class ThreadStore:
    """One SQLite file; safe for several threads and processes, each call its own transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, thread: str) -> Memory:
        """What a conversation holds; an empty memory for one that is new."""
        with self._open() as database:
            row = database.execute("SELECT memory FROM threads WHERE id = ?", (thread,)).fetchone()
        return Memory.model_validate_json(row[0]) if row else Memory()

    def save(self, thread: str, memory: Memory) -> None:
        """Keeps what a conversation holds now."""
        with self._open() as database:
            database.execute(
                "INSERT INTO threads VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET memory = excluded.memory",
                (thread, memory.model_dump_json()),
            )

    def forget(self, thread: str) -> None:
        """Deletes a conversation."""
        with self._open() as database:
            database.execute("DELETE FROM threads WHERE id = ?", (thread,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
            database.execute(_SCHEMA)
            yield database
