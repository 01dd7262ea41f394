"""Words that the review and questions about it are made of: which words of a question are strange to them.

1. A word is known where its stem is that of a word in corpus/asking/vocabulary.txt, of the review and of questions
   about it, or in vocabulary-notes.txt, of patients' notes alone (scripts/asking.py).
2. A word that is nearly a known one is a slip of the pen; one that is not is strange. One that is known from notes
   alone is foreign to the review: "ferritin".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import Stemmer
from rapidfuzz import fuzz, process

from assistant.sense.weights import FOLDER
from corpus.errors import reading
from corpus.lexicon import fold, ways_of_asking
from corpus.models import Frozen

VOCABULARY, OF_NOTES = FOLDER / "vocabulary.txt", FOLDER / "vocabulary-notes.txt"
_WORD = re.compile(r"[a-z][a-z0-9]+")
_ABBREVIATION = re.compile(r"(?<![\w-])(?=\w*[A-Z]\w*[A-Z])[A-Za-z][A-Za-z0-9]{1,5}(?![\w-])")
"""A word with two capitals: "QT", "qPCR"."""
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
    near = {word: _nearest(word, _long_words()) for word in found if _is_unknown(word, load_stems())}
    return Reading(
        strange=tuple(word for word, match in near.items() if match is None),
        mended=tuple(match for match in near.values() if match),
        words=len(found),
    )


def foreign_words(question: str) -> tuple[str, ...]:
    """The words of a question that neither the review nor questions about it have, nor any like them."""
    found = dict.fromkeys(_WORD.findall(fold(question)))
    return tuple(word for word in found if _is_unknown(word, _own_stems()) and not _nearest(word, _long_own_words()))


def foreign_abbreviations(question: str) -> tuple[str, ...]:
    """Its abbreviations that they do not have, however short: "QT". One letter more or less makes another of them."""
    if sum(map(str.isupper, question)) > sum(map(str.islower, question)):  # all of it is shouted
        return ()
    found = dict.fromkeys(fold(match[0]) for match in _ABBREVIATION.finditer(question))
    common = ways_of_asking()["common"]
    return tuple(word for word in found if stem(word) not in _own_stems() and not common.fullmatch(word))


def _is_unknown(word: str, stems: frozenset[str]) -> bool:
    return len(word) >= _LONG and stem(word) not in stems


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a word is a slip of the pen for."""
    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    return match[0] if match else None


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
    return (*_own_words(), *_words_of(OF_NOTES))


@lru_cache(maxsize=1)
def _own_words() -> tuple[str, ...]:
    """Those of the review and of questions about it."""
    return _words_of(VOCABULARY)


def _words_of(path: Path) -> tuple[str, ...]:
    with reading(path, "a word a line"):
        found = tuple(path.read_text(encoding="utf-8").split())
        if not found:
            raise ValueError("no words")
    return found


@lru_cache(maxsize=1)
def load_stems() -> frozenset[str]:
    """The stems of the known words."""
    return frozenset(_stemmer().stemWords(list(load_words())))


@lru_cache(maxsize=1)
def _own_stems() -> frozenset[str]:
    return frozenset(_stemmer().stemWords(list(_own_words())))


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in load_words() if len(word) >= _LONG)


@lru_cache(maxsize=1)
def _long_own_words() -> tuple[str, ...]:
    return tuple(word for word in _own_words() if len(word) >= _LONG)


def stem(word: str) -> str:
    """A word's stem."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
