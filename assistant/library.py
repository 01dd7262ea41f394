"""What the assistant reads: the review in the form chosen, and the user's other documents.

Answers are always said in the digest's words, which the checker knows to the last figure. Where the user's own copy is
chosen, the copy is what is searched, and what every citation shows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.models import Citation
from assistant.settings import Settings
from corpus.digest import Digest, load_digest
from corpus.importing.shelf import NAME, Shelf
from corpus.models import Frozen
from corpus.questions import load_questions
from index.home import home_at, index_folder
from index.rank import ScoredPassage


class Library(Frozen):
    """The documents of one assistant."""

    digest: Digest
    """The built-in restatement: what answers are composed of and checked against."""
    shown: Digest
    """What is searched and quoted: the digest itself, or the user's copy."""
    sources: tuple[Digest, ...] = ()
    """Documents that are not the review."""

    def questions(self) -> dict[str, tuple[str, ...]]:
        """Questions known to be answered, by the passage searched that answers them."""
        known = load_questions()
        if self.shown is self.digest:
            return known
        found: dict[str, tuple[str, ...]] = {}
        for own, asked in known.items():
            target = own if "#" not in own else next((p.id for p in self.shown.at(own)), "")
            if target and self.shown.at(target):
                found[target] = (*found.get(target, ()), *asked)
        return found

    def restated(self, ranked: tuple[ScoredPassage, ...]) -> tuple[ScoredPassage, ...]:
        """Passages found, as the digest says them."""
        if self.shown is self.digest:
            return ranked
        return tuple(
            item.model_copy(update={"passage": passage})
            for item in ranked
            for own in item.passage.locators
            if own != item.passage.place or own == item.passage.id
            for passage in self.digest.at(own)[:1]
        )

    def quoted(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Citations as the form chosen prints them."""
        if self.shown is self.digest:
            return citations
        return tuple(self._quoted(citation) for citation in citations)

    def _quoted(self, citation: Citation) -> Citation:
        found = self.shown.at(citation.locators[0])[:1]
        # A place that the copy lacks is shown in the digest's words rather than not at all.
        return citation.model_copy(update={"text": found[0].text, "refs": found[0].refs}) if found else citation


def open_library(settings: Settings) -> Library:
    """The documents that the settings name: "digest", "full" (the copy imported before), or the path of a file.

    Raises NothingImportedError, UnreadableError.
    """
    digest, shelf = load_digest(), Shelf(settings.data_dir)
    if settings.corpus == "digest":
        return Library(digest=digest, shown=digest, sources=shelf.sources())
    if settings.corpus == NAME:
        return Library(digest=digest, shown=shelf.review(), sources=shelf.sources())
    return _of_file(Path(settings.corpus), digest, shelf)


def forget(name: str, data_dir: Path, chroma: str = "") -> bool:
    """Take a document away that was imported, and the indexes that hold its words; whether there was one.

    `chroma`: the server that holds vectors, where there is one: its collections of these indexes go too.
    """
    there = Shelf(data_dir).remove(name)
    for folder in _indexes(name, data_dir) if there else ():
        for build in folder.glob("build*"):
            home_at(chroma).forget(build, ())
        shutil.rmtree(folder, ignore_errors=True)
    return there


def _indexes(name: str, data_dir: Path) -> tuple[Path, ...]:
    """Built again when they are needed: those of all copies, or of all other documents."""
    patterns = (f"{NAME}-*",) if name == NAME else ("sources", "sources+*", "source-*")
    return tuple(folder for pattern in patterns for folder in index_folder(data_dir, NAME).parent.glob(pattern))


def _of_file(path: Path, digest: Digest, shelf: Shelf) -> Library:
    from corpus.importing.load import Imported, imported

    found: Imported = imported(path, digest)
    if found.report is None:
        return Library(digest=digest, shown=digest, sources=(found.document,))
    return Library(digest=digest, shown=found.document, sources=shelf.sources())
