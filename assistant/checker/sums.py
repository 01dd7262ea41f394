"""Sums told term by term ("24 + 17 + 2 = 43"): each term stands in a cited passage, and the total is their sum.

A total that is worked out is no figure of the review, though it may equal one; nor are the studies named beside it
its own: where as many are named as there are terms, they belong to the terms, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.quantity import Quantity
from assistant.checker.subjects import mentions, study_places
from corpus.lexicon import Mention

_PLUS = re.compile(r"[^.;=+\d]*?(?:\+|(?<!\w)plus(?!\w))[^.;=+\d]*")
_IS = re.compile(
    r"[^.;+=\d]*(?:=|(?<!\w)(?:equals?|makes?|gives?|comes? to|adds? up to|sums? to|is|are)(?!\w))[^.;+=\d]*"
)
_PAIR = 2
_EXACT = 1e-6


class Sum(NamedTuple):
    """Indexes of the figures that are added up, and of the total; the names of the studies the terms are of."""

    terms: tuple[int, ...]
    total: int
    names: tuple[Mention, ...] = ()

    @property
    def places(self) -> tuple[frozenset[str], ...]:
        """The places of each term's study, in order; none where they are not told."""
        return tuple(study_places(study) for study in dict.fromkeys(one.id for one in self.names))

    def accounts_for(self, at: int, quantity: Quantity) -> bool:
        """Whether a figure is the total, or part of a study's name: the 3 of "Phase 3 randomized"."""
        return at == self.total or any(one.start <= quantity.start < one.end for one in self.names)


def sums(claim: Claim, found: Sequence[Quantity]) -> tuple[Sum, ...]:
    """The sums that a claim spells out, in order."""
    kept: list[Sum] = []
    for first in range(len(found)):
        terms = _spelled(claim.plain, found, first)
        total = terms[-1] + 1
        if len(terms) < _PAIR or total >= len(found) or (kept and first <= kept[-1].total):
            continue
        if _IS.fullmatch(claim.plain, found[terms[-1]].end, found[total].start):
            kept.append(Sum(terms, total))
    names = tuple(one for one in mentions(claim.clean) if one.id.startswith("study:"))
    alone = len(kept) == 1 and len({one.id for one in names}) == len(kept[0].terms)
    return (kept[0]._replace(names=names),) if alone else tuple(kept)


def _spelled(plain: str, found: Sequence[Quantity], first: int) -> tuple[int, ...]:
    """The figures joined by plus signs from one on."""
    last = first
    while last + 1 < len(found) and _PLUS.fullmatch(plain, found[last].end, found[last + 1].start):
        last += 1
    return tuple(range(first, last + 1))


def misadded(found: Sequence[Quantity], told: Sequence[Sum]) -> Iterable[tuple[Quantity, str]]:
    """The totals that are not the sum of their terms, each with what it should be."""
    for one in told:
        right = sum(found[at].value for at in one.terms)
        if abs(right - found[one.total].value) > _EXACT:
            yield found[one.total], f"{' + '.join(f'{found[at].value:g}' for at in one.terms)} = {right:g}"
