"""What can be wrong with kept conversations.

ThreadsError         the file of conversations cannot be used as asked
└── NewerFileError   it was written by a newer version of this project
"""

from __future__ import annotations

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
