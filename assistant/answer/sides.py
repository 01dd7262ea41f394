"""Both sides of a comparison: the row of Table 3 that sets the two therapies beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.asked import Asked
from assistant.answer.marks import Marks
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Passage
from index.rank import ScoredPassage

_TABLE = "table3."
_LEAST = 0.55
"""Share of the best place's score from which a row is near enough to the question."""


def sides(asked: Asked, ranked: Sequence[ScoredPassage], digest: Digest, concepts: Concepts, marks: Marks) -> list[str]:
    """Both cells of the row that fits best, cited; nothing where the therapies are not compared or no row is near."""
    if not asked.both_sides or asked.rows or asked.patients or asked.want != "fact":
        return []
    near = {item.passage.place: item.place_share for item in ranked if _is_row(item)}
    fitting = {place: share + _shared(asked, digest.at(place), concepts) for place, share in near.items()}
    best = max(fitting, key=fitting.__getitem__, default="")
    if not best or near[best] < _LEAST:
        return []
    return [" ".join(marks.quote(cell) for cell in digest.at(best))]


def _is_row(item: ScoredPassage) -> bool:
    return item.passage.place.startswith(_TABLE)


def _shared(asked: Asked, cells: Sequence[Passage], concepts: Concepts) -> float:
    """The share of the question's concepts, the therapies left out, that a row speaks of."""
    named = {own for own in asked.concepts if not own.startswith("therapy:")}
    spoken = {own for cell in cells for own in concepts.ids(f"{cell.header} {cell.text}")}
    return len(named & spoken) / len(named) if named else 0.0
