"""The table that a citation comes from: its row with the cell marked; the whole table is put in when it is opened."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence

from ui.grids import COMPARISON, Cell, Grid, digest_grids

_KEPT_COLUMNS = ("n",)
"""Columns of the trial tables that are drawn beside any cell: a figure means little without the size of its study."""


def drawn_html(locators: Sequence[str], said: Mapping[str, str] | None = None) -> str:
    """The row of a cited cell, drawn small; empty for a citation of prose. `said`: cells' HTML where it is at hand."""
    name = locators[0].split(".")[0] if locators else ""
    grid = digest_grids().get(name)
    row = grid.row(locators[0]) if grid else None
    if grid is None or row is None:
        return ""
    at = [index for index, cell in enumerate(row.cells) if _drawn(cell, locators)]
    heads = [grid.corner, *(grid.heads[index] for index in at)]
    cells = "".join(_cell(row.cells[index], locators, said or {}) for index in at)
    table = (
        f"<table><thead><tr>{_heads(heads)}</tr></thead>"
        f'<tbody><tr><th scope="row">{html.escape(row.head)}</th>{cells}</tr></tbody></table>'
    )
    caption = f"Table {name[-1]}{', in our own words' if name == COMPARISON else ''}"
    own = html.escape(" ".join(locators))
    whole = (
        f'<details class="cd19-whole" data-table="{name}" data-cells="{own}">'
        f"<summary>Whole table</summary>{_scroller(f'Table {name[-1]}', '')}</details>"
    )
    return f'<div class="cd19-drawn cd19-drawn-{name}">{_scroller(caption, table)}{whole}</div>'


def holds(locator: str, text: str) -> bool:
    """Whether the drawn cell of this locator says the text word for word, so that it need not be said twice."""
    row = digest_grids()[COMPARISON].row(locator)
    return row is not None and any(cell.locator == locator and cell.text == text for cell in row.cells)


def whole_tables(locators: Collection[str]) -> str:
    """The tables that these locators name, once each, for ui/cards/cards.js to put where one is opened."""
    named = [grid for name, grid in digest_grids().items() if any(own.startswith(f"{name}.") for own in locators)]
    return "".join(f'<template data-whole="{grid.name}">{_whole(grid)}</template>' for grid in named)


def _drawn(cell: Cell, locators: Sequence[str]) -> bool:
    """Both therapies of Table 3; of a trial table the cells cited and the size of the study."""
    own = cell.locator.partition("#")[2]
    return cell.locator.startswith(COMPARISON) or cell.locator in locators or own in _KEPT_COLUMNS


def _cell(cell: Cell, locators: Sequence[str], said: Mapping[str, str]) -> str:
    state = ' class="cd19-cited"' if cell.locator in locators else ""
    return f"<td{state}>{said.get(cell.locator) or html.escape(_text(cell))}</td>"


def _text(cell: Cell) -> str:
    return cell.text or ", ".join(map(str, cell.refs))


def _heads(heads: Sequence[str]) -> str:
    return "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)


def _whole(grid: Grid) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row.head)}</th>'
        + "".join(f'<td data-cell="{cell.locator}">{html.escape(_text(cell))}</td>' for cell in row.cells)
        + "</tr>"
        for row in grid.rows
    )
    return f"<table><thead><tr>{_heads([grid.corner, *grid.heads])}</tr></thead><tbody>{rows}</tbody></table>"


def _scroller(name: str, table: str) -> str:
    """A table in a frame of its own that scrolls where it is too wide, by keys as well."""
    return f'<div class="cd19-scroll" role="region" tabindex="0" aria-label="{html.escape(name)}">{table}</div>'
