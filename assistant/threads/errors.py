"""What can be wrong with kept conversations.

ThreadsError         the file of conversations cannot be used as asked
├── NewerFileError   it was written by a newer version of this project
├── DamagedError     it is no longer what was written: move it away, or delete the one conversation
└── UnwritableError  nothing can be written just now: a full disk, a folder that is read-only, another process
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class ThreadsError(Exception):
    """Kept conversations cannot be used as asked; the message says why and how to mend it."""


class NewerFileError(ThreadsError):
    """A file of a schema this version does not know: left alone, nothing in it is lost."""

    def __init__(self, path: Path, got: int, known: int) -> None:
        super().__init__(
            f"the conversations in {path.name} were kept by a newer version (schema {got}, known up to {known}). "
            "Update cd19-assistant, or move the file out of the data folder to start anew."
        )
        self.got, self.known = got, known


class DamagedError(ThreadsError):
    """A file, or a conversation in it, that was changed by something else; nothing more is written to it."""

    def __init__(self, where: str, fault: str, remedy: str) -> None:
        super().__init__(f"{where} damaged ({fault}). {remedy}")


class UnwritableError(ThreadsError):
    """The file cannot be written; what it holds is as it was."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            f"the conversation could not be kept in {path} ({fault}); what was kept before is as it was. "
            "Make room on the disk or the folder writable, or name another folder with --data-dir, and try again."
        )


def damaged_conversation(thread: str, fault: str) -> DamagedError:
    """For a conversation whose memory cannot be trusted."""
    remedy = "Delete it on the page, or go on under another name (--thread NAME); the others are not touched."
    return DamagedError(f"what is kept of the conversation {thread!r} is", fault, remedy)


def in_words(path: Path, error: sqlite3.Error | OSError) -> ThreadsError:
    """An error of SQLite, or of the system, as ours."""
    fault = str(error)
    if isinstance(error, OSError) or (isinstance(error, sqlite3.OperationalError) and "no such" not in fault):
        return UnwritableError(path, getattr(error, "strerror", None) or fault)
    remedy = (
        f"Move {path} away to start anew, or put a backup in its place, without the files {path.name}-wal and -shm."
    )
    return DamagedError(f"the conversations in {path} are", fault, remedy)
