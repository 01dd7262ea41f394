"""What a question asks for, read with the field's vocabulary: studies, measures, therapies, and the kind of answer."""

from __future__ import annotations

from typing import Literal

from assistant.described import described
from corpus.lexicon import Concepts, fold, ways_of_asking
from corpus.models import Frozen, Therapy
from corpus.tables import Row, load_columns, load_rows

Want = Literal["highest", "lowest", "total", "list", "fact"]


class Asked(Frozen):
    """A question, understood."""

    concepts: tuple[str, ...]
    rows: tuple[Row, ...]
    """Rows of Tables 1 and 2 of the studies named, in the order they are named."""
    columns: tuple[str, ...]
    """Columns of Tables 1 and 2 that are asked for."""
    therapies: tuple[Therapy, ...]
    want: Want
    both_sides: bool
    """Whether the two therapies are set side by side."""
    patients: tuple[str, ...]
    """Sections of the review's own patients that are named: "patient2"."""
    figure: bool
    """Whether a number is asked for."""
    source: bool
    """Whether the publication behind a statement is asked for."""


def understand(question: str, concepts: Concepts) -> Asked:
    """The question read with the vocabulary. Pure; a few tenths of a millisecond."""
    plain, ways = fold(question), ways_of_asking()
    ids = tuple(dict.fromkeys([*concepts.ids(question), *described(question)]))
    therapies = _therapies(ids, plain)
    source = bool(ways["source"].search(plain)) and "topic:article" not in ids
    columns = tuple(column for column in _columns(ids, concepts) if not (source and column == "refs"))
    both_sides = len(therapies) == 2 or (not therapies and bool(ways["both_sides"].search(plain)))
    return Asked(
        concepts=ids,
        rows=_with_columns(_rows(ids, concepts, therapies, plain), columns),
        columns=columns,
        therapies=therapies,
        want=_want(plain, columns),
        both_sides=both_sides,
        patients=tuple(own.replace(":", "") for own in ids if own.startswith("patient:")),
        figure=bool(ways["figure"].search(plain)),
        source=source,
    )


def _therapies(ids: tuple[str, ...], plain: str) -> tuple[Therapy, ...]:
    """The therapies named, or else those of the tables named by number."""
    own: tuple[Therapy, ...] = ("blinatumomab", "car_t")
    named = tuple(therapy for therapy in own if f"therapy:{therapy}" in ids)
    tables = {f"table{match['table']}" for match in ways_of_asking()["table"].finditer(plain)}
    return named or tuple(dict.fromkeys(row.therapy for row in load_rows() if row.table in tables))


def _want(plain: str, columns: tuple[str, ...]) -> Want:
    ways = ways_of_asking()
    if ways["total"].search(plain):
        return "total"
    if columns and ways["highest"].search(plain):
        return "highest"
    if columns and ways["lowest"].search(plain):
        return "lowest"
    return "list" if columns and ways["list"].search(plain) else "fact"


def _rows(
    ids: tuple[str, ...], concepts: Concepts, therapies: tuple[Therapy, ...], plain: str
) -> tuple[Row, ...]:
    """Rows of the studies named; of an institution with several, those of the therapy or the size named."""
    by_locator = {row.locator: row for row in load_rows()}
    sized = _of_size(plain, therapies)
    found: dict[str, Row] = {}
    for own in ids:
        rows = [by_locator[place] for place in concepts[own].places if place in by_locator]
        fitting = [row for row in rows if row.therapy in therapies] if len(therapies) == 1 else rows
        fitting = [row for row in fitting if row in sized] or fitting
        found.update((row.locator, row) for row in fitting or rows)
    return tuple(found.values()) or sized


def _of_size(plain: str, therapies: tuple[Therapy, ...]) -> tuple[Row, ...]:
    """Rows of the studies told by their size alone: "the 75-patient trial"; as many as have that size."""
    sizes = {int(match["before"] or match["after"]) for match in ways_of_asking()["of_size"].finditer(plain)}
    rows = [row for row in load_rows() if row.number("n") in sizes]
    fitting = [row for row in rows if row.therapy in therapies] if len(therapies) == 1 else rows
    return tuple(fitting)


def _with_columns(rows: tuple[Row, ...], columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Where only one table has a column asked for, its rows alone are meant."""
    by_id = {column.id: column for column in load_columns()}
    for own in columns:
        having = tuple(row for row in rows if row.fields.get(by_id[own].fields[0]) is not None)
        if having and len(having) < len(rows):
            return having
    return rows


def _columns(ids: tuple[str, ...], concepts: Concepts) -> tuple[str, ...]:
    known = {column.id for column in load_columns()}
    named = (column for own in ids for column in concepts[own].columns)
    return tuple(dict.fromkeys(column for column in named if column in known))
