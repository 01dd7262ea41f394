"""Many phrases sought in a text at once, the longest first, each between word borders.

The same as one pattern of all phrases, `(?<!\\w)(?:longest|...|shortest)(?!\\w)`, and many times faster: at each
beginning of a word only the phrases that begin with its first two characters are tried, by a pattern of their own that
is compiled when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_BEGINNING = re.compile(r"(?<!\w)\S")
"""Where something may begin: at what is no blank and follows no part of a word."""
_Patterns = tuple[tuple[int, re.Pattern[str]], ...]
"""Patterns with the kind of their phrases."""


class Phrases:
    """Phrases of several kinds, in small letters; between words blanks and hyphens may stand, a last * is any end."""

    def __init__(self, kinds: Sequence[Iterable[str]]) -> None:
        self._by_beginning: dict[str, dict[int, list[str]]] = {}
        self._patterns: dict[str, _Patterns] = {}
        for kind, phrases in enumerate(kinds):
            for phrase in phrases:
                self._by_beginning.setdefault(_beginning(phrase), {}).setdefault(kind, []).append(phrase)

    def found(self, plain: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The phrases in a folded text, from left to right, with their kind; of one kind none inside another."""
        ends: dict[int, int] = {}
        patterns = self._patterns
        for beginning in _BEGINNING.finditer(plain):
            start = beginning.start()
            first = plain[start : start + 2]
            for kind, pattern in patterns[first] if first in patterns else self._made(first):
                match = pattern.match(plain, start) if start >= ends.get(kind, 0) else None
                if match:
                    ends[kind] = match.end()
                    yield kind, match

    def _made(self, first: str) -> _Patterns:
        """What may begin with these two characters, a pattern for each kind."""
        here = [self._by_beginning[key] for key in dict.fromkeys((first, first[:1])) if key in self._by_beginning]
        if not here:
            return ()  # not kept: there is no end of what words of a text may begin with
        kinds = sorted({kind for found in here for kind in found})
        made = tuple((kind, _pattern([one for found in here for one in found.get(kind, ())])) for kind in kinds)
        self._patterns[first] = made
        return made


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    body = "|".join(map(_regex, sorted(phrases, key=len, reverse=True)))
    return re.compile(rf"(?:{body})(?!\w)")


def _beginning(phrase: str) -> str:
    """The two characters that every text of a phrase begins with; one where its first word has no more."""
    return phrase.split(" ")[0].removesuffix("*")[:2]


def _regex(phrase: str) -> str:
    words = phrase.removesuffix("*").split(" ")
    return r"[\s-]*".join(map(re.escape, words)) + (r"\w*" if phrase.endswith("*") else "")
