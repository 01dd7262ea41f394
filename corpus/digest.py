"""The built-in digest: every place of the review in our own words, ready to search and cite."""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from pathlib import Path

from corpus.models import Frozen, Passage, Place
from corpus.prose import citing_clauses, read_prose
from corpus.references import Reference, load_references
from corpus.tables import comparison_table, trial_tables

_FOLDER = Path(__file__).parent
_SOURCES = ("digest/*.md", "tables/*", "references.json")
_CITING_WORDS = 90
"""Words of the citing sentences that go into a reference's header: enough to find it, short enough to embed."""


class Digest(Frozen):
    """A form of the review: its places in reading order, and the passages that stand there."""

    name: str
    title: str = "the review"
    """What it is called where several documents are told apart."""
    hash: str
    """sha256 over the source files: the same text, the same hash."""
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    references: tuple[Reference, ...]

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        """Passages by every locator that names one: in a copy of the review a passage may stand for several."""
        return {own: passage for passage in self.passages for own in passage.locators if own != passage.place}

    @cached_property
    def _by_place(self) -> dict[str, tuple[Passage, ...]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.place, []).append(passage)
        return {place: tuple(passages) for place, passages in found.items()}

    @cached_property
    def _place(self) -> dict[str, Place]:
        return {place.locator: place for place in self.places}

    def at(self, locator: str) -> tuple[Passage, ...]:
        """The passages a locator names: one for `patient2.4#3`, all of the place for `patient2.4`, none if unknown."""
        if locator in self._by_id:
            return (self._by_id[locator],)
        return self._by_place.get(locator, ())

    def place(self, locator: str) -> Place | None:
        """The place a locator stands in; None when the review has no such place."""
        return self._place.get(locator.split("#")[0])


@lru_cache(maxsize=1)
def load_digest() -> Digest:
    """The built-in digest, read once. Raises DataFileError where a data file is damaged."""
    places: list[Place] = []
    passages: list[Passage] = []
    files = sorted((_FOLDER / "digest").glob("*.md"))
    prose = [read_prose(path) for path in files]
    notes = read_prose(_FOLDER / "tables" / "notes.md")
    for some_places, some_passages in (*prose, trial_tables(), comparison_table(), notes):
        places += some_places
        passages += some_passages
    references = load_references()
    places += [_reference_place(reference) for reference in references]
    cited_for = _cited_for(files, passages)
    passages += [_reference_passage(reference, cited_for.get(reference.number, ())) for reference in references]
    return Digest(name="digest", hash=_hash(), places=tuple(places), passages=tuple(passages), references=references)


def _reference_place(reference: Reference) -> Place:
    number = reference.number
    return Place(locator=f"ref.{number}", kind="reference", label=f"Reference {number}", section="References")


def _cited_for(files: list[Path], passages: list[Passage]) -> dict[int, tuple[str, ...]]:
    """What each reference is cited for: clauses of the prose, cells of the tables."""
    found: dict[int, tuple[str, ...]] = {}
    for path in files:
        for number, clauses in citing_clauses(path).items():
            found[number] = (*found.get(number, ()), *clauses)
    for passage in passages:
        for number in passage.refs if passage.place.startswith("table3") else ():
            found[number] = (*found.get(number, ()), passage.text)
    return found


def _reference_passage(reference: Reference, cited_for: tuple[str, ...]) -> Passage:
    """A reference, findable by what it is cited for, which travels in its header."""
    own = f"ref.{reference.number}"
    words = " ".join(dict.fromkeys(cited_for)).split()[:_CITING_WORDS]
    return Passage(
        id=own,
        locators=(own,),
        text=reference.vancouver(),
        kind="reference",
        label=f"Reference {reference.number}",
        header=f"Reference {reference.number}, publication cited for: {' '.join(words)}",
    )


def _hash() -> str:
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(_FOLDER.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
