"""What a question asks for, read with the field's vocabulary: studies, measures, therapies, and the kind of answer."""

from __future__ import annotations

import re
from typing import Literal

from corpus.lexicon import Concepts, fold
from corpus.models import Frozen, Therapy
from corpus.tables import Row, load_columns, load_rows

Want = Literal["highest", "lowest", "total", "fact"]

_HIGHEST = re.compile(r"\b(highest|largest|biggest|most|greatest|longest|best|maximum|top|oldest)\b")
_LOWEST = re.compile(r"\b(lowest|smallest|fewest|least|shortest|worst|minimum|youngest)\b")
_TOTAL = re.compile(r"\b(in total|total|altogether|combined|sum|summed|taken together|pooled|overall number|all in all|add(ed)? up)\b")
_BOTH = re.compile(r"\b(both|compare[ds]?|comparison|versus|vs|either|which of the two|which agent|which therapy|which one|each|differ\w*|than|beside|as against)\b")
_SOURCE = re.compile(r"\b(whose|citation|cites?|cited|source|first author|lead author|reference|abstract|paper|publication)\b")


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
    source: bool
    """Whether the publication behind a statement is asked for."""


def understand(question: str, concepts: Concepts) -> Asked:
    """The question read with the vocabulary. Pure; a few tenths of a millisecond."""
    plain = fold(question)
    ids = concepts.ids(question)
    therapies: tuple[Therapy, ...] = tuple(
        therapy for therapy in ("blinatumomab", "car_t") if f"therapy:{therapy}" in ids
    )  # type: ignore[assignment]
    columns = _columns(ids, concepts)
    return Asked(
        concepts=ids, rows=_rows(ids, concepts, therapies), columns=columns, therapies=therapies,
        want=_want(plain, columns), both_sides=len(therapies) == 2 or (not therapies and bool(_BOTH.search(plain))),
        source=bool(_SOURCE.search(plain)) and "topic:article" not in ids,
    )  # fmt: skip


def _want(plain: str, columns: tuple[str, ...]) -> Want:
    if _TOTAL.search(plain):
        return "total"
    if columns and _HIGHEST.search(plain):
        return "highest"
    return "lowest" if columns and _LOWEST.search(plain) else "fact"


def _rows(ids: tuple[str, ...], concepts: Concepts, therapies: tuple[Therapy, ...]) -> tuple[Row, ...]:
    """Rows of the studies named; an institution with a study of each therapy is narrowed by the therapy named."""
    by_locator = {row.locator: row for row in load_rows()}
    found: dict[str, Row] = {}
    for own in ids:
        rows = [by_locator[place] for place in concepts[own].places if place in by_locator]
        fitting = [row for row in rows if row.therapy in therapies] if len(therapies) == 1 else rows
        found.update((row.locator, row) for row in fitting or rows)
    return tuple(found.values())


def _columns(ids: tuple[str, ...], concepts: Concepts) -> tuple[str, ...]:
    known = {column.id for column in load_columns()}
    named = (column for own in ids for column in concepts[own].columns)
    return tuple(dict.fromkeys(column for column in named if column in known))
