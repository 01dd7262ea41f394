"""Phrases and notes as the model learns from them: tokens, and of each token what it tells of every fact.

Kinds of words, for each fact: 0 on another topic, 1 on the topic but telling no value, 2 the first value, 3 the next...
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.facts.view import view_of
from corpus.meaning import UNSTATED, Mark, MarkedNote, PhraseBank

_UNMARKED = 0.6
"""Weight of unmarked words of a note: some do tell a fact that the writer passed over."""
_OTHER_BANKS = 0.08
"""Weight of a phrase on all facts but its bank's: nobody marked what else it tells."""
_MOST = 5
"""Phrases of one made-up note."""
_JOINTS = (". ", ". ", ", ", "; ", ". ", " - ", " and ", ", and ")


class Lesson(NamedTuple):
    """One text: token ids (tokens,), kinds and weights (tokens, facts)."""

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    weights: NDArray[np.float32]


def note_lesson(note: MarkedNote, banks: Sequence[PhraseBank], tokenizer: Any) -> Lesson:
    """A marked note, as notes are read: in the plain view."""
    return _lesson(note, banks, tokenizer, _UNMARKED)


def phrase_notes(banks: Sequence[PhraseBank], chance: Random, least: int) -> list[MarkedNote]:
    """All phrases of the banks, each once, in made-up notes of `least` to `_MOST` phrases of different banks."""
    phrases = [
        (phrase.strip(" .?!"), bank.key, value)
        for bank in banks
        for value, told in ((UNSTATED, bank.unstated), *bank.values.items())
        for phrase in told
    ]
    chance.shuffle(phrases)
    found = []
    while phrases:
        together, keys = [], set()
        for phrase in phrases[: chance.randint(least, _MOST)]:
            if phrase[1] not in keys:
                together.append(phrase)
                keys.add(phrase[1])
        phrases = [phrase for phrase in phrases if phrase not in together]
        found.append(_joined(together, chance))
    return found


def phrase_lesson(note: MarkedNote, banks: Sequence[PhraseBank], tokenizer: Any) -> Lesson:
    """A made-up note of bank phrases."""
    return _lesson(note, banks, tokenizer, _OTHER_BANKS)


def _joined(phrases: Sequence[tuple[str, str, str]], chance: Random) -> MarkedNote:
    text, marks = "", []
    for phrase, key, value in phrases:
        text += chance.choice(_JOINTS) if text else ""
        marks.append(Mark(start=len(text), end=len(text) + len(phrase), key=key, value=value))
        text += phrase
    return MarkedNote(text=text, marks=tuple(marks))


def _lesson(note: MarkedNote, banks: Sequence[PhraseBank], tokenizer: Any, unmarked: float) -> Lesson:
    view = view_of(note.text)
    encoding = tokenizer.encode(view.text)
    spans = np.array(encoding.offsets)
    kinds = np.zeros((len(spans), len(banks)), np.int64)
    weights = np.full(kinds.shape, unmarked, np.float32)
    for mark in note.marks:
        at = next(place for place, bank in enumerate(banks) if bank.key == mark.key)
        start, end = view.back(mark.start, mark.end)
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end) & (spans[:, 1] > spans[:, 0])
        kinds[inside, at] = 1 if mark.value == UNSTATED else 2 + list(banks[at].values).index(mark.value)
        weights[inside, at] = 1
    weights[spans[:, 1] == spans[:, 0]] = 0
    return Lesson(np.array(encoding.ids, dtype=np.int64), kinds, weights)
