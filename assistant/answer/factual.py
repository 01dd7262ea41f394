"""Factual answers: the cells and sentences that hold the fact, said as the review's digest says them, each cited.

1. A ranking or a sum is computed from the cells, which are cited.
2. Where studies and measures are named, their cells answer.
3. Where a publication is asked for, the reference and what it is cited for.
4. Otherwise, and beside them, the passages that rank best and cover what the question names; few, and short.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.asked import Asked
from assistant.answer.computed import computed
from assistant.answer.marks import Marks
from assistant.answer.sources import source
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Frozen, Passage
from corpus.tables import TRIAL_TABLES, clause, load_columns
from index.rank import ScoredPassage

_CELLS = 8
_ONE_OF_MANY = -0.3
"""One study's cell says little where no study is named."""
_NEAR = 0.72
"""A further passage must score at least this share of the best one."""


class Length(Frozen):
    """How much an answer may say."""

    words: int
    passages: int


SHORT = Length(words=95, passages=3)
COMPARISON = Length(words=150, passages=4)


def answer_fact(asked: Asked, ranked: Sequence[ScoredPassage], digest: Digest, concepts: Concepts, marks: Marks) -> str:
    """The answer as Markdown with marks; empty when nothing was found."""
    if asked.source and (told := source(asked, ranked, digest, marks)):
        return told
    length = COMPARISON if asked.both_sides or len(asked.rows) > 1 or asked.want != "fact" else SHORT
    parts = [computed(asked, digest, marks)] if asked.want != "fact" else []
    parts += _cells(asked, digest, marks) if not any(parts) else []
    spent = len(" ".join(parts).split())
    room = Length(words=length.words - spent, passages=length.passages - (1 if any(parts) else 0))
    chosen = choose(asked, ranked, digest, concepts, room, cited={c.locators[0] for c in marks.citations()})
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


def choose(
    asked: Asked, ranked: Sequence[ScoredPassage], digest: Digest, concepts: Concepts, room: Length, cited: set[str]
) -> list[Passage]:
    """The passages that answer, best first, within the room left; one for each patient named before a second."""
    best = ranked[0] if ranked else None
    scored = [(score(asked, item, best, concepts), item.passage) for item in _fitting(asked, ranked) if best]
    scored.sort(key=lambda pair: -pair[0])
    chosen: list[Passage] = []
    words = room.words
    for value, passage in _one_each(asked, scored):
        group = [p for p in _with_twin(asked, passage, digest) if p.id not in cited and p not in chosen]
        cost = sum(len(p.text.split()) for p in group)
        needed = (not chosen and not cited) or len(chosen) < len(asked.patients)
        if not needed and (value < _NEAR * scored[0][0] or cost > words or len(chosen) >= room.passages):
            continue
        chosen += group
        words -= cost
    return [*chosen, *_told_next(asked, chosen, digest, words)]


def _told_next(asked: Asked, chosen: list[Passage], digest: Digest, words: int) -> list[Passage]:
    """What a patient's story tells next: one sentence of it seldom makes sense alone."""
    if not (asked.patients and chosen and chosen[0].place.endswith(".1")):
        return []
    story = digest.at(chosen[0].place)
    after = story[story.index(chosen[0]) + 1 :][:1]
    return [passage for passage in after if passage not in chosen and len(passage.text.split()) <= words]


def _fitting(asked: Asked, ranked: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Passages of the right kind: references only when asked for, of the review's patients only those named."""
    kind = [item for item in ranked if asked.source or item.passage.kind != "reference"]
    own = [item for item in kind if item.passage.place.split(".")[0] in asked.patients]
    others = [
        item for item in kind if not item.passage.place.endswith(".1") or not item.passage.place.startswith("patient")
    ]
    return own or (others if asked.patients else kind)


def _one_each(asked: Asked, scored: list[tuple[float, Passage]]) -> list[tuple[float, Passage]]:
    """The best passage of each patient named goes first."""
    if len(asked.patients) < 2:
        return scored
    firsts = [next((p for p in scored if p[1].place.startswith(f"{own}.")), None) for own in asked.patients]
    leading = [pair for pair in firsts if pair]
    return [*leading, *(pair for pair in scored if pair not in leading)]


def score(asked: Asked, item: ScoredPassage, best: ScoredPassage, concepts: Concepts) -> float:
    """How well a passage answers: its fused rank, and the share of what the question names that it speaks of."""
    spoken = set(concepts.ids(f"{item.passage.header} {item.passage.text}"))
    covered = sum(own in spoken for own in asked.concepts) / len(asked.concepts) if asked.concepts else 0.0
    kind = 0.5 if item.passage.kind == "reference" else 0.0
    if not asked.rows and item.passage.place.startswith(TRIAL_TABLES):
        kind = _ONE_OF_MANY
    return item.score / best.score + item.place_share + 0.6 * covered + 0.4 * item.semantic + kind


def _with_twin(asked: Asked, passage: Passage, digest: Digest) -> list[Passage]:
    """A cell of Table 3 comes with the other therapy's cell when both sides are asked for."""
    if asked.both_sides and passage.place.startswith("table3.") and passage.kind == "cell":
        return list(digest.at(passage.place))
    return [passage]
