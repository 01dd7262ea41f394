"""Errors of the corpus, by what the reader can do.

CorpusError
├── DataFileError          a data file does not read as it should: mend the file
├── UnreadableError        a file to import, or one imported before, is not what we can read: give another
├── NameTakenError         a document's name means something else already: give another
└── NothingImportedError   the user's own copy is asked for and there is none: import it
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

_AS_SHIPPED = ", or reinstall the package"
_DAMAGES = (yaml.YAMLError, csv.Error, re.error, ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What a file of another shape makes the code run into; pydantic's errors are ValueErrors."""


class CorpusError(Exception):
    """Anything that is wrong with the review's data."""


class DataFileError(CorpusError):
    """A data file holds something else than it should."""

    def __init__(self, path: Path, line: int, got: object, wanted: str, remedy: str = "") -> None:
        """`line` 0: the file as a whole."""
        where = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{where}: got {got!r}, wanted {wanted}. Mend the file {path}{remedy}.")
        self.path, self.line = path, line


@contextmanager
def reading(path: Path, wanted: str = "what this version's own file holds") -> Iterator[None]:
    """DataFileError in place of whatever reading a damaged data file raises; ours pass as they are."""
    try:
        yield
    except OSError as error:
        raise DataFileError(path, 0, error.strerror or str(error), "a file that can be read", _AS_SHIPPED) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataFileError(path, line, error.object[error.start : error.end], "text in UTF-8", _AS_SHIPPED) from error
    except _DAMAGES as error:
        raise DataFileError(path, 0, f"{type(error).__name__}: {error}"[:200], wanted, _AS_SHIPPED) from error


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
