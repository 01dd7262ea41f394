"""Denials put in: a stretch does not deny outright what no sentence it may come from denies in any way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.checker.claims import Claim
from assistant.checker.clauses import ANSWERED
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.negatives import negatives
from assistant.checker.pieces import Piece, content, drawn_from, pieces
from assistant.checker.sources import Source
from assistant.checker.stretches import stretches
from assistant.checker.support import place_weights
from assistant.checker.terms import terms
from assistant.models import Finding

NAME = "negations"
_BEHIND, _HEADS = 30, 2
"""Characters behind a denial within which its words stand, and how many of them are compared."""
_LITTLE, _NEAR = 0.25, 0.5
"""Share of a stretch that a sentence must hold where none is likely its source, and of what the best one holds."""
_REACH = 60
"""Characters before a denial within which a condition leaves it open."""


def check_added(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch with a denial of which its passages know nothing."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    weight, cited = place_weights(evidence.digest), evidence.sources(claim)
    told = _told(claim, cited)
    if told:
        yield claim.finding(NAME, f"what {told} tells", "told to be left out", (told,))
        return
    answered = ANSWERED.match(claim.plain)
    for part in stretches(claim.clean, claim.plain):
        denials = [
            match
            for match in cue("limits", "outright").finditer(claim.plain, part.start, part.end)
            if claim.plain[: match.start()].strip()
            and not (answered and match.start() < answered.end())
            and not cue("limits", "conditional").search(claim.plain, max(0, match.start() - _REACH), match.start())
        ]
        if not denials:
            continue
        said = content(claim.clean, claim.plain, part.start, part.end)
        likely = drawn_from(said, cited, weight) or drawn_from(said, cited, weight, enough=_LITTLE, near=_NEAR)
        inside = [one for one in negatives(claim.plain) if part.start <= one.start < part.end]
        known = Counter(one.sense for one in inside if one.sense != "not")
        own = [keys for match in denials if (keys := _denied(claim, match.end(), part.end))]
        if own and not any(keys & piece.keys for keys in own for piece in likely):
            continue  # what is denied is no word of the passage: "does not last" for "relapses"
        if likely and all(_affirms(piece, known) for piece in likely):
            where = tuple(piece.passage for piece in likely)
            yield claim.finding(NAME, f"what {where[0]} affirms", f"denied: {denials[0][0]!r}", where)
            return


def _denied(claim: Claim, start: int, end: int) -> frozenset[str]:
    """The keys of the content words right behind a denial."""
    behind = [term for term in terms(claim.clean) if start <= term.start < min(end, start + _BEHIND)]
    return frozenset(key for term in behind[:_HEADS] for key in term.keys)


def _affirms(piece: Piece, known: Counter[str]) -> bool:
    """Whether a sentence has no word by which a denial may be meant, but those the claim has beside it as well."""
    return not Counter(one.sense for one in negatives(piece.plain, "refusing")) - known


def _told(claim: Claim, cited: Sequence[Source]) -> str:
    """The passage that tells of what a claim says is not told in it; "" for none, and where it is in doubt."""
    for match in cue("limits", "telling").finditer(claim.plain):
        part = next(one for one in stretches(claim.clean, claim.plain) if one.start <= match.start() < one.end)
        about = [one for one in terms(claim.clean) if part.start <= one.start < match.start()]
        own = [piece for source in cited for piece in pieces(source) if all(one.keys & piece.keys for one in about)]
        if about and own and not any(cue("limits", "untold").search(piece.plain) for piece in own):
            return own[0].passage
    return ""
