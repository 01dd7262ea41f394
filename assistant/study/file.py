"""The SQLite file of answers and cards as a Database: one for all learners of a machine.

Write-ahead logging, written through: a process that is killed in the middle leaves the file as it was before. What
cannot be read or written raises KeptError.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.database.protocol import Connection
from assistant.study.errors import KeptError
from assistant.wholefile import made_whole

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY, learner TEXT NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
  at TEXT NOT NULL, "right" INTEGER NOT NULL, score REAL NOT NULL, rating TEXT NOT NULL, seconds REAL NOT NULL,
  given TEXT NOT NULL, before TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS answers_of ON answers (learner, at);
CREATE TABLE IF NOT EXISTS cards (
  learner TEXT NOT NULL, item TEXT NOT NULL, card TEXT NOT NULL, PRIMARY KEY (learner, item));
CREATE TABLE IF NOT EXISTS sittings (learner TEXT PRIMARY KEY, sitting TEXT NOT NULL);
"""
_WAIT_S = 10


class StudyFile:
    """One file, made where there is none; of two that write, the second waits."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def writing(self, owner: str) -> Iterator[Connection]:
        """See Database."""
        with self._opened() as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See Database."""
        with self._opened() as database:
            yield database

    def empty(self) -> None:
        """See Database."""
        with self._opened() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if not self._path.exists():
                made_whole(self._path, lambda new: _connected(new).close())
            if self._path.stat().st_size == 0:  # SQLite would take it for a new one, and all progress be gone
                raise sqlite3.DatabaseError("the file is empty")
            with closing(_connected(self._path)) as database:
                yield database
        except (sqlite3.Error, OSError) as error:
            raise KeptError(self._path, error) from error


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            database.execute(f"PRAGMA {pragma}")
        database.executescript(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database
