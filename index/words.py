"""A text as search terms: stemmed words that keep "4-6", "car-t", "5%", and the concepts it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

_WORD = re.compile(r"[\w%]+(?:[-+/.][\w%]+)*")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
# British and American spelling as one; both sides are folded, so a wrong fold costs nothing.
_SPELLINGS = ((re.compile(r"[ao]e"), "e"), (re.compile(r"our(?=s?\b|ed\b|ing\b|able\b)"), "or"),
              (re.compile(r"is(?=(?:e[ds]?|ing|ations?)\b)"), "iz"))  # fmt: skip
_STOP = frozenset(
    "a an and any are as at be been being but by can could did do does doing for from had has have having he her here "
    "hers him his how i if in into is it its itself me my of on or our ours please she should so some such than that "
    "the their theirs them then there these they this those to too us very was we were what when where which while who "
    "whom whose why will with would you your".split()
)


class Concepts(Protocol):
    """Finds the concepts a text names, whatever words it uses for them."""

    @property
    def all(self) -> Sequence[object]:
        """The vocabulary; its repr is hashed, so that another vocabulary means another build."""
        ...

    def ids(self, text: str) -> tuple[str, ...]:
        """Concept ids such as `study:mskcc`, `measure:relapse`, `topic:high-burden`."""
        ...


def stemmer() -> Any:
    """The English Snowball stemmer."""
    import Stemmer

    return Stemmer.Stemmer("english")


def terms(text: str, stem: Any, concepts: Concepts | None) -> list[str]:
    """Search terms of a text, repeated as often as they stand in it; concepts once each.

    A compound counts whole and in its worded parts: "KMT2A-rearranged" is found by either.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    found: list[str] = []
    for match in _WORD.finditer(plain):
        word = match.group()
        parts = [part for part in re.split(r"[-+/.]", word) if len(part) > 1 and not part[0].isdigit()]
        found += [word, *parts] if "-" in word or "/" in word or "+" in word else [word]
    words = [_fold(word) for word in found if word not in _STOP]
    return [*stem.stemWords(words), *(concepts.ids(text) if concepts else ())]


def _fold(word: str) -> str:
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word
