"""The words of a text that carry its content: stemmed, synonyms made one, the shared lexicon's concepts beside them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from assistant.checker.lexicon import words
from assistant.checker.sources import Source
from assistant.checker.subjects import mentions
from corpus.lexicon import fold
from corpus.models import Passage

_WORD = re.compile(r"[a-z]+n't(?!\w)|[a-zµμ]+(?:[-/+][a-z0-9]+)*\d*|(?<![\d.])[a-z]*\d+[a-z]+\w*")


_UN = re.compile(r"^(?:un|non)-?(?=[a-z]{4})")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation|ations)$)")
_AGED = re.compile(r"\d{1,3}[fm]")
"""An age and a sex in one word: "64f"; a figure, not a word."""


class Term(NamedTuple):
    """A content word: its keys (stem, synonym sets, concepts), any one of which may support it."""

    word: str
    keys: frozenset[str]
    start: int


@lru_cache(maxsize=2048)
def terms(text: str) -> tuple[Term, ...]:
    """The content words of a text, in order; empty words, marks and bare numbers left out."""
    plain = fold(text)
    concepts = [one for one in mentions(text) if one.id not in words("support")["broad"]]
    found = []
    for match in _WORD.finditer(plain):
        word = match[0]
        held = {
            one.id
            for one in concepts
            if one.start <= match.start()
            and match.end() <= one.end
            and (word not in _empty() or _hollow(plain[one.start : one.end]))
        }
        if word.endswith("n't") or _AGED.fullmatch(word) or _counts(word) or (word in _empty() and not held):
            continue
        keys = frozenset({*_keys(word), *held})
        if keys:
            found.append(Term(word, keys, match.start()))
    return tuple(found)


@lru_cache(maxsize=8192)
def _counts(word: str) -> bool:
    """Whether a word is a number: "seventeen", "twenty-two", "million"."""
    table = words("reading")
    return all(part in table["number_words"] or part in table["multiples"] for part in word.split("-"))


def _hollow(phrase: str) -> bool:
    """Whether a concept's phrase consists of words that carry nothing by themselves: "at once"."""
    return all(word in _empty() for word in _WORD.findall(phrase))


@lru_cache(maxsize=8192)
def _keys(word: str) -> frozenset[str]:
    parts = {word, *re.split(r"[-/+]", word)} if re.search(r"[-/+]", word) else {word}
    keys = set()
    for part in parts:
        if part in _empty() or len(part) < 2:
            continue
        stem = _stem(part)
        keys.add(stem)
        keys.update(_same().get(stem, ()))
    return frozenset(keys)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    stemmed: str = _stemmer().stemWord(_american(word))
    return stemmed


def _american(word: str) -> str:
    for british, american in words("support")["spelling"].items():
        word = word.replace(british, american)
    return _ISE.sub("iz", word)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(str(word) for word in words("support")["empty"])


@lru_cache(maxsize=8192)
def everyday(term: Term) -> bool:
    """Whether a word is one in which anything may be told: "worry", "headline", "week-by-week"."""
    parts = re.split(r"[-/+]", term.word)
    return all(part in _empty() or _is_everyday(part) for part in parts) or _is_everyday(term.word)


def _is_everyday(word: str) -> bool:
    plain = re.sub(r"(i?)e(?:r|st)$", lambda ending: "y" if ending[1] else "", word)
    root = re.sub(r"(?:ial)?(?:ly)?$", "", bare(word))
    return bare(word) in _empty() or not _everyday().isdisjoint((_stem(word), _stem(plain), _stem(root)))


def bare(word: str) -> str:
    """A word without the syllable that denies it: "transplanted" of "untransplanted"; any other as it is."""
    return _UN.sub("", word)


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    lists = words("support")
    return frozenset(_stem(word) for word in (*lists["everyday"], *lists["scholarly"]))


@lru_cache(maxsize=1)
def _same() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, group in enumerate(words("support")["same"]):
        for word in group:
            found.setdefault(_stem(str(word)), set()).add(f"={number}")
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def offered(passages: Iterable[Passage]) -> frozenset[str]:
    """All keys that some passages offer, those of their headings and labels included."""
    return frozenset[str]().union(*(_offered(one.text, one.label, one.header) for one in passages))


def source_keys(sources: Iterable[Source]) -> frozenset[str]:
    """All keys that the passages of some sources offer."""
    return offered(source.passage for source in sources)


@lru_cache(maxsize=2048)
def _offered(text: str, label: str, header: str) -> frozenset[str]:
    return _keys_of(text) | _keys_of(f"{label}. {header}")


@lru_cache(maxsize=2048)
def _keys_of(text: str) -> frozenset[str]:
    return frozenset(key for term in terms(text) for key in term.keys)


def weights(passages: Iterable[frozenset[str]]) -> dict[str, float]:
    """How telling each key is: inverse document frequency over some passages."""
    known = list(passages)
    seen = Counter(key for keys in known for key in keys)
    return {key: math.log((1 + len(known)) / (0.5 + count)) for key, count in seen.items()}
