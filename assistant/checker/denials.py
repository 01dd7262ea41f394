"""Denials dropped: what every sentence that a stretch may come from denies, the stretch does not plainly affirm.

1. A denial of a sentence ("never", "without", "excluded from"; "are lacking" behind) reaches the words beside it.
2. A stretch affirms them where it has all of them and no negative word stands near any.
3. Only what all likely sentences deny counts, as with contrasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from assistant.checker.claims import Claim
from assistant.checker.clauses import clauses
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.pieces import Piece, content, drawn_from
from assistant.checker.stretches import stretches
from assistant.checker.support import place_weights
from assistant.checker.terms import terms
from assistant.models import Finding

NAME = "negations"
_SCOPE = 46
"""Characters beside a denial within which the words stand that it denies."""
_REACH = 48
"""Characters beside a word of a claim within which a negative word may deny it."""
_HEADS = 2
_STOP = re.compile(r"[,;:.()]|(?<!\w)(?:because|since|owing|due to|but|and|whereas|while|although|though|so)(?!\w)")
"""Where the reach of a denial ends."""

Denied = tuple[frozenset[str], ...]


def check_denials(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that affirms what every sentence it may come from denies."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    for part in stretches(claim.clean, claim.plain):
        likely = drawn_from(content(claim.clean, claim.plain, part.start, part.end), cited, weight)
        inside = (claim.clean[part.start : part.end], claim.plain[part.start : part.end])
        yield from _turned(claim, [_affirmed(*inside, denied(one.text, one.plain)) for one in likely], likely, "denied")
        yield from _turned(claim, [_affirmed(one.text, one.plain, denied(*inside)) for one in likely], likely, "said")


def _turned(claim: Claim, words: Sequence[str], likely: Sequence[Piece], told: str) -> Iterator[Finding]:
    if words and all(words):
        where = tuple(piece.passage for piece in likely)
        yield claim.finding(NAME, f"{words[0]!r} {told}, as {where[0]} has it", "the opposite", where)


def _affirmed(text: str, plain: str, refused: Sequence[Denied]) -> str:
    """The words of a text that say plainly what another denies; "" for none."""
    inside = terms(text)
    for keys in refused:
        held = [[term for term in inside if term.keys & one] for one in keys]
        words = {term.start for group in held for term in group}
        if all(held) and len(words) >= len(keys) and not any(_negative(plain, at) for at in words):
            return " ".join(group[0].word for group in held)
    return ""


def _negative(plain: str, at: int) -> bool:
    return cue("limits", "negative").search(plain, max(0, at - _REACH), at + _REACH) is not None


@lru_cache(maxsize=2048)
def denied(text: str, plain: str) -> tuple[Denied, ...]:
    """What a sentence denies: for each denial the keys of the words it reaches, within its clause."""
    said = terms(text)
    found: list[Denied] = []
    for clause in clauses(plain):
        inside = [term for term in said if clause.start <= term.start < clause.end]
        for match in cue("limits", "denials_before").finditer(plain, clause.start, clause.end):
            stop = _STOP.search(plain, match.end(), match.end() + _SCOPE)
            end = stop.start() if stop else match.end() + _SCOPE
            after = [term for term in inside if match.end() <= term.start < end]
            heads = [tuple(term.keys for term in pair) for pair in combinations(after[: _HEADS + 1], _HEADS)]
            found += heads if match[0] == "no" else heads[:1]
        for match in cue("limits", "denials_after").finditer(plain, clause.start, clause.end):
            before = [term for term in inside if match.start() - _SCOPE <= term.start < match.start()]
            found += [tuple(term.keys for term in before[-_HEADS:])]
    return tuple(keys for keys in found if len(keys) == _HEADS)
