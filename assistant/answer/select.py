"""Which of the passages found answer a question: few, near, and covering what it names.

1. A passage's worth is its rank, its place's rank, its nearness, and the share of the named concepts it speaks of, rare
   ones counting more.
2. Passages are taken one by one; what the ones before cover counts no more, so that each part of a question has its
   turn.
3. One that is worth much less than the first is left out, as is one for which there is no room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.answer.asked import BROAD, Asked
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Frozen, Passage
from corpus.tables import TRIAL_TABLES
from index.rank import ScoredPassage

_NEAR = 0.78
"""A further passage, with what it newly covers, must be worth at least this share of the first one alone."""
_COVERED = 0.8
_SEMANTIC = 0.4
_ANSWERING = 0.5
_REFERENCE = 0.5
_ONE_OF_MANY = -0.3
"""One study's cell says little where no study is named."""
_FIGURE = 0.15
"""What a number in a passage is worth where one is asked for."""
_SERIES = 0.2
"""What an enumeration is worth where several things of a kind are asked for."""
_ENUMERATION = re.compile(r"[^,;:]+[,;] (?:[^,;:]+[,;] )+(?:(?:and|or) )?[^,;:]+| [^,;:]+[,;] [^,;:]+,? (?:and|or) ")
"""Three things and more in a row."""
_STORY = 0.5
"""What a sentence of a patient's story is worth where the patient is asked about."""
_NARROW = ("study:", "patient:", "therapy:")
"""Kinds of concept that pin a question down; the two therapies themselves do not."""


class Length(Frozen):
    """How much an answer may say."""

    words: int
    passages: int


class Candidate(NamedTuple):
    """A passage that may answer, its worth but for what it covers, and the named concepts it speaks of."""

    passage: Passage
    worth: float
    speaks_of: frozenset[str]


def select(
    asked: Asked,
    ranked: Sequence[ScoredPassage],
    digest: Digest,
    concepts: Concepts,
    worth: Mapping[str, float],
    room: Length,
    cited: frozenset[str] = frozenset(),
) -> list[Passage]:
    """The passages that answer, in the order they are said; `cited` are said already. `worth`: of each concept."""
    left = candidates(asked, ranked, concepts)
    open_concepts = {own: worth.get(own, 0.0) for own in asked.concepts}
    total = sum(open_concepts.values()) or 1.0
    chosen: list[Passage] = []
    narrow, told = _pinned(asked.concepts), frozenset[str]()
    first, words = 0.0, room.words
    while left and len(chosen) < room.passages:
        best = max(left, key=lambda one: _value(one, open_concepts, total))
        value = _value(best, open_concepts, total)
        left.remove(best)
        if chosen and not asked.compared and len(narrow) == 1 and narrow <= told and not narrow & best.speaks_of:
            continue
        group = [p for p in _with_twin(asked, best.passage, digest) if p.id not in cited and p not in chosen]
        cost = sum(len(p.text.split()) for p in group)
        started = bool(chosen or cited)
        if started and value < _NEAR * first:
            break
        if not started or cost <= words:
            first = max(first, best.worth)
            chosen += group
            told |= best.speaks_of
            words -= cost
            for own in best.speaks_of:
                open_concepts[own] = 0.0
    return [*chosen, *_told_next(asked, chosen, digest, words)]


def candidates(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts) -> list[Candidate]:
    """Passages of the right kind: references only when asked for, of the review's patients only those named."""
    kind = [item for item in ranked if asked.source or item.passage.kind != "reference"]
    own = [item for item in kind if item.passage.place.split(".")[0] in asked.patients]
    others = [item for item in kind if not _is_story(item.passage)] if asked.patients else kind
    best = max((item.score for item in ranked), default=1.0)
    return [_candidate(asked, item, best, concepts) for item in own or others]


def _candidate(asked: Asked, item: ScoredPassage, best: float, concepts: Concepts) -> Candidate:
    spoken = frozenset(concepts.ids(f"{item.passage.header} {item.passage.text}")) & frozenset(asked.concepts)
    worth = item.score / best + item.place_share + _SEMANTIC * item.semantic + _ANSWERING * item.answering
    if item.passage.kind == "reference":
        worth += _REFERENCE
    if asked.patients and _is_story(item.passage):
        worth += _STORY
    if asked.figure and any(sign.isdigit() for sign in item.passage.text):
        worth += _FIGURE
    if asked.several and _ENUMERATION.search(item.passage.text):
        worth += _SERIES
    if not asked.rows and item.passage.place.startswith(TRIAL_TABLES):
        worth += _ONE_OF_MANY
    return Candidate(item.passage, worth, spoken)


def _pinned(concepts: Sequence[str]) -> frozenset[str]:
    """What pins a question down: the studies, patients and minor therapies among its concepts."""
    return frozenset(own for own in concepts if own.startswith(_NARROW) and own not in BROAD)


def _value(one: Candidate, open_concepts: Mapping[str, float], total: float) -> float:
    return one.worth + _COVERED * sum(open_concepts[own] for own in one.speaks_of) / total


def _is_story(passage: Passage) -> bool:
    """Whether it tells one of the review's own patients' story."""
    return passage.place.startswith("patient") and passage.place.endswith(".1")


def _with_twin(asked: Asked, passage: Passage, digest: Digest) -> list[Passage]:
    """A cell of Table 3 comes with the other therapy's cell when both sides are asked for."""
    if asked.both_sides and passage.place.startswith("table3.") and passage.kind == "cell":
        return list(digest.at(passage.place))
    return [passage]


def _told_next(asked: Asked, chosen: list[Passage], digest: Digest, words: int) -> list[Passage]:
    """What a patient's story tells next: one sentence of it seldom makes sense alone."""
    if not (asked.patients and chosen and _is_story(chosen[0])):
        return []
    story = digest.at(chosen[0].place)
    after = story[story.index(chosen[0]) + 1 :][:1]
    return [passage for passage in after if passage not in chosen and len(passage.text.split()) <= words]
