"""Factual answers: the cells and sentences that hold the fact, said as the review's digest says them, each cited.

1. A sum or quotient of figures that the text gives is reckoned (reckoned.py); a ranking, sum or list is computed from
   the cells, which are cited, unless the text surely answers (computed.py).
2. Where studies and measures are named, their cells answer; where the therapies are compared, the row of Table 3.
3. Where a publication is asked for, the reference and what it is cited for.
4. Otherwise, and beside them, the passages that rank best and cover what the question names; few, and short.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer.asked import Asked
from assistant.answer.computed import computed
from assistant.answer.disagree import both_told
from assistant.answer.marks import Marks
from assistant.answer.reckoned import as_percentage, reckoned
from assistant.answer.select import Length, select
from assistant.answer.sides import sides
from assistant.answer.sources import source
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Passage
from corpus.tables import TRIAL_TABLES, UNREPORTED, Row, load_columns
from index.rank import ScoredPassage

_CELLS = 8
_BEST = 0.95
"""Share of the best place's score from which a sentence is told beside cells, whatever it names."""
_SURE = 0.5
"""Nearness to what is asked for, as the sense of the question tells it, from which a passage is the answer."""
_NUMBER = re.compile(r"(?<![\w-])(?<!Table )(?<!Tables )\d")
SHORT = Length(words=105, passages=4)
COMPARISON = Length(words=150, passages=4)
BESIDE_CELLS = Length(words=50, passages=1)
BESIDE_SIDES = Length(words=90, passages=2)


def answer_fact(
    asked: Asked,
    ranked: Sequence[ScoredPassage],
    digest: Digest,
    concepts: Concepts,
    worth: Mapping[str, float],
    marks: Marks,
) -> str:
    """The answer as Markdown with marks; empty when nothing was found."""
    if asked.source and (publication := source(asked, ranked, digest, concepts, worth, marks)):
        return publication
    together = reckoned(asked, ranked, concepts, marks)
    if not together and not _surely_told(asked, ranked, concepts):
        together = computed(asked, digest, marks)
    length = COMPARISON if asked.both_sides or len(asked.rows) > 1 or asked.want != "fact" else SHORT
    told = [together] if together else _cells(asked, digest, marks)
    if told:
        ranked, length = _beside_cells(asked, ranked, concepts), BESIDE_CELLS
    elif told := sides(asked, ranked, digest, concepts, marks):
        length = BESIDE_SIDES
    cited = frozenset(citation.locators[0] for citation in marks.citations())
    chosen = both_told(asked, select(asked, ranked, digest, concepts, worth, length, cited), digest, length.words)
    said = [*(marks.quote(passage) for passage in chosen), as_percentage(asked, chosen, marks)]
    return "\n\n".join([*told, " ".join(filter(None, said))]).strip()


def _surely_told(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts) -> bool:
    """Whether the text, or Table 3, says what is asked for, so that the cells need not give it together.

    A limit is held by the cells alone; a sum over studies is said by no sentence on one, nor by one without a figure.
    """
    sure = [item.passage for item in ranked if item.answering >= _SURE]
    said = [passage for passage in sure if not passage.place.startswith(TRIAL_TABLES)]
    if asked.want == "total":
        said = [one for one in said if _NUMBER.search(one.text) and not _on_a_study(one, concepts)]
    return asked.limit is None and bool(said)


def _on_a_study(passage: Passage, concepts: Concepts) -> bool:
    return any(own.startswith("study:") for own in concepts.ids(passage.text))


def _beside_cells(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts) -> list[ScoredPassage]:
    """Sentences on the very studies and measures whose cells are told: what the text adds to the table."""
    measures = {own for own in asked.concepts if own.startswith("measure:")}
    studies = {own.id for own in concepts.all if {row.locator for row in asked.rows} & set(own.places)}
    prose = [item for item in ranked if item.passage.kind == "sentence"]
    same = [item for item in prose if all(kind & set(concepts.ids(item.passage.text)) for kind in (studies, measures))]
    return same or [item for item in prose if item.place_share >= _BEST]


def _cells(asked: Asked, digest: Digest, marks: Marks) -> list[str]:
    """The cells asked for, study by study: one in a sentence, several as a list under the study's name."""
    wanted = [column for own in asked.columns for column in load_columns() if column.id == own]
    most = max(2, _CELLS // max(1, len(asked.rows)))
    told = []
    for row in asked.rows:
        cells = [cell for column in wanted for cell in digest.at(f"{row.locator}#{column.id}")]
        if asked.whole_row:
            cells = [cell for cell in cells if not any(told in cell.text for told in UNREPORTED.values())]
        cells = cells[:most]
        if len(cells) == 1:
            told.append(marks.quote(cells[0]))
        elif cells:
            lines = [f"- {_without_subject(cell, row)} {marks.mark([cell])}." for cell in cells]
            told.append("\n".join([f"**{row.study}** (Table {row.table[-1]}, {row.treatment}):", "", *lines]))
    return told


def _without_subject(cell: Passage, row: Row) -> str:
    """A cell's words without the study's name, which stands above them, and its verb."""
    subject = row.subject[0].upper() + row.subject[1:]
    said = cell.text.removeprefix(subject).lstrip(": ").removesuffix(".").removesuffix(" (size of the study)")
    said = said.removeprefix("had ").removeprefix("is ")
    return said[0].upper() + said[1:]
