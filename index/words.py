"""A text as search terms: stemmed words that keep "4-6", "car-t" and "5%"; and what finds concepts in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

from corpus.signs import alike

_WORD = re.compile(r"[\w%]+(?:[-+/.][\w%]+)*")
_JOINT = re.compile(r"[-+/.]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
# British and American spelling as one; both sides are folded, so a wrong fold costs nothing.
_SPELLINGS = (
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"our(?=s?\b|ed\b|ing\b|able\b)"), "or"),
    (re.compile(r"is(?=(?:e[ds]?|ing|ations?)\b)"), "iz"),
)
_FUNCTION_WORDS = (
    "a an and any are as at be been being but by can could did do does doing for from had has have having he her here "
    "hers him his how i if in into is it its itself me my of on or our ours please she should so some such than that "
    "the their theirs them then there these they this those to too us very was we were what when where which while who "
    "whom whose why will with would you your"
)
_STOP = frozenset(_FUNCTION_WORDS.split())


class Concept(Protocol):
    """Something the review speaks of."""

    @property
    def id(self) -> str:
        """Its kind and name: `study:mskcc`, `measure:relapse`, `topic:high-burden`."""
        ...

    @property
    def places(self) -> tuple[str, ...]:
        """Places that are known to be about it, whatever words they use."""
        ...


class Concepts(Protocol):
    """Finds the concepts a text names, whatever words it uses for them."""

    @property
    def all(self) -> Sequence[Concept]:
        """The vocabulary; its repr is hashed, so that another vocabulary means another build."""
        ...

    def ids(self, text: str) -> tuple[str, ...]:
        """Ids of the concepts that a text names, each once."""
        ...


def terms(text: str) -> list[str]:
    """Search terms of a text, repeated as often as they stand in it.

    A compound counts whole and in its worded parts: "KMT2A-rearranged" is found by either.
    """
    import Stemmer

    plain = alike(unicodedata.normalize("NFKC", text)).translate(_DASHES).lower()
    found: list[str] = []
    for word in _WORD.findall(plain):
        found.append(word)
        if any(joint in word for joint in "-/+"):
            found += [part for part in _JOINT.split(word) if len(part) > 1 and not part[0].isdigit()]
    # A stemmer is not safe across threads, and costs microseconds to make.
    return list(Stemmer.Stemmer("english").stemWords([_fold(word) for word in found if word not in _STOP]))


def _fold(word: str) -> str:
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word
