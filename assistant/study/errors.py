"""What can go wrong in study.

StudyError        something was asked for that study has not: say what we got, what was wanted, how to mend it
└── KeptError     the file of answers cannot be read or written
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StudyError(Exception):
    """A seed, id, topic or file that cannot be used."""

    def __init__(self, got: str, wanted: str, remedy: str) -> None:
        super().__init__(f"{got}: wanted {wanted}. {remedy}")
        self.got, self.wanted, self.remedy = got, wanted, remedy


class KeptError(StudyError):
    """The file of answers cannot be used; what it held is as it was."""

    def __init__(self, path: Path, error: sqlite3.Error | OSError) -> None:
        fault = getattr(error, "strerror", None) or str(error)
        if isinstance(error, OSError) or (isinstance(error, sqlite3.OperationalError) and "no such" not in fault):
            remedy = "Make room on the disk or the folder writable, or name another with --data-dir, and try again."
            super().__init__(f"{path} ({fault})", "a file that can be written", remedy)
        else:
            remedy = f"Move it away to start anew, or put a backup in its place, without {path.name}-wal and -shm."
            super().__init__(f"{path} is damaged ({fault})", "the answers kept there", remedy)
