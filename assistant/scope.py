"""What is declined and why: by kind first, then by evidence. Fails closed: no evidence, no answer.

1. Orders, doses, other diseases, later years, a lay person's own care, small talk: told by the patterns of
   corpus/lexicon/scope.yaml.
2. Text without a question in it: the same few words over and over, or hardly a word known to the field.
3. Questions whose own terms no passage found has: not in the review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

import corpus
from assistant.answer.asked import Asked
from corpus.lexicon import fold
from corpus.models import Frozen
from index.rank import ScoredPassage

_DATA = Path(corpus.__file__).parent / "lexicon" / "scope.yaml"
_LONG = 60
_VARIED = 0.2
"""Texts longer than _LONG words with a smaller share of different words than _VARIED repeat themselves."""


_NEAR = 0.40
_NEAR_KNOWN = 0.22
"""Cosine of the nearest passage below which there is no evidence: without, and with, a word known to the field."""


class Kind(Frozen):
    """A kind of question that is declined."""

    kind: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()

    @property
    def asks(self) -> re.Pattern[str]:
        """Any of the patterns."""
        return _compiled(self.patterns)


@lru_cache(maxsize=32)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.DOTALL)


@lru_cache(maxsize=1)
def load_kinds() -> tuple[Kind, ...]:
    """The kinds of corpus/lexicon/scope.yaml, in the order they are tried."""
    return tuple(Kind(**record) for record in yaml.safe_load(_DATA.read_text(encoding="utf-8")))


def declined_kind(question: str, *, clinical: bool) -> str | None:
    """The kind for which a question is declined, or None.

    `clinical`: the question tells of a patient as clinicians do; other diseases, years and relatives in a patient's
    history, or the doses in it, are then no reason to decline.
    """
    plain = fold(question)
    if repeats_itself(plain):
        return "unclear"
    for kind in load_kinds():
        if clinical and kind.kind != "orders":
            continue
        if kind.asks.search(plain) and not (kind.unless and _compiled(kind.unless).search(plain)):
            return kind.kind
    return None


def repeats_itself(plain: str) -> bool:
    """Whether a long text is the same few words over and over."""
    words = plain.split()
    return len(words) > _LONG and len(set(words)) / len(words) < _VARIED


def without_evidence(question: str, asked: Asked | None, ranked: Sequence[ScoredPassage]) -> str | None:
    """The kind for which a question is declined once the passages are found: nothing near it, or nothing of its own."""
    nearest = max((item.semantic for item in ranked), default=0.0)
    known = asked is not None and bool(asked.concepts)
    if nearest < (_NEAR_KNOWN if known else _NEAR):
        return "small-talk" if nearest < _NEAR_KNOWN else "unclear"
    return None
