"""A text as the gate reads it: words by their stems, figures with their signs, and who or what is named."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import Stemmer

from corpus.lexicon import fold, load_concepts
from corpus.yamls import read_yaml

_TOKEN = re.compile(r"(?P<figure>(?<![\w.])[<>≤≥~]?\s?\d+(?:\.\d+)?(?:\s?%)?(?![a-z\d]))|(?P<word>[a-z]+\d*[a-z]*)")


class Token(NamedTuple):
    """A word or a figure."""

    key: str
    """A word's stem; a figure with "#" before it, sign and percent with it; "seven" is one too."""
    text: str
    start: int
    name: str = ""
    """The therapy, study or patient of the lexicon that it is part of naming."""

    @property
    def is_figure(self) -> bool:
        return self.key.startswith("#")


@lru_cache(maxsize=1)
def gate_words() -> dict[str, Any]:
    """The lists of gate.yaml."""
    lists: dict[str, Any] = read_yaml(Path(__file__).parent / "gate.yaml")
    return lists


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and figures of a text, in order."""
    plain = fold(text)
    kinds = tuple(gate_words()["naming"])
    named = [one for one in load_concepts().find(text) if one.id.startswith(kinds)]
    found = []
    for match in _TOKEN.finditer(plain):
        name = next((one.id for one in named if one.start <= match.start() < one.end), "")
        spelled = gate_words()["numbers"].get(match[0])
        figure = re.sub(r"\s", "", match[0]) if match["figure"] else spelled
        key = f"#{figure}" if figure else stem(match[0])
        found.append(Token(key, match[0], match.start(), name))
    return tuple(found)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its ending."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    return frozenset(str(word) for word in gate_words()["free"])


def is_free(token: Token) -> bool:
    """Whether a word only joins or frames what is said."""
    return token.text in _free() and not token.name


@lru_cache(maxsize=16384)
def turns(word: str) -> str:
    """The kind of a word that turns, limits, orders or weighs a statement; empty for others."""
    for kind, listed in _turning().items():
        if listed.fullmatch(word):
            return kind
    return ""


@lru_cache(maxsize=1)
def _turning() -> dict[str, re.Pattern[str]]:
    kinds = gate_words()["turning"]
    return {
        kind: re.compile("|".join(re.escape(str(word)).replace(r"\*", r"\w*") for word in listed))
        for kind, listed in kinds.items()
    }
