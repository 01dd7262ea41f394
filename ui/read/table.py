"""A table of the review as a table of the page: rows and cells under their locators, doubts told below."""

from __future__ import annotations

import html

from corpus.audit.kept import questioned
from corpus.digest import Digest
from corpus.models import Place
from ui.grids import Cell, Grid, GridRow, grid
from ui.read.notes import criteria_html, doubt_html, doubts_at
from ui.read.paragraph import actions_html, marks_html, paragraph_html
from ui.read.sections import Section

_LONG = 40
"""Characters from which a cell asks for room in its row."""


def table_html(section: Section, review: Digest) -> str:
    """The table of a section, its doubts, its notes."""
    drawn = grid(section.name, review)
    places = {place.locator: place for place in section.places}
    rows = "".join(_row(row, places[row.locator]) for row in drawn.rows)
    label = f"Table {section.name[-1]}"
    table = f"<table><caption>{html.escape(drawn.title)}</caption>{_head(drawn)}<tbody>{rows}</tbody></table>"
    notes = "".join(paragraph_html(place, review) for place in section.places if place.kind == "table-notes")
    return (
        f'<div class="cd19-scroll cd19-{section.name}" role="region" tabindex="0" aria-label="{label}">{table}</div>'
        f"{_doubts(drawn)}{notes}"
    )


def _head(drawn: Grid) -> str:
    heads = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in (drawn.corner, *drawn.heads))
    return f"<thead><tr>{heads}</tr></thead>"


def _row(row: GridRow, place: Place) -> str:
    own = html.escape(row.locator)
    head = (
        f'<th scope="row"><span data-find>{html.escape(row.head)}</span>'
        f"{actions_html(place, 'Ask')}{criteria_html(row.locator)}</th>"
    )
    return f'<tr id="{own}" tabindex="-1">{head}{"".join(_cell(cell) for cell in row.cells)}</tr>'


def _cell(cell: Cell) -> str:
    doubts = questioned().get(cell.locator, ())
    names = [*(["cd19-questioned"] if doubts else []), *(["cd19-long"] if len(cell.text) > _LONG else [])]
    state = f' class="{" ".join(names)}"' if names else ""
    flag = (
        f'<a class="cd19-flag" href="#read-{doubts[0].id}" aria-label="Questioned: see below">?</a>' if doubts else ""
    )
    links = ", ".join(f'<a href="#ref.{n}" aria-label="Reference {n}">{n}</a>' for n in cell.refs)
    refs = marks_html(cell.refs) if cell.text else links
    text = f"<span data-find>{html.escape(cell.text)}</span>" if cell.text else ""
    return f'<td id="{html.escape(cell.locator)}" tabindex="-1"{state}>{text}{refs}{flag}</td>'


def _doubts(drawn: Grid) -> str:
    findings = {finding.id: finding for row in drawn.rows for finding in doubts_at(row.locator)}
    items = "".join(f'<li id="read-{own}" tabindex="-1">{doubt_html(f)}</li>' for own, f in findings.items())
    told = '<p class="cd19-quiet">Figures marked ? do not add up when recomputed; they stand as printed.</p>'
    return f'<div class="cd19-below">{told}<ul>{items}</ul></div>' if items else ""
