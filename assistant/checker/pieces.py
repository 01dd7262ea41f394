"""The sentences of the passages, apart, and those that a clause of an answer was most likely drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.axes import senses
from assistant.checker.lexicon import cue, words
from assistant.checker.quantities import quantities
from assistant.checker.sources import Source
from assistant.checker.subjects import Subject, subjects
from assistant.checker.terms import Term, terms
from corpus.lexicon import fold

_STOP = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_LEAST = 2
"""Content words that must be shared before a sentence may be where a clause comes from."""
_ENOUGH = 0.55
"""Share of a clause's content, by weight, that such a sentence must hold."""
_NEAR = 0.88
"""Share of the best sentence's hold from which on another may be meant as well."""
_FIGURE = 4.0
"""What a figure in common counts, in the weight of words."""
_SIDES = 3.0
"""What an opposition in common counts that either side may name a different end of: an age, a direction."""


_RARE = 5.0
"""Weight of a word that the review does not have."""
_BOTH = frozenset({"therapy:blinatumomab", "therapy:car_t"})


class Piece(NamedTuple):
    """A sentence of a passage."""

    passage: str
    text: str
    plain: str
    terms: tuple[Term, ...]
    keys: frozenset[str]
    """Of its words, figures and oppositions, and of the passage's label."""
    subjects: tuple[Subject, ...]
    therapies: frozenset[str]
    """Of the passage as a whole, where the sentence itself names none."""


def pieces(source: Source) -> tuple[Piece, ...]:
    """The sentences of a passage, in order."""
    one = source.passage
    return _pieces(one.id, one.text, f"{one.label}. {one.header}", tuple(one.therapies))


@lru_cache(maxsize=2048)
def _pieces(passage: str, told: str, label: str, therapies: tuple[str, ...]) -> tuple[Piece, ...]:
    named, whole = terms(label), frozenset(therapies)
    found = []
    for text in (one for one in _STOP.split(told) if one.strip()):
        plain, said = fold(text), terms(text)
        held = (*said, *named, *content(text, plain, 0, len(text)))
        keys = frozenset(key for term in held for key in term.keys) | _topics(text, plain)
        found.append(Piece(passage, text, plain, said, keys, subjects(text, plain), whole))
    return tuple(found)


def _topics(text: str, plain: str) -> frozenset[str]:
    """The oppositions whose topic a sentence says makes, or makes no, difference."""
    if not any(one.axis == "effect" for one in senses(text, plain)):
        return frozenset()
    topics = words("subjects")["topics"]
    return frozenset(f"side:{family}" for family in topics if cue("subjects", "topics", family).search(plain))


@lru_cache(maxsize=4096)
def content(text: str, plain: str, start: int, end: int) -> tuple[Term, ...]:
    """What a stretch of a text is about: its words, its figures, and the oppositions it names an end of.

    The two therapies are left out, and of an opposition only which it is counts: what is said turned round stands where
    the truth stands.
    """
    groups = [one for one in subjects(text, plain) if one.family in words("arms")]
    ends = senses(text, plain)
    found = [Term("", frozenset({f"side:{one.family}"}), one.start) for one in groups] + [
        Term("", frozenset({f"axis:{one.axis}"}), one.start) for one in ends
    ]
    hidden = [(one.start, one.end) for one in groups] + [(one.start, one.stop) for one in ends]
    found += [
        term
        for term in terms(text)
        if not term.keys & _BOTH and not any(first <= term.start < last for first, last in hidden)
    ]
    found += [Term("", frozenset({f"#{one.value:g}"}), one.start) for one in quantities(plain)]
    return tuple(sorted((one for one in found if start <= one.start < end), key=lambda one: one.start))


def drawn_from(
    judged: tuple[Term, ...],
    cited: Iterable[Source],
    weight: dict[str, float],
    enough: float = _ENOUGH,
    near: float = _NEAR,
) -> tuple[Piece, ...]:
    """The cited sentences that carry most of some content; none where no sentence carries enough."""
    if len(judged) < _LEAST:
        return ()
    worth = worths(judged, weight)
    whole = sum(worth)
    scored = []
    for source in cited:
        for piece in pieces(source):
            held = [value for term, value in zip(judged, worth, strict=True) if not term.keys.isdisjoint(piece.keys)]
            if len(held) >= _LEAST:
                scored.append((sum(held) / whole, piece))
    best = max((score for score, _ in scored), default=0.0)
    return tuple(piece for score, piece in scored if score >= max(enough, near * best))


def hold(judged: tuple[Term, ...], piece: Piece, worth: Sequence[float]) -> float:
    """The share of some content, by weight, that a sentence has; `worth` as `worths` gives it."""
    held = (value for term, value in zip(judged, worth, strict=True) if not term.keys.isdisjoint(piece.keys))
    return sum(held) / (sum(worth) or 1.0)


def worths(judged: tuple[Term, ...], weight: dict[str, float]) -> list[float]:
    """The weight of each word of some content."""
    return [_worth(term, weight) for term in judged]


def counted_in(judged: tuple[Term, ...], cited: Iterable[Source]) -> tuple[Piece, ...]:
    """The cited sentences that hold a figure of some content and a word of it besides."""
    figures = {key for term in judged for key in term.keys if key.startswith("#")}
    others = {key for term in judged for key in term.keys if not key.startswith("#")}
    told = (piece for source in cited for piece in pieces(source))
    return tuple(piece for piece in told if piece.keys & figures and piece.keys & others)


def _worth(term: Term, weight: dict[str, float]) -> float:
    key = next(iter(term.keys))
    if key.startswith("#"):
        return _FIGURE
    if key.startswith(("side:", "axis:")):
        return _SIDES if key.startswith("side:") else _SIDES / 2
    return min((weight.get(key, _RARE) for key in term.keys), default=_RARE)
