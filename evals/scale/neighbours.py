"""Passages that might stand in other reviews of the field: the digest's own, told of other studies with other figures.

A copy of the digest is made by one mapping of its words, drawn from a seed and the copy's number:
1. every study's name becomes a made-up one, and of the drugs' names about half, with their endings kept;
2. every figure becomes another of the same form, percentages within 100;
3. of the other words a share of 10 to 35 in 100, its own for each copy, becomes other words of the digest.
So a copy speaks of the field as the digest does, about something else, and its sentences no longer answer the digest's
questions, or hardly. The places of a copy have its sign before them (`qzd.patient2.4`): signs are drawn, so that copies
come before the review's places as often as after them wherever names decide.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from corpus.lexicon import Concepts
from corpus.models import Passage
from index.units import Unit

_PART = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[\W_]+")
_WORD = re.compile(r"[a-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SYLLABLES = ("ba", "do", "fe", "gi", "ka", "lo", "mi", "no", "pu", "ra", "si", "te", "vo", "xa", "zu")
_DRUGS = 0.5
"""Share of the drugs' names that become others."""
_SWAPPED = (0.10, 0.35)
"""Least and largest share of the other words that become others."""
_ENDING = 3
"""Letters of a drug's name that are kept at its end."""


class Copy(NamedTuple):
    """One copy of the digest's passages and of the units they are embedded as."""

    sign: str
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]


class Neighbours:
    """Copies of some passages, each by its number: the same seed and number give the same copy."""

    def __init__(self, passages: Sequence[Passage], units: Sequence[Unit], concepts: Concepts, seed: int) -> None:
        self._passages, self._units, self._seed = tuple(passages), tuple(units), seed
        self._studies, self._drugs = _studies(concepts), _drugs(concepts)
        texts = [text for one in passages for text in (one.text, one.label, one.header)] + [unit.text for unit in units]
        self._parts = {text: tuple(_PART.findall(text)) for text in dict.fromkeys(texts)}
        self._vocabulary = sorted({part for parts in self._parts.values() for part in parts})
        self._words = [part for part in self._vocabulary if _WORD.fullmatch(part)]

    def copy(self, number: int) -> Copy:
        """The copy of a number from 1 on."""
        rng = random.Random(f"{self._seed}/{number}")
        sign = "".join(rng.choices(_LETTERS, k=6))
        said = partial(self._said, self._mapping(rng))
        return Copy(
            sign,
            tuple(_as_passage(one, sign, said(one.text), said(one.label), said(one.header)) for one in self._passages),
            tuple(_as_unit(unit, sign, said(unit.text)) for unit in self._units),
        )

    def _said(self, mapping: dict[str, str], text: str) -> str:
        return "".join([mapping.get(part, part) for part in self._parts[text]])

    def _mapping(self, rng: random.Random) -> dict[str, str]:
        share = rng.uniform(*_SWAPPED)
        found = {}
        for part in self._vocabulary:
            if part[0].isdigit():
                found[part] = _figure(part, rng)
            elif part.lower() in self._studies:
                found[part] = _name(part, 0, rng)
            elif part.lower() in self._drugs:
                if rng.random() < _DRUGS:
                    found[part] = _name(part, _ENDING, rng)
            elif _WORD.fullmatch(part) and rng.random() < share:
                found[part] = rng.choice(self._words)
        return found


def prefixed(own: str, sign: str) -> str:
    """The id of a copy's unit, passage or place: `place:qzd.patient2.4:1` for `place:patient2.4:1`."""
    kind, colon, rest = own.partition(":")
    return f"{kind}:{sign}.{rest}" if colon else f"{sign}.{own}"


def _studies(concepts: Concepts) -> frozenset[str]:
    """The proper names among the words for studies, in small letters; what other concepts are called is none."""
    of_studies, others = set[str](), set[str]()
    for concept in concepts.all:
        found = {part for phrase in concept.phrases for part in _PART.findall(phrase)}
        if concept.kind == "study":
            of_studies |= {part.lower() for part in found if part[0].isupper() and len(part) >= _ENDING}
        else:
            others |= {part.lower() for part in found}
    return frozenset(of_studies - others)


def _drugs(concepts: Concepts) -> frozenset[str]:
    """The therapies' names of one word."""
    phrases = (phrase for concept in concepts.all if concept.kind == "therapy" for phrase in concept.phrases)
    return frozenset(phrase for phrase in phrases if _WORD.fullmatch(phrase))


def _figure(text: str, rng: random.Random) -> str:
    """Another figure with as many digits and decimals: a percentage stays below 100."""
    first, rest = rng.choice("123456789"), text[1:]
    return first + "".join(rng.choice("0123456789") if digit.isdigit() else digit for digit in rest)


def _name(word: str, kept: int, rng: random.Random) -> str:
    ending = word[len(word) - kept :] if kept else ""
    made = "".join(rng.choices(_SYLLABLES, k=3)) + ending.lower()
    return made.upper() if word.isupper() else made.capitalize() if word[0].isupper() else made


def _as_passage(passage: Passage, sign: str, text: str, label: str, header: str) -> Passage:
    return Passage(
        id=prefixed(passage.id, sign), locators=tuple(prefixed(own, sign) for own in passage.locators),
        text=text, kind=passage.kind, label=label, header=header,
    )  # fmt: skip


def _as_unit(unit: Unit, sign: str, text: str) -> Unit:
    return Unit(id=prefixed(unit.id, sign), kind=unit.kind, place=prefixed(unit.place, sign), text=text)
