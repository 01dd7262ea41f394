"""A file as what it is: a copy of the review, or a further source."""

from __future__ import annotations

from pathlib import Path

from corpus.digest import Digest
from corpus.importing.read import read_document
from corpus.importing.report import Report
from corpus.importing.review import as_review, is_review
from corpus.importing.source import as_source, name_of
from corpus.lexicon import load_concepts
from corpus.models import Frozen


class Imported(Frozen):
    """A file read."""

    document: Digest
    report: Report | None
    """How the review's places were found; None for a document that is not the review."""


def imported(path: Path, review: Digest, name: str = "") -> Imported:
    """The document in a file. `name`: of a further source, else made from its title. Raises UnreadableError."""
    document = read_document(path)
    if is_review(document, review):
        copy, report = as_review(document, review, load_concepts())
        return Imported(document=copy, report=report)
    return Imported(document=as_source(document, name_of(name or document.title or path.stem)), report=None)
