"""All criteria drawn as a table that a hematologist can check and sign, with their state for a case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.criteria.explain import Explained, bearing
from corpus.criteria import criteria_hash, load_fact_specs

_WIDE = 150
"""Columns from which on each field has a column of its own."""
_HASH = 12
_STATE = {"true": ("holds", "bold green"), "false": ("does not hold", "dim"), "unknown": ("unknown", "yellow")}


def show_explained(rows: Sequence[Explained], console: Console | None = None) -> None:
    """The table, by weight; then what was printed, with a line to sign."""
    console = console or Console()
    with_state = any(row.state for row in rows)
    table = _wide(with_state) if console.width >= _WIDE else _narrow(with_state)
    for _, group in groupby(rows, key=lambda row: row.weight):
        for row in group:
            table.add_row(*(_wide_cells(row) if console.width >= _WIDE else _narrow_cells(row)))
        table.add_section()
    console.print(table)
    as_of = ", ".join(sorted({row.as_of for row in rows}))
    console.print(
        Text(f"{len(rows)} criteria as of {as_of}, sha256 {criteria_hash()[:_HASH]}. In full: docs/criteria.md")
    )
    console.print(Text("\nReviewed by ______________________________   Date ______________"))


def _table(with_state: bool) -> Table:
    title = "The review's criteria" + (" for this case" if with_state else "")
    return Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, 2, 1, 0),
        expand=True,
    )  # fmt: skip


def _narrow(with_state: bool) -> Table:
    table = _table(with_state)
    table.add_column("Criterion", ratio=1)
    table.add_column("Effect, weight, state" if with_state else "Effect, weight", width=21)
    table.add_column("Place, as of", width=22)
    return table


def _wide(with_state: bool) -> Table:
    table = _table(with_state)
    for name, ratio in (("Point", 8), ("When", 6), ("Then", 6)):
        table.add_column(name, ratio=ratio)
    table.add_column("Therapy and effect", width=24)
    table.add_column("Weight", width=8)
    table.add_column("Place", width=24)
    table.add_column("As of", width=7)
    if with_state:
        table.add_column("State", width=20)
    return table


def _narrow_cells(row: Explained) -> list[Text]:
    told = Text().append(row.point, "bold")
    told.append("\nWhen: ", "cyan").append(row.when).append("\nThen: ", "cyan").append(row.then)
    beside = Text(f"{bearing(row)}\n{row.weight}")
    places = [spot.label for spot in row.places]
    return [told, beside.append("\n").append(_state(row)), Text("\n".join([*places, f"as of {row.as_of}"]))]


def _wide_cells(row: Explained) -> list[Text]:
    places = "\n".join(spot.label for spot in row.places)
    cells = (row.when, row.then, bearing(row), row.weight, places, row.as_of)
    state = [_state(row)] if row.state else []
    return [Text(row.point, style="bold"), *(Text(cell) for cell in cells), *state]


def _state(row: Explained) -> Text:
    if row.state is None:
        return Text("")
    said, style = _STATE[row.state]
    titles = {spec.key: spec.title for spec in load_fact_specs()}
    lacking = "; ".join(titles.get(key, key) for key in row.missing)
    return Text(f"{said}, missing: {lacking}" if lacking else said, style=style)
