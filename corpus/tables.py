"""Tables 1 to 3 read from CSV into rows and citable cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import DataFileError, reading
from corpus.models import Frozen, Passage, Place, Therapy
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "tables"
_COLUMNS = _FOLDER / "columns.yaml"
_COMPARISON = "Table 3, comparison of blinatumomab and CD19 CAR T cells"
TRIAL_TABLES = ("table1", "table2")
UNREPORTED = {"NR": "not reported (NR)", "NA": "not applicable (NA)"}


class Column(Frozen):
    """A column of Tables 1 and 2: its title, fields of the CSV, unit and denominator."""

    id: str
    title: str
    measure: str
    fields: tuple[str, ...]
    unit: str
    denominator: str
    reported: str
    partial: str = ""
    without_percent: str = ""
    compared_by: Mapping[str, str] = Field(default_factory=dict)
    """Fields that rows are compared by where a measure other than the column's first is asked for."""
    printed: str = ""
    """A pattern that the column's head fits in a copy of the review, small letters."""


class Row(Frozen):
    """A study's row of Table 1 or 2, each field as printed."""

    locator: str
    table: str
    therapy: Therapy
    study: str
    subject: str
    treatment: str
    fields: dict[str, str]

    def number(self, field: str) -> float | None:
        """A field's number; None where it is NR, NA, empty or not a number ("<1")."""
        try:
            return float(self.fields.get(field, ""))
        except ValueError:
            return None


@lru_cache(maxsize=1)
def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = read_yaml(_COLUMNS)
    return spec


@lru_cache(maxsize=1)
def load_columns() -> tuple[Column, ...]:
    """The columns of Tables 1 and 2, in the order they are said."""
    with reading(_COLUMNS, "the columns of Tables 1 and 2"):
        return tuple(Column(**column) for column in _spec()["columns"])


@lru_cache(maxsize=1)
def load_rows() -> tuple[Row, ...]:
    """The 17 studies of Tables 1 and 2, in the tables' order."""
    found: list[Row] = []
    for table in TRIAL_TABLES:
        with reading(_FOLDER / f"{table}.csv", "a row a study"):
            found += [_row(table, record) for record in _records(f"{table}.csv")]
    return tuple(found)


def _row(table: str, record: dict[str, str]) -> Row:
    about = _spec()["tables"][table]
    return Row(
        locator=record["locator"],
        table=table,
        therapy=about["therapy"],
        study=record["study"],
        subject=about["subject"].format(**record),
        treatment=about["treatment"],
        fields=record,
    )


def clause(row: Row, column: Column) -> str:
    """What a cell says, as a clause without its study: "19 of 53 patients (36%) had a prior allo-HCT".

    NR and NA are said as themselves; empty when the table has no such column.
    """
    values = [row.fields.get(field) for field in column.fields]
    if values[0] is None:
        return ""
    named = {**row.fields, "subject": row.subject, "treatment": row.treatment, "references": _references(row)}
    if values[0] in UNREPORTED:
        known = any(value and value not in UNREPORTED for value in values[1:])
        said = (
            column.partial.format(**named) if known and column.partial else f"{column.title}: {UNREPORTED[values[0]]}"
        )
    elif column.without_percent and not values[-1]:
        said = column.without_percent.format(**named)
    else:
        said = column.reported.format(**named)
    note = _footnote(row, column)
    return f"{said} ({note.format(**named)})" if note else said


def _footnote(row: Row, column: Column) -> str:
    notes = (note for note in _spec()["footnotes"] if note["at"] == row.locator and column.id in note["columns"])
    return "; ".join(str(note["text"]) for note in notes)


def _references(row: Row) -> str:
    numbers = row.fields["refs"].split()
    return ("reference " if len(numbers) == 1 else "references ") + " and ".join(numbers)


def cell_passage(row: Row, column: Column) -> Passage | None:
    """A cell as a passage that carries its row, column, unit, footnote and denominator; None without such a column."""
    said = clause(row, column)
    if not said:
        return None
    subject = row.subject[0].upper() + row.subject[1:]
    text = f"{subject}: {said}." if not said.startswith(row.subject) else f"{said[0].upper()}{said[1:]}."
    own = f"{row.locator}#{column.id}"
    return Passage(
        id=own,
        locators=(own, row.locator),
        text=text,
        refs=tuple(map(int, row.fields["refs"].split())),
        kind="cell",
        label=f"Table {row.table[-1]}, {row.study}",
        header=f"{_spec()['tables'][row.table]['title']}; {row.study}; {column.title}",
        therapies=(row.therapy,),
    )


def trial_tables() -> tuple[tuple[Place, ...], tuple[Passage, ...]]:
    """Places and cell passages of Tables 1 and 2."""
    rows = load_rows()
    places = tuple(
        Place(
            locator=row.locator,
            kind="table-row",
            label=f"Table {row.table[-1]}, {row.study}",
            section=_spec()["tables"][row.table]["title"],
        )
        for row in rows
    )
    cells = (cell_passage(row, column) for row in rows for column in load_columns())
    return places, tuple(cell for cell in cells if cell)


def table_title(table: str) -> str:
    """The title of a table: "Table 1, clinical trials of blinatumomab"."""
    return _COMPARISON if table == "table3" else str(_spec()["tables"][table]["title"])


def comparison_table() -> tuple[tuple[Place, ...], tuple[Passage, ...]]:
    """Places and cell passages of Table 3: one passage for each topic and therapy."""
    places, passages = [], []
    therapies: tuple[Therapy, ...] = ("blinatumomab", "car_t")
    for record in _records("table3.csv"):
        label = f"Table 3, {record['topic']}"
        places.append(Place(locator=record["locator"], kind="table-row", label=label, section=_COMPARISON))
        for therapy in therapies:
            own = f"{record['locator']}#{therapy}"
            passages.append(
                Passage(
                    id=own,
                    locators=(own, record["locator"]),
                    text=record[therapy],
                    kind="cell",
                    label=label,
                    refs=tuple(map(int, record[f"refs_{therapy}"].split())),
                    header=f"{_COMPARISON}; {record['topic']}",
                    therapies=(therapy,),
                )
            )
    return tuple(places), tuple(passages)


def _records(name: str) -> list[dict[str, str]]:
    path = _FOLDER / name
    with reading(path, "a table"):
        records = records_of(path.read_bytes().decode("utf-8"), path)
        if not records:
            raise ValueError("no rows")
        return records


def records_of(text: str, path: Path) -> list[dict[str, str]]:
    """The records of a table's CSV by column; `path` names it. Raises DataFileError for a line of another width."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(lines, [])
        rows = [(lines.line_num, cells) for cells in lines if cells]
    except csv.Error as error:
        raise DataFileError(
            path, lines.line_num, str(error), "CSV with commas, cells quoted where they hold one"
        ) from error
    for number, cells in rows:
        if len(cells) != len(head):
            raise DataFileError(path, number, f"{len(cells)} cells", f"{len(head)}, as the head has")
    return [dict(zip(head, cells, strict=True)) for _, cells in rows]
