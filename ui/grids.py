"""Tables 1 to 3 as rows of short cells, as they are drawn: in the Read view whole, beside a citation in part."""

from __future__ import annotations

from functools import lru_cache

from corpus.digest import Digest, load_digest
from corpus.models import Frozen, Passage
from corpus.tables import TRIAL_TABLES, UNREPORTED, Column, Row, load_columns, load_rows
from ui.labels import load_labels

COMPARISON = "table3"
NAMES = (*TRIAL_TABLES, COMPARISON)


class Cell(Frozen):
    """What stands in one cell, and the references it names."""

    locator: str
    text: str
    refs: tuple[int, ...] = ()


class GridRow(Frozen):
    """A row under its study or topic."""

    locator: str
    head: str
    cells: tuple[Cell, ...]


class Grid(Frozen):
    """A table: its heads stand over the cells, `corner` over the rows' own heads."""

    name: str
    title: str
    corner: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]

    def row(self, locator: str) -> GridRow | None:
        """The row that a locator of it or of one of its cells names."""
        return next((row for row in self.rows if row.locator == locator.split("#")[0]), None)


@lru_cache(maxsize=1)
def digest_grids() -> dict[str, Grid]:
    """The tables of the built-in digest by name."""
    return {name: grid(name, load_digest()) for name in NAMES}


def grid(name: str, review: Digest) -> Grid:
    """A table of the review in the form given; a cell that a copy lacks is taken from the digest."""
    places = [place for place in review.places if place.kind == "table-row" and place.locator.startswith(f"{name}.")]
    trial = name in TRIAL_TABLES
    columns = _columns(name) if trial else _therapies()
    rows = tuple(
        GridRow(
            locator=place.locator,
            head=place.label.partition(", ")[2],
            cells=tuple(_cell(f"{place.locator}#{own}", review) for own in columns),
        )
        for place in places
    )
    title = places[0].section if places else name
    return Grid(name=name, title=title, corner="Study" if trial else "Topic", heads=tuple(columns.values()), rows=rows)


def _columns(name: str) -> dict[str, str]:
    """The columns that a trial table has, by what stands after `#` in their locators."""
    fields = next(row.fields for row in load_rows() if row.table == name)
    return {column.id: column.title for column in load_columns() if column.fields[0] in fields}


def _therapies() -> dict[str, str]:
    said = load_labels().therapies
    return {own: said[own][:1].upper() + said[own][1:] for own in ("blinatumomab", "car_t")}


def _cell(locator: str, review: Digest) -> Cell:
    ours = load_digest()
    found = review.at(locator)[:1] if review is not ours else ()
    passage = (found or ours.at(locator))[0]
    if locator.endswith("#refs"):
        return Cell(locator=locator, text="", refs=passage.refs)
    refs = passage.refs if locator.startswith(COMPARISON) else ()
    text = printed(passage) if found else _digest_text(locator, passage)
    return Cell(locator=locator, text=text, refs=refs)


def printed(passage: Passage) -> str:
    """What a copy prints in a cell; its passage opens with row and head: "FHCRC; CR/CRi %: 85 (85)"."""
    return passage.text.partition("; ")[2].partition(": ")[2] or passage.text


def _digest_text(locator: str, passage: Passage) -> str:
    place, _, own = locator.partition("#")
    row = next((row for row in load_rows() if row.locator == place), None)
    if row is None:
        return passage.text
    return short(row, next(column for column in load_columns() if column.id == own))


def short(row: Row, column: Column) -> str:
    """A cell's figures as tables print them: "19 (36%)", "83% (67%)", "44 (23-74)"; NR and NA as themselves."""
    values = [row.fields.get(field, "") for field in column.fields]
    first, rest = values[0], [value for value in values[1:] if value]
    if column.unit.startswith("%"):
        first, rest = _percent(first), [_percent(value) for value in rest]
    elif column.unit.endswith("(%)"):
        rest = [_percent(value) for value in rest]
    if first in UNREPORTED and all(value in UNREPORTED for value in rest):
        return first
    return f"{first} ({'-'.join(rest)})" if rest else first


def _percent(value: str) -> str:
    return value if value in UNREPORTED or not value else f"{value}%"
