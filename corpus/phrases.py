"""Many phrases sought in a text at once, the longest first, each between word borders.

The same as one pattern a kind, `(?<!\\w)(?:longest|...|shortest)(?!\\w)`, and many times faster, nothing compiled:
at each beginning of a word only the phrases that begin with its first two characters are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_BEGINNING = re.compile(r"(?<!\w)\S")
"""Where something may begin: at what is no blank and follows no part of a word."""


class Found(NamedTuple):
    """A phrase in a text: the number of its kind, and the characters it was found at."""

    kind: int
    start: int
    end: int


class _Phrase(NamedTuple):
    length: int
    words: tuple[str, ...]
    wild: bool
    """Whether its last word may end in any way."""


_Kinds = tuple[tuple[int, tuple[_Phrase, ...]], ...]
"""Phrases by the number of their kind, the longest first."""


class Phrases:
    """Phrases of several kinds, in small letters; between words blanks and hyphens may stand, a last * is any end."""

    def __init__(self, kinds: Sequence[Iterable[str]]) -> None:
        self._by_beginning: dict[str, dict[int, list[_Phrase]]] = {}
        self._tried: dict[str, _Kinds] = {}
        for kind, phrases in enumerate(kinds):
            for text in phrases:
                phrase = _Phrase(len(text), tuple(text.removesuffix("*").split(" ")), text.endswith("*"))
                self._by_beginning.setdefault(phrase.words[0][:2], {}).setdefault(kind, []).append(phrase)

    def found(self, plain: str) -> Iterator[Found]:
        """The phrases in a folded text, from left to right, with their kind; of one kind none inside another."""
        ends: dict[int, int] = {}
        tried = self._tried
        for beginning in _BEGINNING.finditer(plain):
            start = beginning.start()
            first = plain[start : start + 2]
            for kind, phrases in tried[first] if first in tried else self._to_try(first):
                if start >= ends.get(kind, 0) and (end := _end(plain, start, phrases)):
                    ends[kind] = end
                    yield Found(kind, start, end)

    def _to_try(self, first: str) -> _Kinds:
        """What may begin with these two characters."""
        here = [self._by_beginning[key] for key in dict.fromkeys((first, first[:1])) if key in self._by_beginning]
        if not here:
            return ()  # not kept: there is no end of what words of a text may begin with
        kinds = sorted({kind for found in here for kind in found})
        each = ((kind, [one for found in here for one in found.get(kind, ())]) for kind in kinds)
        self._tried[first] = tuple((kind, tuple(sorted(own, key=lambda one: -one.length))) for kind, own in each)
        return self._tried[first]


def _end(plain: str, start: int, phrases: Iterable[_Phrase]) -> int:
    """Where the first of the phrases that stands here ends; 0 where none does."""
    for _, words, wild in phrases:
        if plain.startswith(words[0], start):
            at = _after(plain, start + len(words[0]), words[1:], wild)
            if at:
                return at
    return 0


def _after(plain: str, at: int, words: Sequence[str], wild: bool) -> int:
    """Where a phrase ends of which these words are still to come; 0 where they do not."""
    length = len(plain)
    for word in words:
        while at < length and (plain[at] == "-" or plain[at].isspace()):
            at += 1
        if not plain.startswith(word, at):
            return 0
        at += len(word)
    while wild and at < length and _in_word(plain[at]):
        at += 1
    return 0 if at < length and _in_word(plain[at]) else at


def _in_word(character: str) -> bool:
    """What \\w is in a pattern."""
    return character.isalnum() or character == "_"
