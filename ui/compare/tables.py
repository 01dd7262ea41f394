"""Tables 1 to 3 as HTML, with the filters above them; compare.js sorts, filters and opens cells."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache

from corpus.models import Passage, Therapy
from corpus.tables import TRIAL_TABLES, Column, Row, comparison_table, load_columns, load_rows, table_title
from ui.compare.asking import topic_of
from ui.compare.cells import references_html, topic_cell, trial_cell
from ui.compare.layout import THERAPIES
from ui.compare.said import therapy_title
from ui.compare.words import load_words

_REFS = "refs"
_OFFER = (
    '<div class="cd19-offer" role="dialog" aria-label="About this figure" hidden>'
    '<h3></h3><p class="cd19-offer-said"></p><p class="cd19-offer-doubt" hidden></p><div class="cd19-offer-acts">'
    '<button type="button" class="cd19-offer-ask" data-do="ask">Ask about this</button>'
    '<button type="button" class="cd19-offer-close">Close</button></div></div>'
)
_LEAD = (
    '<p class="cd19-quiet">Figures as the review prints them, January 2020. Select a figure to read it in words and to '
    'ask about it. <span class="cd19-query" aria-hidden="true">?</span> marks a figure that the audit questions. '
    "NR: not reported; NA: not applicable.</p>"
)


@cache
def tables_html() -> str:
    """The filters, the three tables, and what a cell offers when it is selected."""
    trials = "".join(_trials(table) for table in TRIAL_TABLES)
    title = "<h2>Tables 1 to 3</h2>"
    return f'<div class="cd19-compare">{title}{_LEAD}{_filters()}{trials}{_topics(comparison_table()[1])}{_OFFER}</div>'


def _filters() -> str:
    therapies = "".join(f'<option value="{name}">{html.escape(therapy_title(name))}</option>' for name in THERAPIES)
    columns = "".join(
        f'<option value="{column.id}">{html.escape(column.title)}</option>'
        for column in load_columns()
        if column.id != _REFS
    )
    return (
        '<div class="cd19-filters" role="search" aria-label="Filter the tables">'
        '<label>Find <input type="search" class="cd19-filter-text" placeholder="study, author…" '
        'autocomplete="off"></label>'
        f'<label>Therapy <select class="cd19-filter-therapy"><option value="">both</option>{therapies}</select></label>'
        '<label>Only studies that report <select class="cd19-filter-reports"><option value="">anything</option>'
        f'{columns}</select></label><button type="button" class="cd19-filter-clear">Clear</button>'
        '<p class="cd19-filter-count" role="status"></p></div>'
    )


def _trials(table: str) -> str:
    """Table 1 or 2: a row for each study."""
    rows = [row for row in load_rows() if row.table == table]
    columns = [column for column in load_columns() if column.id != _REFS and column.fields[0] in rows[0].fields]
    heads = _head("Study", "Study, place and references", "study") + "".join(_column_head(one) for one in columns)
    body = "".join(_trial(row, columns) for row in rows)
    return _table(table, table_title(table), heads, body, rows[0].therapy)


def _trial(row: Row, columns: Sequence[Column]) -> str:
    refs = references_html(tuple(map(int, row.fields["refs"].split())))
    head = (
        f'<th scope="row" tabindex="-1" data-sort-text="{html.escape(row.study, quote=True)}">'
        f"<b>{html.escape(row.study)}</b><small>Table {row.table[-1]}, {html.escape(row.study)}</small>"
        f'<small class="cd19-studyrefs" id="compare-{row.locator}#{_REFS}">{refs}</small></th>'
    )
    return f'<tr id="compare-{row.locator}">{head}{"".join(trial_cell(row, column) for column in columns)}</tr>'


def _topics(cells: Sequence[Passage]) -> str:
    """Table 3: a row for each topic, a column for each therapy."""
    heads = _head("Topic", "Topic", "study")
    heads += "".join(_head(therapy_title(name), therapy_title(name), name) for name in THERAPIES)
    body = "".join(_topic(place, [cell for cell in cells if cell.place == place]) for place in _places(cells))
    return _table("table3", table_title("table3"), heads, body, None)


def _topic(place: str, cells: Sequence[Passage]) -> str:
    topic = html.escape(topic_of(cells[0]))
    head = f'<th scope="row" tabindex="-1" data-sort-text="{topic}"><b>{topic}</b></th>'
    return f'<tr id="compare-{place}">{head}{"".join(map(topic_cell, cells))}</tr>'


def _places(cells: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.place for cell in cells))


def _table(name: str, title: str, heads: str, body: str, therapy: Therapy | None) -> str:
    of = f' data-therapy="{therapy}"' if therapy else ""
    return (
        f'<section class="cd19-sheet" id="cd19-{name}" tabindex="-1" data-table="{name}"{of}>'
        f'<h3 id="cd19-{name}-title">{html.escape(title)}</h3><div class="cd19-slide">'
        f'<table role="grid" aria-labelledby="cd19-{name}-title"><thead><tr>{heads}</tr></thead>'
        f'<tbody>{body}</tbody></table></div><p class="cd19-none cd19-quiet" hidden>No row fits the filter.</p>'
        "</section>"
    )


def _column_head(column: Column) -> str:
    words = load_words().columns[column.id]
    by = f", sorted by {words.order.by}" if words.order.by else ""
    return _head(words.short, f"{column.title}{by}", column.id)


def _head(short: str, title: str, column: str) -> str:
    return (
        f'<th scope="col" aria-sort="none" data-column="{column}"><button type="button" class="cd19-sort" '
        f'title="{html.escape(title, quote=True)}: sort">{html.escape(short)}</button></th>'
    )
