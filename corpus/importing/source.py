"""A document that is not the review, as a source of its own: own name, own locators, never mixed with the review.

`referral-pathway/2.3` is the third paragraph of its second section, `referral-pathway/table1.4` the fourth row of its
first table, `referral-pathway/ref.7` the seventh of its references; what follows `#` is a sentence or a cell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from corpus.digest import Digest
from corpus.importing.blocks import Block, Document
from corpus.importing.marks import marked, without_marks
from corpus.importing.sentences import sentences
from corpus.lexicon import fold
from corpus.models import Passage, Place, PlaceKind

RESERVED = ("digest", "full", "review")
"""Names that mean a form of the review."""
_LONGEST_NAME = 40


def name_of(title: str) -> str:
    """A title as a name for locators: "Referral pathway, 2025" is "referral-pathway-2025"; "document" for none."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    short = words[:_LONGEST_NAME].rsplit("-", 1)[0] if len(words) > _LONGEST_NAME else words
    return short if short and short not in RESERVED else "document"


def as_source(document: Document, name: str) -> Digest:
    """The document's places and passages; none for a document without text."""
    found = list(_places(document, name))
    passages = tuple(passage for _, some in found for passage in some)
    lines = "\n".join(passage.model_dump_json() for passage in passages)
    return Digest(
        name=name, title=document.title, hash=hashlib.sha256(lines.encode()).hexdigest(),
        places=tuple(place for place, _ in found), passages=passages, references=(),
    )  # fmt: skip


def _places(document: Document, name: str) -> Iterator[tuple[Place, list[Passage]]]:
    section, number, paragraph, tables, references = document.title, 0, 0, 0, 0
    for block in document.blocks:
        if block.kind == "heading":
            section, number, paragraph = block.text, number + 1, 0
        elif block.kind == "table":
            tables += 1
            yield from _rows(block, name, tables, document.title)
        elif block.kind == "reference":
            references += 1
            own = block.number or references
            place = _place(f"{name}/ref.{own}", "reference", f"Reference {own}", "References", document.title)
            yield place, _passages(place, [block.text])
        else:
            paragraph += 1
            words = f"{section}, paragraph {paragraph}" if section != document.title else f"paragraph {paragraph}"
            place = _place(f"{name}/{number}.{paragraph}", "paragraph", words, section, document.title)
            yield place, _passages(place, sentences(block.text))


def _place(locator: str, kind: PlaceKind, words: str, section: str, title: str) -> Place:
    return Place(locator=locator, kind=kind, label=f"{title}: {words}", section=section)


def _passages(place: Place, texts: tuple[str, ...] | list[str]) -> list[Passage]:
    kind = "reference" if place.kind == "reference" else "sentence"
    return [
        Passage(
            id=f"{place.locator}#{at}" if kind == "sentence" else place.locator,
            locators=(f"{place.locator}#{at}", place.locator) if kind == "sentence" else (place.locator,),
            text=without_marks(text),
            refs=marked(text),
            kind="sentence" if kind == "sentence" else "reference",
            label=place.label,
            header=place.section,
        )
        for at, text in enumerate(texts, 1)
    ]


def _rows(block: Block, name: str, table: int, title: str) -> Iterator[tuple[Place, list[Passage]]]:
    head = block.rows[0] if block.rows else ()
    caption = block.text or f"Table {table}"
    for at, row in enumerate(block.rows[1:], 1):
        place = _place(f"{name}/table{table}.{at}", "table-row", f"Table {table}, {row[0]}", caption, title)
        cells = [(head[column] if column < len(head) else "", cell) for column, cell in enumerate(row)]
        yield (
            place,
            [_cell(place, row[0], column, *cells[column]) for column in range(1, len(cells)) if cells[column][1]],
        )


def _cell(place: Place, first: str, column: int, head: str, cell: str) -> Passage:
    own = f"{place.locator}#{column}"
    text = "; ".join(part for part in cell.split("\n") if part)
    said = f"{without_marks(first)}; {without_marks(head)}: {without_marks(text)}"
    return Passage(
        id=own, locators=(own, place.locator), text=said, refs=marked(cell), kind="cell", label=place.label,
        header=place.section,
    )  # fmt: skip
