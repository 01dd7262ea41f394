"""The checker's words, read from corpus/lexicon/checker: phrases made into patterns, once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

import corpus
from corpus.errors import reading
from corpus.lexicon import fold

_GAP = r"(?:[^\w;]++\w(?:\w|['%-](?=\w))*+['%-]*){0,5}?(?:[^\w;]++\w[\w'%-]*-|[^\w;]+)"
"""Up to five words; the last may be the first part of "CNS-directed". Each takes all it can, or a row of hyphens could
be parted in ever more ways."""


@lru_cache(maxsize=32)
def words(name: str) -> Any:
    """The content of one file of the checker's lexicon; every value is text, as "no" and "1" are words here.

    Raises DataFileError where the file is damaged.
    """
    path = Path(corpus.__file__).parent / "lexicon" / "checker" / f"{name}.yaml"
    with reading(path, "the checker's words"):
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        if not isinstance(held, dict | list) or not held:
            raise ValueError("no words")
    return held


def phrase(text: str) -> str:
    r"""A phrase as a pattern: `*` any word ending, ` ... ` up to five words between.

    A phrase with any of `\?^[|(` is a regular expression already (no spaces in its brackets). Hyphens and spaces
    are one; capitals and accents do not matter, as the text searched is folded.
    """
    if any(sign in text for sign in "\\?^[|("):
        # A word with hyphens and the hyphens between words could be parted in ever more ways: each takes all it can.
        own = text.replace(" ... ", _GAP).replace(r"[\w-]+ ", r"[\w-]++[\s-]++")
        return own.replace(" ", r"[\s-]+")
    parts = [_words(part) for part in fold(text).split(" ... ")]
    return _GAP.join(parts)


def _words(text: str) -> str:
    pieces = [re.escape(word).replace(r"\*", r"\w*") for word in re.split(r"[\s-]+", text.strip()) if word]
    return r"[\s-]+".join(pieces)


@lru_cache(maxsize=1024)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(phrase(text) for text in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many phrases, longest first, at word edges."""
    return _pattern(tuple(phrases))


@lru_cache(maxsize=512)
def cue(name: str, *path: str | int) -> re.Pattern[str]:
    """The pattern of a list of phrases in a file: cue("hedges", "certain")."""
    found = words(name)
    for key in path:
        found = found[key]
    return pattern(found)
