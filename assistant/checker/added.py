"""Denials put in: a stretch does not deny outright what no sentence it may come from denies in any way."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.clauses import ANSWERED
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.pieces import content, drawn_from
from assistant.checker.stretches import stretches
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "negations"
_LITTLE, _NEAR = 0.25, 0.5
"""Share of a stretch that a sentence must hold where none is likely its source, and of what the best one holds."""
_REACH = 60
"""Characters before a denial within which a condition leaves it open."""


def check_added(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch with a denial of which its passages know nothing."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    answered = ANSWERED.match(claim.plain)
    for part in stretches(claim.clean, claim.plain):
        denials = [
            match[0]
            for match in cue("limits", "outright").finditer(claim.plain, part.start, part.end)
            if claim.plain[: match.start()].strip()
            and not (answered and match.start() < answered.end())
            and not cue("limits", "conditional").search(claim.plain, max(0, match.start() - _REACH), match.start())
        ]
        if not denials:
            continue
        said = content(claim.clean, claim.plain, part.start, part.end)
        likely = drawn_from(said, cited, weight) or drawn_from(said, cited, weight, enough=_LITTLE, near=_NEAR)
        if likely and not any(cue("limits", "refusing").search(piece.plain) for piece in likely):
            where = tuple(piece.passage for piece in likely)
            yield claim.finding(NAME, f"what {where[0]} affirms", f"denied: {denials[0]!r}", where)
            return
