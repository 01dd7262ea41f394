"""Negations, word by word: what the cited passages only affirm is not denied, what they only deny is not affirmed.

A cautious reading, after NegEx: a word counts as denied when "not", "never" or "cannot" stands at most two words before
it; it counts as affirmed when its clause holds no negative word at all. Anything in between is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.checker.claims import Claim
from assistant.checker.clauses import clauses
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.sources import Source
from assistant.checker.terms import Term, terms
from assistant.models import Finding

NAME = "negations"
_NOT = re.compile(r"(?:(?<!\w)(?:not|never|cannot)|n't)(?! only)(?: [\w-]+){0,2} $")
_DENIED = re.compile(
    r"(?:(?<!\w)(?:not|never|cannot)|n't)"
    r"(?: (?:also|be|been|being|entirely|fully|largely|often|really|still|usually|very))* ([a-z]{5,})"
)
"""A denial and the very word it denies."""
_RAISED = re.compile(r"(?:thinks?|thought|believes?|believed|expects?|expected|feels?|felt|considers?)(?!\w)")
"""Verbs whose denial is meant of what follows: "do not think it matters"."""
_BEHIND = 30
_LEAST = 3
"""Content words a clause needs to be compared."""
_HELD = 0.6
"""Share of a clause's content words that must stand in one cited sentence before its negations are compared."""


def check_flips(evidence: Evidence) -> list[Finding]:
    """One finding for each word whose denial the cited sentence contradicts."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterable[Finding]:
    said = terms(claim.clean)
    for clause in clauses(claim.plain):
        inside = [term for term in said if clause.start <= term.start < clause.end and not _therapy(term)]
        if len(inside) < _LEAST:
            continue
        told = [(source, terms(source.passage.text)) for source in evidence.sources(claim)]
        enough = _HELD * len(inside)
        close = [(one, held) for one, held in told if sum(_shares(term, held) for term in inside) >= enough]
        word = _flipped(claim.plain, (clause.start, clause.end), inside, close)
        if word:
            where = tuple(source.passage.id for source, _ in close)
            yield claim.finding(NAME, f"{word!r} as {where[0]} has it", "the opposite", where)
            return


def _therapy(term: Term) -> bool:
    return any(key.startswith("therapy:") for key in term.keys)


def _shares(term: Term, told: tuple[Term, ...]) -> bool:
    return any(term.keys & one.keys for one in told)


def _flipped(
    plain: str, clause: tuple[int, int], inside: list[Term], told: list[tuple[Source, tuple[Term, ...]]]
) -> str:
    """The first word that the claim plainly denies and all passages plainly affirm, or the reverse; "" for none."""
    negative = cue("limits", "negative").search(plain[clause[0] : clause[1]]) is not None
    for match in cue("limits", "polar_words").finditer(plain, clause[0], clause[1]):
        spots = [(source.plain, at.start()) for source, _ in told for at in re.finditer(rf"\b{match[0]}", source.plain)]
        if spots and _denied(plain, match.start()) and not any(_denied(*one) for one in spots):
            return match[0]
    for match in _DENIED.finditer(plain, *clause):
        words = [
            (source.plain, at.start())
            for source, _ in told
            for at in re.finditer(rf"\b{_stem(match[1])}", source.plain)
        ]
        if words and not _RAISED.fullmatch(match[1]) and not any(_refused(*one) for one in words):
            return match[1]
    for term in inside:
        if _RAISED.fullmatch(term.word):
            continue
        stem = _stem(term.word)
        same = [(source.plain, one.start) for source, held in told for one in held if _stem(one.word) == stem]
        if not same:
            continue
        if _denied(plain, term.start):
            if not any(_negative(*one) for one in same):
                return term.word
        elif not negative and all(_denied(*one) for one in same):
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


def _refused(plain: str, start: int) -> bool:
    """Whether a word before a place of a source, or one right behind it, may deny it."""
    clause = next((one for one in clauses(plain) if one.start <= start < one.end), None)
    if clause is None:
        return False
    comma = plain.find(",", start)
    end = min(clause.end, start + _BEHIND, comma if comma >= 0 else len(plain))
    return any(cue("limits", "unsaid").search(plain, *span) for span in ((clause.start, start), (start, end)))


def _negative(plain: str, start: int) -> bool:
    """Whether the clause around a place of the source holds a negative word."""
    clause = next((one for one in clauses(plain) if one.start <= start < one.end), None)
    return clause is not None and cue("limits", "negative").search(plain[clause.start : clause.end]) is not None
