"""The negative words of a text, and what they say: "lost" and "missing" say the same, "not" and "without" as well."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assistant.checker.lexicon import cue, words

_STEM = 5


class Negative(NamedTuple):
    """A negative word, where it stands."""

    sense: str
    """Of the words of one sense any may stand for another."""
    start: int
    end: int


@lru_cache(maxsize=8192)
def negatives(plain: str, kind: str = "negative") -> tuple[Negative, ...]:
    """The words of a kind of limits.yaml in a folded text, in order."""
    return tuple(Negative(_sense(one[0]), one.start(), one.end()) for one in cue("limits", kind).finditer(plain))


@lru_cache(maxsize=1024)
def _sense(word: str) -> str:
    same = (name for name in words("limits")["senses"] if cue("limits", "senses", name).fullmatch(word))
    return next(same, word[:_STEM])
