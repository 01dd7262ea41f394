"""Words that the review and questions about it are made of: which words of a question are strange to them.

1. A word is known where its stem is that of a word in corpus/asking/vocabulary.txt (scripts/asking.py).
2. A word that is nearly a known one is a slip of the pen; one that is not is strange.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer
from rapidfuzz import fuzz, process

from assistant.sense.weights import FOLDER
from corpus.lexicon import fold
from corpus.models import Frozen

VOCABULARY = FOLDER / "vocabulary.txt"
_WORD = re.compile(r"[a-z][a-z0-9]+")
_NEARLY = 84
"""Similarity of 0 to 100 from which a word is taken for a slip of the pen."""
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_ORDINAL = re.compile(r"(?<!\w)(?:1st|2nd|3rd)(?!\w)")
_MOST = 400
"""Characters of a question whose slips are mended: longer ones say enough without."""
_LONG = 5
"""Letters from which a word is judged at all: short ones are too near to others."""


class Reading(Frozen):
    """A question's words that are not known."""

    strange: tuple[str, ...]
    """Those that are like no known word."""
    mended: tuple[str, ...]
    """What the others were meant to be."""
    words: int
    """How many words the question has, each counted once."""


def read_words(question: str) -> Reading:
    """The unknown words of a question. Pure; well below a millisecond where all are known."""
    found = dict.fromkeys(_WORD.findall(fold(question)))
    stems = load_stems()
    unknown = [word for word in found if len(word) >= _LONG and stem(word) not in stems]
    near = {word: process.extractOne(word, _long_words(), scorer=fuzz.ratio, score_cutoff=_NEARLY) for word in unknown}
    return Reading(
        strange=tuple(word for word, match in near.items() if match is None),
        mended=tuple(match[0] for match in near.values() if match),
        words=len(found),
    )


def with_mended(question: str) -> str:
    """The question with the words behind it that its slips of the pen and its "1st" stand for; else itself."""
    numbered = [_ORDINALS[match[0]] for match in _ORDINAL.finditer(fold(question[:_MOST]))]
    mended = (*read_words(question[:_MOST]).mended, *numbered)
    return f"{question} ({' '.join(mended)})" if mended else question


def words_of(texts: Iterable[str]) -> list[str]:
    """The vocabulary of some texts, sorted."""
    return sorted({word for text in texts for word in _WORD.findall(fold(text))})


@lru_cache(maxsize=1)
def load_words() -> tuple[str, ...]:
    """The known words."""
    return tuple(VOCABULARY.read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def load_stems() -> frozenset[str]:
    """The stems of the known words."""
    return frozenset(_stemmer().stemWords(list(load_words())))


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in load_words() if len(word) >= _LONG)


def stem(word: str) -> str:
    """A word's stem."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
