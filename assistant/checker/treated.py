"""The therapy named: a stretch does not name the one therapy where every sentence it may come from names the other."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.clauses import within, yardstick
from assistant.checker.evidence import Evidence
from assistant.checker.pieces import Piece, content, drawn_from
from assistant.checker.recommending import recommends
from assistant.checker.stretches import stretches
from assistant.checker.subjects import subjects
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "contrasts"
_ENOUGH = 0.4
"""Share of a stretch that a sentence must hold to be its source, however much more another holds."""
_BOTH = frozenset({"blinatumomab", "car_t"})


def check_treated(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that names a therapy which none of its likely sources speaks of."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    named = subjects(claim.clean, claim.plain)
    for part in stretches(claim.clean, claim.plain):
        mine = {one.pole for one in within(named, part) if one.family == "therapy" and not yardstick(claim.plain, one)}
        mine &= _BOTH
        if len(mine) != 1 or recommends(claim):
            continue
        said = content(claim.clean, claim.plain, part.start, part.end)
        likely = drawn_from(said, cited, weight, enough=_ENOUGH, near=0.0)
        # A row's cells speak of what its patients had before as well.
        if any(piece.passage.startswith(("table1.", "table2.")) for piece in likely):
            continue
        if likely and all(_named(piece) == _BOTH - mine for piece in likely):
            where = tuple(piece.passage for piece in likely)
            other, own = next(iter(_BOTH - mine)), next(iter(mine))
            yield claim.finding(NAME, f"{other}, as {where[0]} has it", own, where)
            return


def _named(piece: Piece) -> frozenset[str]:
    """The therapies that a sentence or its passage names."""
    return frozenset({one.pole for one in piece.subjects if one.family == "therapy"} | piece.therapies) & _BOTH
