"""Answers that several cells give together: the highest, the lowest, the sum, the whole column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.asked import Asked
from assistant.answer.marks import Marks
from corpus.digest import Digest
from corpus.tables import UNREPORTED, Column, Row, clause, load_columns, load_rows

_SHOWN = 3
_PAIR = 2
_SURVIVAL = ("measure:os", "measure:efs", "measure:rfs", "measure:lfs")
_MEDIAN = re.compile(r"median (OS|EFS|RFS|LFS) (\d+(?:\.\d+)?) months")
_SUMMABLE = (
    "n",
    "no-car-t",
    "prior-hct",
    "relapse",
    "cd19-relapse",
    "post-hct",
    "emd",
    "emd-relapse",
    "prior-blinatumomab",
)


def computed(asked: Asked, digest: Digest, marks: Marks) -> str:
    """The ranking or sum asked for, each figure cited; empty when the question asks for neither."""
    if asked.want == "fact":
        return ""
    rows = asked.rows if len(asked.rows) > 1 else _all_rows(asked)
    column = _column(asked, rows)
    if asked.want == "total" and (len(asked.rows) > 1 or (not asked.rows and _one_table(asked, rows, column))):
        return _total(column if column.id in _SUMMABLE else load_columns()[0], rows, digest, marks)
    if asked.want in ("difference", "ratio") and len(known := _measured(asked, column, rows)) == _PAIR:
        percent = _compared_by(asked, column).endswith("_pct")
        return _set_against(column, known, asked.want == "ratio", percent, digest, marks)
    if asked.want in ("highest", "lowest", "ends") and asked.columns and len(asked.rows) != 1:
        known = _measured(asked, column, rows)
        if asked.want == "ends":
            ends = (_ranking(column, known, highest, _PAIR, digest, marks) for highest in (True, False))
            return "\n\n".join(end for end in ends if end)
        return _ranking(column, known, asked.want == "highest", _SHOWN, digest, marks)
    if asked.want == "list" and not asked.rows:
        return _list(column, _kept(asked, column, rows), digest, marks)
    return ""


def _one_table(asked: Asked, rows: Sequence[Row], column: Column) -> bool:
    """Whether the rows that report a column belong together: those of one therapy, or of one table."""
    reporting = {row.table for row in rows if row.number(column.fields[0]) is not None}
    return len(asked.therapies) == 1 or len(reporting) == 1


def _list(column: Column, rows: Sequence[Row], digest: Digest, marks: Marks) -> str:
    """The column as a small table."""
    lines = [f"| Study | {column.title} |", "|---|---|"]
    lines += [f"| {row.study} | {_figures(row, column)} {_mark(row, column, digest, marks)} |" for row in rows]
    return "\n".join(lines) if rows else ""


def _kept(asked: Asked, column: Column, rows: Sequence[Row]) -> list[Row]:
    """The rows within the limit that the question sets; without one, those that report the column."""
    values = {row.locator: value for value, row in _measured(asked, column, rows)}
    if asked.limit:
        return [row for row in rows if asked.limit.keeps(row, column, values.get(row.locator))]
    return [row for row in rows if row.fields.get(column.fields[0]) not in (None, *UNREPORTED)]


def _figures(row: Row, column: Column) -> str:
    """A cell as the table prints it: "19 (36)"."""
    first, *rest = [row.fields[field] for field in column.fields]
    if first in UNREPORTED and set(rest) <= set(UNREPORTED):
        return first
    return f"{first} ({'-'.join(rest)})" if any(rest) else first


def _mark(row: Row, column: Column, digest: Digest, marks: Marks) -> str:
    return marks.mark(digest.at(f"{row.locator}#{column.id}"))


def _column(asked: Asked, rows: Sequence[Row]) -> Column:
    """The column meant: the likeliest that the rows have figures of, else by the words."""
    by_id = {column.id: column for column in load_columns()}
    told = (own for own in asked.sensed_columns if any(value for value, _ in _measured(asked, by_id[own], rows)))
    named = [own for own in asked.columns if own != "n"] or ["n"]
    return by_id[next(told, named[-1 if asked.want == "total" else 0])]


def _all_rows(asked: Asked) -> tuple[Row, ...]:
    told = tuple(row for row in load_rows() if row.table in asked.tables or not asked.tables)
    return tuple(row for row in told if row.therapy in asked.therapies or len(asked.therapies) != 1)


def _measured(asked: Asked, column: Column, rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """The rows with the number that a column is compared by; those that report none are left out."""
    survival = next((own.removeprefix("measure:").upper() for own in asked.concepts if own in _SURVIVAL), "OS")
    field = _compared_by(asked, column)
    numbers = ((_median(row, survival) if column.id == "survival" else row.number(field), row) for row in rows)
    return [(number, row) for number, row in numbers if number is not None]


def _median(row: Row, survival: str) -> float | None:
    """The months of a median that a study reports."""
    return next((float(months) for told, months in _MEDIAN.findall(row.fields["survival"]) if told == survival), None)


def _compared_by(asked: Asked, column: Column) -> str:
    """The field that rows are compared by: the measure's that alone is asked for, else a percentage, else the first."""
    told = [field for measure, field in column.compared_by.items() if measure in asked.measures]
    percents = [field for field in column.fields if field.endswith("_pct")]
    first: str = [*(told if "cr" not in asked.measures else ()), *percents, *column.fields][0]
    return first


