"""Errors of the corpus, by what the reader can do.

CorpusError
└── DataFileError   a data file does not read as it should: mend the file
"""

from __future__ import annotations

from pathlib import Path


class CorpusError(Exception):
    """Anything that is wrong with the review's data."""


class DataFileError(CorpusError):
    """A data file holds something else than it should."""

    def __init__(self, path: Path, line: int, got: object, wanted: str) -> None:
        super().__init__(f"{path.name}, line {line}: got {got!r}, wanted {wanted}. Mend the file {path}.")
        self.path, self.line = path, line
