"""A file as what it is: a copy of the review, or a further source."""

from __future__ import annotations

from pathlib import Path

from corpus.digest import Digest
from corpus.errors import NameTakenError
from corpus.importing.blocks import Document
from corpus.importing.read import read_document
from corpus.importing.report import Report
from corpus.importing.review import as_review, is_review
from corpus.importing.source import RESERVED, as_source, name_of
from corpus.lexicon import fold, load_concepts
from corpus.models import Frozen


class Imported(Frozen):
    """A file read."""

    document: Digest
    report: Report | None
    """How the review's places were found; None for a document that is not the review."""
    fragment: bool = False
    """Whether it bears the review's DOI and has too little of it to stand for it: its abstract alone, a comment."""


def imported(path: Path, review: Digest, name: str = "") -> Imported:
    """The document in a file. `name`: of a further source, else made from its title.

    Raises UnreadableError; NameTakenError for a name that means a form of the review.
    """
    return read_as(read_document(path), review, name, path.stem)


def read_as(document: Document, review: Digest, name: str, stem: str) -> Imported:
    """The same of a document read; `stem` stands for its title where it has none."""
    if is_review(document, review):
        copy, report = as_review(document, review, load_concepts())
        return Imported(document=copy, report=report)
    if fold(name.strip()) in RESERVED:
        raise NameTakenError(name, "which means a form of the review")
    titled = document.model_copy(update={"title": document.title or stem})
    source = as_source(titled, name_of(name or titled.title))
    return Imported(document=source, report=None, fragment=_bears_doi(document, review))


def _bears_doi(document: Document, review: Digest) -> bool:
    return bool(document.doi) and any(fold(document.doi) in fold(passage.text) for passage in review.at("article"))
