"""The therapy named: a stretch does not name the one therapy where every sentence it may come from names the other."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause, within, yardstick
from assistant.checker.evidence import Evidence
from assistant.checker.negation import denied
from assistant.checker.pieces import Piece, content, drawn_from, hold, pieces, worths
from assistant.checker.recommending import recommends
from assistant.checker.roles import given_before
from assistant.checker.stretches import narrow, stretches
from assistant.checker.subjects import Subject, subjects
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "contrasts"
_ENOUGH = 0.4
"""Share of a stretch that a sentence must hold to be its source, however much more another holds."""
_FULL = 0.85
"""The share where a stretch is short, or names no therapy itself and goes on about the one named before it."""
_CLEARED = 0.75
_OPENING = 2
"""Words before a therapy with which a claim begins: "After blinatumomab"."""
_BOTH = frozenset({"blinatumomab", "car_t"})


def check_treated(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that names a therapy which none of its likely sources speaks of."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    if recommends(claim):
        return
    whole = Clause(0, len(claim.plain))
    told = [piece for source in evidence.sources(claim) for piece in pieces(source)]
    everywhere = frozenset[str]().union(*(_named(piece) for piece in told))
    said = _said(claim, whole)
    if len(everywhere) == 1 and said == _BOTH - everywhere and not _none(claim):
        yield _finding(claim, said, tuple(dict.fromkeys(piece.passage for piece in told)))
        return
    for part in stretches(claim.clean, claim.plain):
        own = _said(claim, part)
        yield from _differs(claim, evidence, part, own, _ENOUGH) if own else _goes_on(claim, evidence, part)
    for part in narrow(claim.clean, claim.plain):
        yield from _differs(claim, evidence, part, _said(claim, part), _FULL)


def _none(claim: Claim) -> bool:
    """Whether a therapy is only named to say that there is none: "no study of blinatumomab"."""
    return any(
        denied(claim.plain, one.start, one.end) for one in subjects(claim.clean, claim.plain) if _meant(claim, one)
    )


def _goes_on(claim: Claim, evidence: Evidence, part: Clause) -> Iterator[Finding]:
    """What a part that names no therapy says of the only one named before it, with which the claim begins."""
    before = within(subjects(claim.clean, claim.plain), Clause(0, part.start))
    first = next((one for one in before if one.family == "therapy"), None)
    if first and len(claim.plain[: first.start].split()) <= _OPENING:
        yield from _differs(claim, evidence, part, _said(claim, Clause(0, part.start)), _FULL)


def _differs(claim: Claim, evidence: Evidence, part: Clause, said: frozenset[str], enough: float) -> Iterator[Finding]:
    if len(said) != 1:
        return
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    judged = content(claim.clean, claim.plain, part.start, part.end)
    likely = drawn_from(judged, cited, weight, enough=enough, near=0.0)
    # A row's cells speak of what its patients had before as well.
    if any(piece.passage.startswith(("table1.", "table2.")) for piece in likely):
        return
    if enough >= _FULL:  # what names no therapy may go on about either; most of it in a sentence of its own clears it
        own = [piece for source in cited for piece in pieces(source) if said <= _named(piece)]
        worth = worths(judged, weight)
        likely = tuple(piece for piece in likely if _named(piece))
        if any(hold(judged, piece, worth) >= _CLEARED for piece in own):
            return
    if likely and all(_named(piece) == _BOTH - said for piece in likely):
        yield _finding(claim, said, tuple(piece.passage for piece in likely))


def _said(claim: Claim, part: Clause) -> frozenset[str]:
    """The therapies that a part of a claim speaks of: none only compared with, no lone one given before."""
    named = within(subjects(claim.clean, claim.plain), part)
    said = frozenset(one.pole for one in named if _meant(claim, one)) & _BOTH
    return said - given_before(claim.plain, named) if len(said) == 1 else said


def _meant(claim: Claim, one: Subject) -> bool:
    return one.family == "therapy" and not yardstick(claim.plain, one)


def _named(piece: Piece) -> frozenset[str]:
    """The therapies that a sentence or its passage names."""
    return frozenset({one.pole for one in piece.subjects if one.family == "therapy"} | piece.therapies) & _BOTH


def _finding(claim: Claim, said: frozenset[str], where: tuple[str, ...]) -> Finding:
    return claim.finding(NAME, f"{next(iter(_BOTH - said))}, as {where[0]} has it", next(iter(said)), where)
