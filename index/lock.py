"""One builder at a time: a lock on a folder that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.errors import BusyError, FolderError

WAIT_S = 300.0
"""Longer than any build of ours takes."""


@contextlib.contextmanager
def only_builder(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the folder's lock, waiting up to `wait_s` seconds for another process. Raises BusyError after that.
    FolderError where nothing can be written.

    SQLite's own file lock: the same on every system, and never left behind by a process that was killed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _locked(folder, wait_s)
    except (OSError, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise BusyError(folder, wait_s) from error
        raise FolderError(folder, getattr(error, "strerror", None) or str(error)) from error
    try:
        yield
    finally:
        connection.close()


def _locked(folder: Path, wait_s: float, again: bool = True) -> sqlite3.Connection:
    """A connection that holds the lock. The file holds nothing: a damaged one is made anew."""
    path = folder / "lock.sqlite3"
    connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        # Without a read a garbled file goes unnoticed, and is no lock.
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.Error as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError) or not again:
            raise
        path.unlink(missing_ok=True)
        return _locked(folder, wait_s, again=False)
