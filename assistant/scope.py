"""What is declined and why: by kind first, then by evidence. Fails closed: no evidence, no answer.

1. Orders, doses, other diseases, later years, a lay person's own care, small talk, what the review does not report:
   told by the question's sense (assistant.sense) and by the patterns of corpus/lexicon/scope.yaml. Where a study and a
   column of its table are asked for, the cell answers.
2. Text without a question in it: the same few words over and over, or hardly a word known to the field.
3. Questions whose own terms no passage found has: not in the review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import corpus
from assistant.answer.asked import Asked
from assistant.sense.sense import Sensed
from assistant.sense.vocabulary import read_words
from corpus.errors import reading
from corpus.lexicon import fold, ways_of_asking
from corpus.models import Frozen
from corpus.yamls import read_yaml
from index.rank import ScoredPassage

_DATA = Path(corpus.__file__).parent / "lexicon" / "scope.yaml"
_LONG = 60
_VARIED = 0.2
"""Texts longer than _LONG words with a smaller share of different words than _VARIED repeat themselves."""


_ALWAYS = ("orders",)
"""Kinds that a pattern alone tells."""
_EVEN_CLINICAL = ("orders", "personal")
"""Kinds for which even a patient's note is declined."""
_UNREPORTED = ("not-reported", "made-up")
_UNANSWERED = (*_UNREPORTED, "unclear")
"""Kinds of question that a passage's nearness tells from those that are answered."""
_IDLE = ("small-talk", "unclear")
"""Kinds that a question naming a study of the review is not of."""
_SAID_AS = dict.fromkeys(_UNREPORTED, "not-in-review")
_SENSED, _STRANGE, _TOLD, _CLINICAL, _THIRD = 0.8, 0.2, 0.05, 0.9, 0.95
"""Chance that a question is none to be answered from which it is declined: by its sense alone; where it has a word that
neither the review nor questions about it know; where a pattern tells of its kind as well; for one kind, where a patient
is told of, and where that is somebody whom clinicians speak of so ("a woman", "this patient")."""
_NONSENSE = 0.4
"""Share of strange words from which on a text is no question."""
_DOUBTED, _ANSWERING = 0.5, 0.4
"""Chance that a question is none to be answered from which one is declined that no passage answers this nearly."""
_FOREIGN, _ABBREVIATED = 0.36, 0.5
"""How nearly a passage must answer a question with a word, or an abbreviation, that is foreign to the review."""
_ANSWERABLE = 0.3
"""Chance below which a question is taken for one that is answered, whatever its words."""
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
    with reading(_DATA, "a list of kinds of question"):
        return tuple(Kind(**record) for record in read_yaml(_DATA))


def declined_kind(question: str, *, clinical: bool, asked: Asked, sensed: Sensed | None = None) -> str | None:
    """The kind for which a question is declined, or None.

    `clinical`: the question tells of a patient as clinicians do; other diseases, years and relatives in a patient's
    history, or the doses in it, are then no reason to decline. `sensed`: its sense, where that can be had.
    """
    plain = fold(question)
    if repeats_itself(plain):
        return "unclear"
    kinds = (kind.kind for kind in load_kinds() if _fits(kind, plain))
    told = next((kind for kind in kinds if kind in _ALWAYS or not clinical), None)
    if sensed is None or told in _ALWAYS:
        return told
    if clinical:
        own = any(_fits(kind, plain) for kind in load_kinds() if kind.kind in _EVEN_CLINICAL)
        least = _THIRD if ways_of_asking()["someone"].search(plain) and not own else _CLINICAL
        return next((kind for kind in _EVEN_CLINICAL if sensed.kinds[kind] >= least), None)
    if told and (sensed.declinable >= _TOLD or not asked.concepts):
        return told
    if _in_table(asked, sensed):
        return None
    words = read_words(question)
    if len(words.strange) > _NONSENSE * words.words:
        return "unclear"
    least = _STRANGE if words.strange else _SENSED
    return _SAID_AS.get(sensed.kind, sensed.kind) if sensed.declinable >= least else None


def _in_table(asked: Asked, sensed: Sensed) -> bool:
    """Whether the tables or the references answer, whatever the sense of the question says."""
    published = asked.source and any(own.startswith("study:") for own in asked.concepts)
    return ((_in_a_cell(asked) or published) and sensed.kind in _UNREPORTED) or bool(
        asked.rows and sensed.kind in _IDLE
    )


def _in_a_cell(asked: Asked) -> bool:
    """Whether a table, or a study and a column of it, is asked for: what stands there is the answer, be it NR."""
    return bool(asked.tables or (asked.rows and asked.columns and not asked.whole_row))


def _fits(kind: Kind, plain: str) -> bool:
    return bool(kind.asks.search(plain)) and not (kind.unless and _compiled(kind.unless).search(plain))


def repeats_itself(plain: str) -> bool:
    """Whether a long text is the same few words over and over."""
    words = plain.split()
    return len(words) > _LONG and len(set(words)) / len(words) < _VARIED


def without_evidence(
    asked: Asked | None,
    ranked: Sequence[ScoredPassage],
    sensed: Sensed | None = None,
    foreign: bool = False,
    abbreviated: bool = False,
) -> str | None:
    """The kind for which a question is declined once the passages are found: none near it, or none that answers it.

    `foreign`: the question has a word that the review and questions about it do not (sense.vocabulary);
    `abbreviated`: an abbreviation, which is hardly anything but the name of what is asked about.
    """
    answering = max((item.answering for item in ranked), default=0.0)
    told = asked is not None and (asked.source or asked.mentioned)
    elsewhere = told or (asked is not None and sensed is not None and _in_table(asked, sensed))
    doubted = sensed is not None and sensed.kind in _UNANSWERED and sensed.declinable >= _DOUBTED
    if sensed is not None and doubted and answering < _ANSWERING and not elsewhere:
        return _SAID_AS.get(sensed.kind, sensed.kind)
    least = _ABBREVIATED if abbreviated else _FOREIGN if foreign else 0.0
    if sensed is not None and answering < least and not elsewhere:
        return "not-in-review"
    if asked is not None and asked.rows:
        return None
    nearest = max((item.semantic for item in ranked), default=0.0)
    known = (asked is not None and bool(asked.concepts)) or (sensed is not None and sensed.declinable < _ANSWERABLE)
    if nearest < (_NEAR_KNOWN if known else _NEAR):
        return "small-talk" if nearest < _NEAR_KNOWN else "unclear"
    return None
