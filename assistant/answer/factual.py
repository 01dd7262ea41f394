"""Factual answers: the cells and sentences that hold the fact, said as the review's digest says them, each cited.

1. A ranking or a sum is computed from the cells, which are cited.
2. Where studies and measures are named, their cells answer.
3. Where a publication is asked for, the reference and what it is cited for.
4. Otherwise, and beside them, the passages that rank best and cover what the question names; few, and short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer.asked import Asked
from assistant.answer.computed import computed
from assistant.answer.marks import Marks
from assistant.answer.select import Length, select
from assistant.answer.sources import source
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.tables import clause, load_columns
from index.rank import ScoredPassage

_CELLS = 8
SHORT = Length(words=95, passages=3)
COMPARISON = Length(words=150, passages=4)


def answer_fact(
    asked: Asked,
    ranked: Sequence[ScoredPassage],
    digest: Digest,
    concepts: Concepts,
    worth: Mapping[str, float],
    marks: Marks,
) -> str:
    """The answer as Markdown with marks; empty when nothing was found."""
    if asked.source and (told := source(asked, ranked, digest, marks)):
        return told
    length = COMPARISON if asked.both_sides or len(asked.rows) > 1 or asked.want != "fact" else SHORT
    parts = [computed(asked, digest, marks)] if asked.want != "fact" else []
    parts += _cells(asked, digest, marks) if not any(parts) else []
    spent = len(" ".join(parts).split())
    room = Length(words=length.words - spent, passages=length.passages - (1 if any(parts) else 0))
    cited = frozenset(citation.locators[0] for citation in marks.citations())
    chosen = select(asked, ranked, digest, concepts, worth, room, cited)
    parts += [marks.quote(passage) for passage in chosen]
    return "\n\n".join(part for part in parts if part) if len(asked.rows) > 1 else " ".join(filter(None, parts))


def _cells(asked: Asked, digest: Digest, marks: Marks) -> list[str]:
    """One sentence for each study named, with the cells asked for."""
    sentences = []
    wanted = [column for own in asked.columns for column in load_columns() if column.id == own]
    for row in asked.rows:
        cells = [(said, column) for column in wanted if (said := clause(row, column))][
            : max(2, _CELLS // len(asked.rows))
        ]
        if not cells:
            continue
        said = "; ".join(said.removeprefix(f"{row.subject} ") for said, _ in cells)
        cited = [passage for _, column in cells for passage in digest.at(f"{row.locator}#{column.id}")]
        subject = row.subject[0].upper() + row.subject[1:]
        sentences.append(f"{subject} (Table {row.table[-1]}): {said} {marks.mark(cited)}.")
    return sentences
