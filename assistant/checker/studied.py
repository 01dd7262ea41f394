"""The study named: a stretch does not name one study where the sentence it comes from is of another.

1. A stretch with one study is held against the cited sentences that carry the rest of it.
2. What belongs to a study as a whole (its costimulation) is the same wherever the cited sentences name it.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.clauses import Clause, within, yardstick
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue, words
from assistant.checker.pieces import Piece, content, drawn_from, hold, pieces, worths
from assistant.checker.stretches import stretches
from assistant.checker.subjects import Subject, study_places, subjects
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "contrasts"
_ENOUGH, _NEAR = 0.7, 0.9
_CLEARED = 0.6
"""Share of a stretch that a sentence of the study named must hold to clear it."""


def check_studied(evidence: Evidence) -> list[Finding]:
    """One finding for each stretch that tells of one study what the cited sentences tell of another."""
    return [finding for claim in evidence.worded for finding in _check(claim, evidence)]


def _check(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    told = tuple(piece for source in evidence.sources(claim) for piece in pieces(source))
    for part in stretches(claim.clean, claim.plain):
        named = within(subjects(claim.clean, claim.plain), part)
        studies = {one.pole: one for one in named if one.family == "study" and not yardstick(claim.plain, one)}
        listed = cue("reading", "several_studies").search(claim.plain, part.start, part.end)
        if len(studies) == 1 and not listed:
            yield from _differs(claim, evidence, part, next(iter(studies.values())), told)
        for study in studies.values():
            yield from _of_a_study(claim, study, named, told)


def _differs(
    claim: Claim, evidence: Evidence, part: Clause, study: Subject, told: tuple[Piece, ...]
) -> Iterator[Finding]:
    weight = place_weights(evidence.digest)
    judged = tuple(
        term
        for term in content(claim.clean, claim.plain, part.start, part.end)
        if not any(key.startswith("study:") for key in term.keys)
    )
    likely = drawn_from(judged, evidence.sources(claim), weight, _ENOUGH, _NEAR)
    worth, places = worths(judged, weight), study_places(study.pole)
    cleared = any(hold(judged, piece, worth) >= _CLEARED for piece in told if _places(piece) & places)
    if likely and not cleared and all(_places(piece) for piece in likely):
        where = tuple(piece.passage for piece in likely)
        yield claim.finding(NAME, f"the study that {where[0]} is of", claim.clean[study.start : study.end], where)


def _of_a_study(claim: Claim, study: Subject, named: tuple[Subject, ...], told: tuple[Piece, ...]) -> Iterator[Finding]:
    for family in words("subjects")["of_a_study"]:
        said = {one.pole for one in named if one.family == family}
        own = [piece for piece in told if _places(piece) & study_places(study.pole)]
        known = {one.pole for piece in own for one in piece.subjects if one.family == family}
        if said and known and said.isdisjoint(known):
            where = tuple(piece.passage for piece in own)
            yield claim.finding(NAME, f"{family} {', '.join(sorted(known))}", ", ".join(sorted(said)), where)


def _places(piece: Piece) -> frozenset[str]:
    """The table rows and references of the studies that a sentence names, or whose row it is in."""
    named = (study_places(one.pole) for one in piece.subjects if one.family == "study")
    own = frozenset({piece.passage.split("#")[0]}) if piece.passage.startswith(("table1.", "table2.")) else frozenset()
    return own.union(*named)
