"""The questions that cells and points ask of the assistant."""

from __future__ import annotations

from corpus.models import Passage
from corpus.tables import Row, load_rows
from ui.compare.words import load_words


def cell_question(row: Row, column: str) -> str:
    """The question about a cell of Table 1 or 2."""
    return load_words().columns[column].ask.format(subject=row.subject)


def topic_question(cell: Passage) -> str:
    """The question about a cell of Table 3."""
    therapy = cell.therapies[0]
    treatment = next(row.treatment for row in load_rows() if row.therapy == therapy)
    return load_words().topic.format(topic=topic_of(cell), treatment=treatment)


def topic_of(cell: Passage) -> str:
    """The head of its row in Table 3: "CNS involvement"."""
    return cell.label.partition(", ")[2]
