"""The therapy named: a stretch does not name the one therapy where every sentence it may come from names the other."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause, within, yardstick
from assistant.checker.evidence import Evidence
from assistant.checker.pieces import Piece, content, drawn_from, pieces
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
_BOTH = frozenset({"blinatumomab", "car_t"})


def check_treated(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that names a therapy which none of its likely sources speaks of."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    if recommends(claim):
        return
    told = [piece for source in evidence.sources(claim) for piece in pieces(source)]
    everywhere = frozenset[str]().union(*(_named(piece) for piece in told))
    whole = Clause(0, len(claim.plain))
    said = _said(claim, whole)
    if len(said) == 1 and len(everywhere) == 1 and said != everywhere:
        yield _finding(claim, said, tuple(dict.fromkeys(piece.passage for piece in told)))
        return
    for part in stretches(claim.clean, claim.plain):
        own, before = _said(claim, part), _said(claim, Clause(0, part.start))
        yield from _differs(claim, evidence, part, own or before, _ENOUGH if own else _FULL)
    for part in narrow(claim.clean, claim.plain):
        yield from _differs(claim, evidence, part, _said(claim, part), _FULL)


def _differs(
    claim: Claim, evidence: Evidence, part: Clause, said: frozenset[str], enough: float
) -> Iterator[Finding]:
    if len(said) != 1:
        return
    judged = content(claim.clean, claim.plain, part.start, part.end)
    likely = drawn_from(judged, evidence.sources(claim), place_weights(evidence.digest), enough=enough, near=0.0)
    # A row's cells speak of what its patients had before as well.
    if any(piece.passage.startswith(("table1.", "table2.")) for piece in likely):
        return
    if enough >= _FULL:  # what names no therapy may go on about either
        likely = tuple(piece for piece in likely if _named(piece))
    if likely and all(_named(piece) == _BOTH - said for piece in likely):
        yield _finding(claim, said, tuple(piece.passage for piece in likely))


def _said(claim: Claim, part: Clause) -> frozenset[str]:
    """The therapies that a part of a claim speaks of: not those compared with or given before."""
    named = within(subjects(claim.clean, claim.plain), part)
    earlier = given_before(claim.plain, named)
    return (frozenset(one.pole for one in named if _meant(claim, one)) - earlier) & _BOTH


def _meant(claim: Claim, one: Subject) -> bool:
    return one.family == "therapy" and not yardstick(claim.plain, one)


def _named(piece: Piece) -> frozenset[str]:
    """The therapies that a sentence or its passage names."""
    return frozenset({one.pole for one in piece.subjects if one.family == "therapy"} | piece.therapies) & _BOTH


def _finding(claim: Claim, said: frozenset[str], where: tuple[str, ...]) -> Finding:
    return claim.finding(NAME, f"{next(iter(_BOTH - said))}, as {where[0]} has it", next(iter(said)), where)
