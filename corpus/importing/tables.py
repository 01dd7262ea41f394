"""A copy's tables matched to the cell: rows by the study or topic they name, columns by their heads.

The passage of a cell is what the copy prints under its row and column: "FHCRC; CR/CRi % (MRD- %): 85 (85)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.digest import Digest
from corpus.importing.blocks import Block
from corpus.importing.likeness import Likeness, alike
from corpus.importing.marks import marked, without_marks
from corpus.importing.report import Differing, Unplaced
from corpus.lexicon import Concepts, fold
from corpus.models import Frozen, Passage
from corpus.tables import load_columns, load_rows

_NUMBERED = re.compile(r"table\s+(\d)", re.I)
_COMPARISON = "table3"
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LIKE = 0.3


class Cells(Frozen):
    """What the tables of a copy hold."""

    passages: tuple[Passage, ...]
    lines: dict[str, tuple[int, ...]]
    unplaced: tuple[Unplaced, ...]
    differing: tuple[Differing, ...]


def table_cells(tables: Sequence[Block], review: Digest, concepts: Concepts) -> Cells:
    """The cells of all tables under the review's locators; rows that name none of its studies or topics unplaced."""
    passages: dict[str, Passage] = {}
    lines: dict[str, tuple[int, ...]] = {}
    unplaced: list[Unplaced] = []
    for block in tables:
        name = _name(block, concepts)
        columns = _columns(block.rows[0], name)
        for at, row in enumerate(block.rows[1:], 1):
            place = _row_place(row[0], name, review, concepts)
            numbers = block.row_lines[at] if at < len(block.row_lines) else ()
            if not place:
                unplaced.append(Unplaced(lines=numbers, opens=" ".join(" ".join(row).split()[:8])))
                continue
            lines[place] = (*lines.get(place, ()), *numbers)
            for own, head, cell in _cells(place, row, columns):
                if review.at(own) and cell:
                    # A row that is printed in several pieces is one cell: none of them may be lost.
                    passage = _passage(review.at(own)[0], row[0], head, cell)
                    passages[own] = _going_on(passages[own], passage, cell) if own in passages else passage
    differing = [found for own, passage in passages.items() if (found := _differing(own, passage))]
    return Cells(passages=tuple(passages.values()), lines=lines, unplaced=tuple(unplaced), differing=tuple(differing))


def _name(block: Block, concepts: Concepts) -> str:
    """Which of the review's tables it is: by its caption's number, else by whose studies it lists."""
    if found := _NUMBERED.search(block.text):
        return f"table{found.group(1)}"
    rows = " ".join(row[0] for row in block.rows)
    named = [place.split(".")[0] for own in concepts.ids(rows) for place in concepts[own].places]
    tables = [name for name in named if name.startswith("table")]
    return max(sorted(set(tables)), key=tables.count, default=_COMPARISON)


def _columns(head: Sequence[str], name: str) -> dict[int, tuple[str, str]]:
    """By position: what stands after `#` in the locator, and the head as printed."""
    if name == _COMPARISON:
        known = {"blinatumomab": "blinatumomab", "car_t": "car"}
        ids = {at: own for at, title in enumerate(head) for own, word in known.items() if word in fold(title)}
    else:
        ids = {at: own for at, title in enumerate(head) if (own := _column(title))}
    return {at: (own, without_marks(head[at])) for at, own in ids.items()}


def _column(title: str) -> str:
    """The column whose pattern a head fits, the more special patterns first."""
    fitting = (column.id for column in load_columns() if column.printed and re.search(column.printed, fold(title)))
    return next(fitting, "")


def _row_place(first: str, name: str, review: Digest, concepts: Concepts) -> str:
    """The row's locator, by the study that its first cell names, else by the topic it is like."""
    named = [place for own in concepts.ids(without_marks(first)) for place in concepts[own].places]
    rows = [place for place in named if place.startswith(f"{name}.") and name != _COMPARISON]
    if rows:
        return max(set(rows), key=rows.count)
    labels = {place.locator: place.label for place in review.places if place.locator.startswith(f"{name}.")}
    likeness = Likeness(list(labels.values()))
    terms = likeness.terms(first)
    best = max(labels, key=lambda place: alike(terms, likeness.terms(labels[place])), default="")
    return best if best and alike(terms, likeness.terms(labels[best])) >= _LIKE else ""


def _cells(place: str, row: Sequence[str], columns: dict[int, tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(f"{place}#{own}", head, row[at]) for at, (own, head) in columns.items() if at < len(row)]


def _passage(restated: Passage, first: str, head: str, cell: str) -> Passage:
    text = f"{without_marks(first)}; {head}: {_said(cell)}"
    # References of a trial table stand in a column of their own: the row's, as the digest has them.
    return restated.model_copy(update={"text": text, "refs": marked(cell) or restated.refs, "also": (restated.text,)})


def _going_on(passage: Passage, more: Passage, cell: str) -> Passage:
    said = _said(cell)
    if said in passage.text:
        return passage
    refs = tuple(dict.fromkeys((*passage.refs, *more.refs)))
    return passage.model_copy(update={"text": f"{passage.text}; {said}", "refs": refs})


def _said(cell: str) -> str:
    return without_marks("; ".join(part for part in cell.split("\n") if part))


def _differing(own: str, passage: Passage) -> Differing | None:
    """A cell whose figures are others than the built-in data's."""
    place, _, column_id = own.partition("#")
    row = next((row for row in load_rows() if row.locator == place), None)
    column = next((column for column in load_columns() if column.id == column_id), None)
    if row is None or column is None:
        return None
    built_in = " ".join(value for field in column.fields if (value := row.fields.get(field)))
    printed = passage.text.rsplit(": ", 1)[-1]
    # A copy may print more in a cell (a footnote's sign, a second group); what the data hold must be in it.
    if Counter(_FIGURE.findall(built_in)) <= Counter(_FIGURE.findall(printed)):
        return None
    return Differing(locator=own, printed=printed, built_in=built_in)
