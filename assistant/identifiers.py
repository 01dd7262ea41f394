"""What can tell who a patient is, found in a question: names, dates of birth, record numbers, contacts.

Patterns are data (corpus/lexicon/identifiers.yaml). Nothing is guessed: a name or number must be announced as one, or
have a shape of its own, so that a missed one is possible and a figure of the case is left alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import corpus
from assistant.sense.vocabulary import load_words
from corpus.models import Frozen
from corpus.yamls import read_yaml

_PATTERNS = Path(corpus.__file__ or "").parent / "lexicon" / "identifiers.yaml"


class Identifier(Frozen):
    """One of them in a text."""

    kind: str
    """In words: "name", "date of birth", "record number", "contact"."""
    start: int
    end: int
    words: str
    instead: str
    """What stands in its place once it is struck out."""


class _Pattern(Frozen):
    kind: str
    instead: str
    find: tuple[str, ...]
    unknown: bool = False


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The identifiers of a text, in its order, none overlapping."""
    kept: list[Identifier] = []
    for found in sorted(_every(text), key=lambda one: (one.start, -one.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def swaps(text: str) -> dict[str, str]:
    """What stands in place of each identifier of a text, by its words."""
    return {one.words: one.instead for one in identifiers(text)}


def struck_out(text: str) -> str:
    """The text with each identifier replaced by what it is: "[name], 34-year-old woman"."""
    for one in reversed(identifiers(text)):
        text = text[: one.start] + one.instead + text[one.end :]
    return text


def _every(text: str) -> list[Identifier]:
    return [
        Identifier(
            kind=known.kind, start=match.start("it"), end=match.end("it"), words=match["it"], instead=known.instead
        )
        for known, pattern in _patterns()
        for match in pattern.finditer(text)
        if not known.unknown or _unknown(match["it"])
    ]


def _unknown(words: str) -> bool:
    known = _known_words()
    return any(word.casefold() not in known for word in re.findall(r"[^\W\d_]{2,}", words))


@cache
def _known_words() -> frozenset[str]:
    return frozenset(load_words())


@cache
def _patterns() -> tuple[tuple[_Pattern, re.Pattern[str]], ...]:
    told = read_yaml(_PATTERNS)
    words: dict[str, str] = {}
    for name, pattern in told["words"].items():
        words[name] = _filled(pattern, words)
    patterns = [_Pattern.model_validate(record) for record in told["patterns"]]
    return tuple((known, re.compile(_filled(find, words))) for known in patterns for find in known.find)


def _filled(pattern: str, words: dict[str, str]) -> str:
    for name, own in words.items():
        pattern = pattern.replace(f"{{{name}}}", own)
    return pattern
