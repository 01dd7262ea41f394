"""Which rows of Tables 1 and 2 a question means.

1. A study is named by the vocabulary's phrases, or by the first author of its publication; several publications of one
   author are told apart by year, size and therapy.
2. An institution with several studies is narrowed by the therapy or the size named; else a size alone names a study.
3. Children given a therapy that one study gave to children alone are that study's.
4. Where only one of the tables has a column asked for, its rows alone are meant; where a third therapy is asked about
   and neither of the two, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.lexicon import Concepts, fold, ways_of_asking
from corpus.models import Therapy
from corpus.references import load_references
from corpus.tables import Row, load_columns, load_rows

_LONG = 6
"""Letters from which an author's name is known without its capital."""
_ADULT = 18
"""Years."""
_MAIN = frozenset({"therapy:blinatumomab", "therapy:car_t"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Publication(NamedTuple):
    """A row and the first author and year of a publication of it."""

    row: Row
    author: str
    year: int


def rows_meant(question: str, ids: Sequence[str], concepts: Concepts, therapies: Sequence[Therapy]) -> tuple[Row, ...]:
    """The rows meant, in the order they are named; none where no study is."""
    plain = fold(question)
    others = {own for own in ids if own.startswith("therapy:")} - _MAIN
    if others and not therapies:
        return ()
    sized = _fitting(_of_size(plain), therapies)
    named = [*_named(ids, concepts, therapies, sized), *_by_author(question, plain, therapies, sized)]
    rows = {row.locator: row for row in named} or {row.locator: row for row in sized}
    return tuple(rows.values())


def rows_of_children(plain: str, therapies: Sequence[Therapy]) -> tuple[Row, ...]:
    """The one study of a therapy that treated children alone, where a folded question is about children; else none."""
    if len(therapies) != 1 or not ways_of_asking()["children"].search(plain):
        return ()
    found = tuple(
        row for row in load_rows() if row.therapy == therapies[0] and (row.number("age_max") or _ADULT) < _ADULT
    )
    return found if len(found) == 1 else ()


def _named(ids: Sequence[str], concepts: Concepts, therapies: Sequence[Therapy], sized: Sequence[Row]) -> Iterable[Row]:
    by_locator = {row.locator: row for row in load_rows()}
    for own in ids:
        rows = [by_locator[place] for place in concepts[own].places if place in by_locator]
        fitting = _fitting(rows, therapies) or rows
        yield from [row for row in fitting if row in sized] or fitting


def _by_author(question: str, plain: str, therapies: Sequence[Therapy], sized: Sequence[Row]) -> list[Row]:
    years = {int(match[0]) for match in _YEAR.finditer(plain)}
    told = [one for one in _publications() if _is_written(one.author, question, plain)]
    found: list[Row] = []
    for author in dict.fromkeys(one.author for one in told):
        own = [one for one in told if one.author == author and (not years or one.year in years)]
        rows = [one.row for one in own]
        fitting = _fitting(rows, therapies) or rows
        found += [row for row in fitting if row in sized] or fitting
    return found


def _is_written(author: str, question: str, plain: str) -> bool:
    """A short name only with its capital: "Pan", but not "pan"."""
    text, name = (plain, fold(author)) if len(author) >= _LONG else (question, author)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@lru_cache(maxsize=1)
def _publications() -> tuple[_Publication, ...]:
    """The publications of the rows but the review's own authors': their name means the review."""
    by_number = {reference.number: reference for reference in load_references()}
    own = [(row, by_number[int(number)]) for row in load_rows() for number in row.fields["refs"].split()]
    known = [_Publication(row, reference.first_author, reference.year) for row, reference in own]
    return tuple(one for one in known if one.author not in REVIEWERS)


REVIEWERS = ("Aldoss", "Forman")
"""The review's authors."""


def _of_size(plain: str) -> list[Row]:
    """Rows of the studies of a size that is told: "the 75-patient trial", "n = 75"."""
    found = ways_of_asking()["of_size"].finditer(plain)
    sizes = {int(match["before"] or match["after"] or match["n"]) for match in found}
    return [row for row in load_rows() if row.number("n") in sizes]


def _fitting(rows: Sequence[Row], therapies: Sequence[Therapy]) -> list[Row]:
    return [row for row in rows if row.therapy in therapies] if len(therapies) == 1 else list(rows)


def with_columns(rows: tuple[Row, ...], columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the one table that has a column asked for; all of them where both have."""
    by_id = {column.id: column for column in load_columns()}
    for own in columns:
        having = tuple(row for row in rows if row.fields.get(by_id[own].fields[0]) is not None)
        if having and len(having) < len(rows):
            return having
    return rows