def _ranking(
    column: Column, known: list[tuple[float, Row]], highest: bool, shown: int, digest: Digest, marks: Marks
) -> str:
    if len(known) < _PAIR:
        return ""
    known = sorted(known, key=lambda pair: -pair[0] if highest else pair[0])
    first, *rest = [row for _, row in known[:shown]]
    lead = f"{'Highest' if highest else 'Lowest'} among the studies that report it: {_said(first, column)}"
    parts = [_marked(lead, first, column, digest, marks)]
    parts += [_marked(f"Next: {_said(row, column)}", row, column, digest, marks) for row in rest]
    return " ".join(parts)


def _total(column: Column, rows: Sequence[Row], digest: Digest, marks: Marks) -> str:
    counts = [(row, value) for row in rows if (value := row.number(column.fields[0])) is not None]
    if len(counts) < 2:
        return ""
    terms = " + ".join(f"{value:g}" for _, value in counts)
    total = f"{sum(value for _, value in counts):g}"
    studies = [row.study for row, _ in counts]
    names = f"{', '.join(studies[:-1])} and {studies[-1]}"
    cited = "".join(_mark(row, column, digest, marks) for row, _ in counts)
    return f"Together {terms} = {total}, over {names} ({column.title}) {cited}."


def _set_against(
    column: Column, known: list[tuple[float, Row]], ratio: bool, percent: bool, digest: Digest, marks: Marks
) -> str:
    """The figures of two studies, and the difference between them or how many times the one the other is."""
    (more, higher), (less, lower) = sorted(known, key=lambda pair: -pair[0])
    told = [marks.quote(cell) for row in (higher, lower) for cell in digest.at(f"{row.locator}#{column.id}")]
    cited = "".join(_mark(row, column, digest, marks) for row in (higher, lower))
    between, unit = (" months", "") if column.id == "survival" else (" percentage points", "%") if percent else ("", "")
    if ratio and less:
        said = f"The one is about {more / less:.1f} times the other: {more:g}{unit} divided by {less:g}{unit} {cited}."
    else:
        said = f"The difference is {more - less:.4g}{between}: {more:g}{unit} minus {less:g}{unit} {cited}."
    return " ".join([*told, said])


def _said(row: Row, column: Column) -> str:
    said = clause(row, column)
    return said if said.startswith(row.subject) else f"{row.subject}, {said}"


def _marked(text: str, row: Row, column: Column, digest: Digest, marks: Marks) -> str:
    return f"{text} {_mark(row, column, digest, marks)}."
