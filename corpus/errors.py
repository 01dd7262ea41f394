"""Errors of the corpus, by what the reader can do.

CorpusError
├── DataFileError          a data file does not read as it should: mend the file
├── UnreadableError        a file to import, or one imported before, is not what we can read: give another
├── NameTakenError         a document's name means something else already: give another
└── NothingImportedError   the user's own copy is asked for and there is none: import it
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


class UnreadableError(CorpusError):
    """A document cannot be read."""

    def __init__(self, name: str, got: str, wanted: str, remedy: str) -> None:
        super().__init__(f"{name}: got {got}, wanted {wanted}. {remedy}")
        self.got, self.wanted, self.remedy = got, wanted, remedy


class NameTakenError(CorpusError):
    """A name for an imported document is in use."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__(
            f"corpus import: got the name {name!r}, {meaning}; wanted one of its own. Give another with --name NAME."
        )
        self.name = name


class NothingImportedError(CorpusError):
    """No copy of the review was imported."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"--corpus full: got no copy of the review at {path}, wanted one imported before. "
            "Import yours: cd19 corpus import PATH (plain text, Markdown or JATS XML)."
        )
        self.path = path
