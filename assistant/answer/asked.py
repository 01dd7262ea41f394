"""What a question asks for: studies, measures, therapies, and the kind of answer.

Read with the field's vocabulary, and by its sense where that can be had: columns and forms of answer that the words do
not name are taken from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.answer.limits import Limit, limit_in
from assistant.answer.rows import rows_meant, rows_of_children, with_columns
from assistant.described import described
from assistant.sense.sense import Sensed
from corpus.asking import column_of
from corpus.lexicon import Concepts, fold, ways_of_asking
from corpus.models import Frozen, Therapy
from corpus.tables import Row, load_columns, load_rows

Want = Literal["highest", "lowest", "ends", "total", "list", "difference", "ratio", "fact"]
_FORMS: tuple[Want, ...] = ("highest", "lowest", "total", "list", "difference")
_ENDS: tuple[Want, ...] = ("highest", "lowest")
_SURE = 0.6
_LIKELY = 0.4
"""Chance from which the sense of a question counts as asking for something: at large, and of a study that is named."""
_MEASURE = "measure:"
_ROW = "row"
BROAD = ("therapy:blinatumomab", "therapy:car_t")
"""The two therapies that all of the review is about: to name them pins nothing down."""
_ARTICLE = ("topic:article", "measure:refs")
"""What a question names that asks who wrote the review itself, and where it stands."""
_TELLING = ("n", "setting", "cr-mrd", "post-hct", "relapse", "cd19-relapse", "survival", "refs")
"""What is told of a study that is asked about as a whole."""


class Asked(Frozen):
    """A question, understood."""

    concepts: tuple[str, ...]
    rows: tuple[Row, ...]
    """Rows of Tables 1 and 2 of the studies named, in the order they are named."""
    columns: tuple[str, ...]
    """Columns of Tables 1 and 2 that are asked for."""
    sensed_columns: tuple[str, ...]
    """Those of the columns that the sense of the question asks for, likeliest first."""
    measures: tuple[str, ...]
    """Measures asked for, by name or by the sense of the question: "mrd-negative"."""
    therapies: tuple[Therapy, ...]
    want: Want
    both_sides: bool
    """Whether the two therapies are set side by side."""
    tables: tuple[str, ...]
    """Tables named by number: "table3"."""
    compared: bool
    """Whether anything is set beside anything else."""
    patients: tuple[str, ...]
    """Sections of the review's own patients that are named: "patient2"."""
    whole_row: bool
    """Whether all of a study is asked for."""
    figure: bool
    """Whether a number is asked for."""
    share: bool
    """Whether a percentage is asked for."""
    several: bool
    """Whether several things of a kind are asked for."""
    limit: Limit | None
    """Which of several studies are kept."""
    source: bool
    """Whether the publication behind a statement is asked for."""
    mentioned: bool
    """Whether it is asked if the review speaks of a thing that it does name."""


def understand(question: str, concepts: Concepts, sensed: Sensed | None = None) -> Asked:
    """The question read with the vocabulary, and with its sense where given. Pure; a few tenths of a millisecond."""
    plain, ways = fold(question), ways_of_asking()
    ids = tuple(dict.fromkeys([*concepts.ids(question), *described(question)]))
    therapies = _therapies(ids, plain)
    source = bool(ways["source"].search(plain)) and ("topic:article" not in ids or bool(set(ids) - {*_ARTICLE, *BROAD}))
    senses = sensed.asked(_SURE) if sensed else ()
    rows = rows_meant(question, ids, concepts, therapies)
    likely = sensed.asked(_LIKELY) if sensed and rows else senses
    columns = tuple(column for column in _columns(ids, concepts, likely) if not (source and column == "refs"))
    rows = rows or (rows_of_children(plain, therapies) if columns else ())
    want = _want(plain, columns, senses)
    whole_row = bool(rows) and not columns and want == "fact" and (_ROW in senses or _names_alone(ids))
    both_sides = len(therapies) == 2 or (not therapies and bool(ways["both_sides"].search(plain)))
    return Asked(
        concepts=ids,
        rows=with_columns(rows, columns),
        columns=_TELLING if whole_row else columns,
        sensed_columns=tuple(own for own in columns if own in {column_of(ask) for ask in likely}),
        measures=tuple(dict.fromkeys([*_measures(ids), *likely])),
        therapies=therapies,
        want=want,
        both_sides=both_sides,
        tables=tuple(f"table{match['table']}" for match in ways["table"].finditer(plain)),
        compared=both_sides or bool(ways["both_sides"].search(plain)),
        patients=tuple(own.replace(":", "") for own in ids if own.startswith("patient:")),
        whole_row=whole_row,
        figure=bool(ways["figure"].search(plain)),
        share=bool(ways["share"].search(plain)),
        several=bool(ways["several"].search(plain)),
        limit=limit_in(plain),
        source=source,
        mentioned=bool(ways["mentioned"].search(plain)) and any(_pins(own) for own in ids),
    )


def _pins(own: str) -> bool:
    """Whether a concept is a thing of its own: no measure, not the article, not the two therapies."""
    return own not in (*_ARTICLE, *BROAD) and not own.startswith(_MEASURE)


def _measures(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(own.removeprefix(_MEASURE) for own in ids if own.startswith(_MEASURE))


def _names_alone(ids: Sequence[str]) -> bool:
    """Whether nothing but a study, or its therapy, is named."""
    return any(own.startswith("study:") for own in ids) and all(own.startswith(("study:", "therapy:")) for own in ids)


def _therapies(ids: tuple[str, ...], plain: str) -> tuple[Therapy, ...]:
    """The therapies named, or else those of the tables named by number."""
    own: tuple[Therapy, ...] = ("blinatumomab", "car_t")
    named = tuple(therapy for therapy in own if f"therapy:{therapy}" in ids)
    tables = {f"table{match['table']}" for match in ways_of_asking()["table"].finditer(plain)}
    return named or tuple(dict.fromkeys(row.therapy for row in load_rows() if row.table in tables))


def _want(plain: str, columns: tuple[str, ...], senses: tuple[str, ...]) -> Want:
    """The form of answer: by the words, else by the sense."""
    ways = ways_of_asking()
    share = ways["share"].search(plain)
    if ways["ratio"].search(plain):
        return "ratio"
    if ways["total"].search(plain) and not share:
        return "total"
    if columns and ways["difference"].search(plain):
        return "difference"
    ends: list[Want] = [end for end in _ENDS if columns and ways[end].search(plain)]
    if ends:
        return "ends" if len(ends) > 1 or ways["other_end"].search(plain) else ends[0]
    if columns and ways["list"].search(plain):
        return "list"
    forms: list[Want] = [form for form in _FORMS if form in senses and not (form == "total" and share)]
    return min(forms, key=senses.index) if forms and columns else "fact"


def _columns(ids: tuple[str, ...], concepts: Concepts, senses: tuple[str, ...]) -> tuple[str, ...]:
    """By the words and the sense; by the words alone where these name measures that no table has a column of."""
    known = {column.id for column in load_columns()}
    measures = [own for own in ids if own.startswith(_MEASURE)]
    if measures and not any(concepts[own].columns for own in measures):
        senses = ()
    named = [*(column_of(ask) for ask in senses), *(one for own in ids for one in concepts[own].columns)]
    return tuple(dict.fromkeys(column for column in named if column in known))
