"""A document that is not the review, as a source of its own: own name, own locators, never mixed with the review.

`referral-pathway/2.3` is the third paragraph of its second section, `referral-pathway/table1.4` the fourth row of its
first table, `referral-pathway/ref.7` the seventh of its references; what follows `#` is a sentence or a cell. What
would be too long to search whole stands in several pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.digest import Digest
from corpus.importing.blocks import Block, Document
from corpus.importing.hashes import source_hash
from corpus.importing.marks import marked, without_marks
from corpus.importing.sentences import sentences, shortened
from corpus.lexicon import fold
from corpus.models import Passage, PassageKind, Place, PlaceKind

RESERVED = ("digest", "full", "review")
"""Names that mean a form of the review."""
_LONGEST_NAME = 40
_LONGEST_PASSAGE = 170
_LONGEST_HEADER = 50
"""In tokens; together less than the index takes of one passage."""
_LONGEST_LABEL = 12
"""Words of a table row's first cell that its label repeats."""


def name_of(title: str) -> str:
    """A title as a name for locators: "Referral pathway, 2025" is "referral-pathway-2025"; "document" for none."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    short = words[:_LONGEST_NAME].rsplit("-", 1)[0] if len(words) > _LONGEST_NAME else words
    return short if short and short not in RESERVED else "document"


def as_source(document: Document, name: str) -> Digest:
    """The document's places and passages; none for a document without text."""
    found = list(_places(document, name))
    passages = tuple(passage for _, some in found for passage in some)
    return Digest(
        name=name, title=document.title, hash=source_hash(passages),
        places=tuple(place for place, _ in found), passages=passages, references=(),
    )  # fmt: skip


def _places(document: Document, name: str) -> Iterator[tuple[Place, list[Passage]]]:
    section, number, paragraph, tables = document.title, 0, 0, 0
    references: set[int] = set()
    for block in document.blocks:
        if not block.rows and not without_marks(block.text):
            continue
        if block.kind == "heading":
            section, number, paragraph = block.text, number + 1, 0
        elif block.kind == "table":
            tables += 1
            yield from _rows(block, name, tables, document.title)
        elif block.kind == "reference":
            # A list whose numbers begin anew goes on counting: no two places have one locator.
            own = block.number if block.number and block.number not in references else max(references, default=0) + 1
            references.add(own)
            place = _place(f"{name}/ref.{own}", "reference", f"Reference {own}", "References", document.title)
            yield place, _of_reference(place, block.text)
        else:
            paragraph += 1
            words = f"{section}, paragraph {paragraph}" if section != document.title else f"paragraph {paragraph}"
            place = _place(f"{name}/{number}.{paragraph}", "paragraph", words, section, document.title)
            yield place, _of_prose(place, block.text)


def _place(locator: str, kind: PlaceKind, words: str, section: str, title: str) -> Place:
    return Place(locator=locator, kind=kind, label=f"{title}: {words}", section=section)


def _of_prose(place: Place, text: str) -> list[Passage]:
    cut = (piece for sentence in sentences(text) for piece in _pieces(sentence) if without_marks(piece))
    return [_passage(place, f"{place.locator}#{at}", text, "sentence") for at, text in enumerate(cut, 1)]


def _of_reference(place: Place, text: str) -> list[Passage]:
    pieces = _pieces(text)
    ids = (place.locator, *(f"{place.locator}#{at}" for at in range(2, len(pieces) + 1)))
    return [_passage(place, own, piece, "reference") for own, piece in zip(ids, pieces, strict=True)]


def _rows(block: Block, name: str, table: int, title: str) -> Iterator[tuple[Place, list[Passage]]]:
    """The rows below the head; of a table that is all head, the head itself."""
    head, rows = (block.rows[0], block.rows[1:]) if len(block.rows) > 1 else ((), block.rows)
    caption = block.text or f"Table {table}"
    for at, row in enumerate((row for row in rows if any(row)), 1):
        first = " ".join(without_marks(row[0]).split()[:_LONGEST_LABEL])
        place = _place(
            f"{name}/table{table}.{at}", "table-row", f"Table {table}, {first or f'row {at}'}", caption, title
        )
        yield place, list(_cells(place, head, row))


def _cells(place: Place, head: Sequence[str], row: Sequence[str]) -> Iterator[Passage]:
    """A passage a cell, each under the row's first cell and its column's head; a lone first cell says itself."""
    first = without_marks(row[0])
    cells = [(column, cell) for column, cell in enumerate(row) if column and cell] or [(0, row[0])]
    for column, cell in cells:
        title = without_marks(head[column]) if column < len(head) else ""
        before = "; ".join(filter(None, (first, title))) if column else ""
        text = "; ".join(part for part in cell.split("\n") if part)
        for at, piece in enumerate(_pieces(f"{before}: {text}" if before else text), 1):
            own = f"{place.locator}#{column or 1}"
            yield _passage(place, own if at == 1 else f"{own}.{at}", piece, "cell")


def _pieces(text: str) -> tuple[str, ...]:
    return shortened(text, _LONGEST_PASSAGE)


def _passage(place: Place, own: str, text: str, kind: PassageKind) -> Passage:
    return Passage(
        id=own,
        locators=tuple(dict.fromkeys((own, place.locator))),
        text=without_marks(text),
        refs=marked(text),
        kind=kind,
        label=place.label,
        header=_header(place),
    )


def _header(place: Place) -> str:
    """The heading it stands under; none right under the title, whose words would find all that stands there."""
    under_title = place.label.startswith(f"{place.section}: ")
    return "" if under_title else next(iter(shortened(place.section, _LONGEST_HEADER)), "")
