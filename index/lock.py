"""One builder at a time: a lock on a folder that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.errors import BusyError

WAIT_S = 300.0
"""Longer than any build of ours takes."""


@contextlib.contextmanager
def only_builder(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the folder's lock, waiting up to `wait_s` seconds for another process. Raises BusyError after that.

    SQLite's own file lock: the same on every system, and never left behind by a process that was killed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "lock.sqlite3", timeout=wait_s, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BusyError(folder, wait_s) from error
        yield
    finally:
        connection.close()
