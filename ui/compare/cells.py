"""Cells of the tables as HTML: figures as printed, their order, what is said and asked about them."""

from __future__ import annotations

import html

from corpus.models import Passage
from corpus.references import load_references
from corpus.tables import UNREPORTED, Column, Row, clause
from ui.compare.asking import cell_question, topic_question
from ui.compare.doubts import doubt
from ui.compare.words import load_words

FLAG = '<span class="cd19-query" role="img" aria-label="questioned by the audit" title="{}">?</span>'
"""The mark of a questioned figure; its words are in its title and with the cell's offer."""


def trial_cell(row: Row, column: Column) -> str:
    """A cell of Table 1 or 2. Cells of a column that is sorted by its text carry no order."""
    place = f"{row.locator}#{column.id}"
    order, said = load_words().columns[column.id].order, clause(row, column)
    key = order.key(row)
    sorted_by = {"data-sort": "" if key is None else f"{key:g}"} if order.field else {}
    return _cell(
        place,
        _lines(printed(row, column)),
        {
            **sorted_by,
            "data-column": column.id,
            "data-reported": "" if _unreported(row, column) else "yes",
            "data-head": f"{_label(row)}: {column.title}",
            "data-said": said[0].upper() + said[1:] + ".",
            "data-question": cell_question(row, column.id),
        },
    )


def topic_cell(cell: Passage) -> str:
    """A cell of Table 3."""
    therapy = cell.therapies[0]
    own = {
        "data-column": therapy,
        "data-head": cell.label,
        "data-said": cell.text,
        "data-question": topic_question(cell),
    }
    links = f' <span class="cd19-studyrefs">{references_html(cell.refs)}</span>' if cell.refs else ""
    return _cell(cell.id, html.escape(cell.text) + links, own)


def printed(row: Row, column: Column) -> str:
    """A cell as the table prints it: "23 (43%)", "39 (20–76)", "NR"."""
    fields = {field: row.fields.get(field, "") for field in column.fields}
    first, *rest = fields.values()
    if column.id == "age":
        return f"{first} ({'–'.join(rest)})"
    if column.id == "cr-mrd":
        return " ".join([_percent(first), f"({_percent(rest[0])})"])
    if rest and rest[0] and first not in UNREPORTED:
        return f"{first} ({rest[0]}%)"
    return first


def references_html(numbers: tuple[int, ...]) -> str:
    """References, short, each with the link of its DOI where one is known."""
    known = {reference.number: reference for reference in load_references()}
    links = []
    for number in numbers:
        one = known[number]
        short, full = html.escape(f"{number} {one.first_author} {one.year}"), html.escape(one.vancouver(), quote=True)
        link = f'href="{html.escape(one.doi_url, quote=True)}" target="_blank" rel="noreferrer noopener"'
        links.append(f'<a {link} title="{full}">{short}</a>' if one.doi_url else f'<span title="{full}">{short}</span>')
    return " ".join(links)


def _cell(place: str, shown: str, own: dict[str, str]) -> str:
    against = doubt(place)
    if against:
        own["data-doubt"] = against
        shown += FLAG.format(html.escape(against, quote=True))
    attributes = "".join(f' {name}="{html.escape(value, quote=True)}"' for name, value in own.items())
    return f'<td id="compare-{html.escape(place, quote=True)}" tabindex="-1"{attributes}>{shown}</td>'


def _lines(shown: str) -> str:
    """Each figure of several on a line of its own."""
    parts = shown.split("; ")
    if len(parts) == 1:
        return html.escape(shown)
    return " ".join(f'<span class="cd19-part">{html.escape(part)}</span>' for part in parts)


def _label(row: Row) -> str:
    return f"Table {row.table[-1]}, {row.study}"


def _percent(value: str) -> str:
    return value if value in UNREPORTED or not value else f"{value}%"


def _unreported(row: Row, column: Column) -> bool:
    return all(row.fields.get(field, "") in ("", *UNREPORTED) for field in column.fields)
