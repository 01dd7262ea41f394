"""What a question takes for granted, held against the passages that answer it.

The question, put as a statement, goes through the checker as an answer would: where it turns a direction round or
affirms what the passages deny, its premise is false, and the passage that says so is told first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.wording import wording
from assistant.checker.check import check_answer
from assistant.models import Citation, Finding
from corpus.digest import Digest

_OPENING = re.compile(
    r"^(?:(?:so|and|but|well),?\s+)?(?:why|how come|given(?: that)?|since|because|as|if|assuming(?: that)?)\b[ ,]*",
    re.I,
)
_VERB = re.compile(r"^(?:is|are|do|does|did|was|were|has|have)\s+", re.I)
_TELLING = ("directions", "negations")
"""Checks that tell a false premise; a figure or a name in a question may stand for what is asked."""
_CITED = 3
"""Passages the premise is held against."""


def corrected(question: str, text: str, citations: Sequence[Citation], digest: Digest) -> str:
    """The answer, opened by a line that says the premise is not the review's where it is not; else as it was."""
    return f"{wording()['premise']}\n\n{text}" if false_premise(question, citations, digest) else text


def false_premise(question: str, citations: Sequence[Citation], digest: Digest) -> tuple[Finding, ...]:
    """What the passages that answer a question hold against what it takes for granted; empty where nothing is."""
    statement = as_statement(question)
    cited = [citation.locators[0] for citation in citations[:_CITED]]
    if not statement or not cited:
        return ()
    return check_answer(f"{statement} [1].", {"1": cited}, digest=digest, only=_TELLING).findings


def as_statement(question: str) -> str:
    """The question without its question mark, opening word and leading verb: "Why is CRS rarer?" says "CRS rarer"."""
    said = _VERB.sub("", _OPENING.sub("", re.sub(r"[?\s]+$", "", question.strip())))
    return said[:1].upper() + said[1:]
