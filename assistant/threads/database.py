"""The SQLite file behind kept conversations: its schema, and how older files become newer ones.

1. Write-ahead log: readers never wait, and what a crash cut off is as if it had not begun.
2. Every change is one immediate transaction: of two processes the second waits, neither loses anything.
3. `user_version` tells the schema. Steps from one to the next run inside the transaction that notes them.
4. What is deleted is overwritten, and the log is emptied: patient details do not stay behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from assistant.threads.errors import NewerFileError, in_words
from assistant.wholefile import made_whole

_FIRST = """
CREATE TABLE conversations (
    owner TEXT NOT NULL, id TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',       -- as its owner named it
    memory TEXT NOT NULL,                 -- what the assistant knows after the last turn
    at REAL NOT NULL DEFAULT 0,           -- of the last turn
    PRIMARY KEY (owner, id)
);
CREATE TABLE turns (
    owner TEXT NOT NULL, thread TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL,
    question TEXT NOT NULL, asked_as TEXT NOT NULL, said TEXT NOT NULL, trouble TEXT NOT NULL,
    answer TEXT,                          -- JSON; NULL where there is none
    before TEXT NOT NULL,                 -- what the assistant knew before this turn
    at REAL NOT NULL,
    PRIMARY KEY (owner, thread, number), UNIQUE (owner, thread, key),
    FOREIGN KEY (owner, thread) REFERENCES conversations (owner, id) ON DELETE CASCADE
);
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL, thread TEXT NOT NULL, key TEXT NOT NULL,
    question TEXT NOT NULL, before TEXT NOT NULL, given TEXT NOT NULL,
    answer TEXT NOT NULL, answer_hash TEXT NOT NULL, corpus_hash TEXT NOT NULL, criteria_hash TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')), reason TEXT NOT NULL, at REAL NOT NULL,
    UNIQUE (owner, thread, key),
    FOREIGN KEY (owner, thread) REFERENCES conversations (owner, id) ON DELETE CASCADE
);
"""
_STEPS = (_FIRST,)
"""What each version adds to the one before."""
VERSION = len(_STEPS)
_WAIT_S = 20


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on the file, made or brought up to date first; undone whole where anything goes wrong."""
    with _told(path), closing(_opened(path)) as database:
        database.execute("BEGIN IMMEDIATE")
        try:
            _bring_up_to_date(database, path)
            yield database
            database.commit()
        except BaseException:
            with suppress(sqlite3.Error):  # a file that is not there any more cannot be rolled back
                database.rollback()
            raise


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The file as it was when reading began; None where nothing was ever kept."""
    if not path.exists():
        yield None
        return
    with _told(path), closing(_opened(path)) as database:
        if _version(database) != VERSION:
            database.execute("BEGIN IMMEDIATE")
            _bring_up_to_date(database, path)
            database.commit()
        database.execute("BEGIN")
        yield database
        database.rollback()


def empty_log(path: Path) -> None:
    """Nothing of what was deleted is left in the write-ahead log, unless another process is reading just now."""
    with _told(path), closing(_opened(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """ThreadsError, which says how to mend it, in place of SQLite's errors and the system's."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise in_words(path, error) from error


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made_whole(path, _filled)
    if path.stat().st_size == 0:  # SQLite would take it for a new one: all that was kept would be gone without a word
        raise sqlite3.DatabaseError("the file is empty")
    return _connected(path)


def _filled(new: Path) -> None:
    with closing(_connected(new)) as database:
        database.execute("BEGIN IMMEDIATE")
        _bring_up_to_date(database, new)
        database.commit()


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        database.execute(f"PRAGMA {pragma}")
    database.create_function("fold", 1, lambda text: str(text).casefold(), deterministic=True)
    return database


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _bring_up_to_date(database: sqlite3.Connection, path: Path) -> None:
    """Inside a transaction, so that of two processes only one does it, and a crash leaves the file as it was."""
    version = _version(database)
    if version > VERSION:
        raise NewerFileError(path, version, VERSION)
    for step in _STEPS[version:]:
        for statement in filter(None, map(str.strip, step.split(";\n"))):
            database.execute(statement)
    if version == 0:
        _take_over(database)
    if version < VERSION:
        database.execute(f"PRAGMA user_version = {VERSION}")


def _take_over(database: sqlite3.Connection) -> None:
    """Files from before there were versions: a memory for each conversation, without its turns."""
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'threads'").fetchone():
        database.execute("INSERT INTO conversations (owner, id, memory) SELECT '', id, memory FROM threads")
        database.execute("DROP TABLE threads")
