"""Negations, word by word: what the cited passages only affirm is not denied, what they only deny is not affirmed.

A cautious reading, after NegEx: a word counts as denied when "not", "never" or "cannot" stands at most two words before it;
it counts as affirmed when its clause holds no negative word at all. Anything in between is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.checker.claims import Claim
from assistant.checker.clauses import clauses
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.terms import Term, terms
from assistant.models import Finding

NAME = "negations"
_HELD = 0.6
"""Share of a clause's content words that must stand in one cited sentence before its negations are compared."""


def check_flips(evidence: Evidence) -> list[Finding]:
    """One finding for each word whose denial the cited sentence contradicts."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    said = terms(claim.clean)
    for clause in clauses(claim.plain):
        inside = [term for term in said if clause.start <= term.start < clause.end]
        if len(inside) < 2:
            continue
        for source in evidence.sources(claim):
            told = terms(source.passage.text)
            keys = frozenset(key for term in told for key in term.keys)
            if sum(bool(term.keys & keys) for term in inside) < _HELD * len(inside):
                continue
            word = _flipped(claim.plain, (clause.start, clause.end), inside, source.plain, told)
            if word:
                where = (source.passage.id,)
                yield claim.finding(NAME, f"{word!r} as {source.passage.id} has it", "denied there, or here", where)
                return


def _flipped(plain: str, clause: tuple[int, int], inside: list[Term], source: str, told: tuple[Term, ...]) -> str:
    """The first word that one text plainly denies and the other plainly affirms; "" for none."""
    for term in inside:
        same = [one for one in told if _stem(one.word) == _stem(term.word)]
        if not same:
            continue
        here, there = _denied(plain, term.start), [_denied(source, one.start) for one in same]
        if here and not any(there) and not any(_negative(source, one.start) for one in same):
            return term.word
        if all(there) and not cue("limits", "negative").search(plain[clause[0] : clause[1]]):
            return term.word
    return ""


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)]


def _denied(plain: str, start: int) -> bool:
    """Whether "not", "never" or "cannot" stands at most two words before a place."""
    return (
        re.search(r"(?:(?<!\w)(?:not|never|cannot)|n't)(?! only)(?: [\w-]+){0,2} $", plain[max(0, start - 40) : start])
        is not None
    )


def _negative(plain: str, start: int) -> bool:
    """Whether the clause around a place of the source holds a negative word."""
    clause = next((one for one in clauses(plain) if one.start <= start < one.end), None)
    return clause is not None and cue("limits", "negative").search(plain[clause.start : clause.end]) is not None
