"""Elsewhere: a sentence of another place carries a claim, and none of the places it cites does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence, squeezed
from assistant.checker.lexicon import cue
from assistant.checker.pieces import Piece, content, hold, pieces, worths
from assistant.checker.recommending import weighs
from assistant.checker.sources import sources
from assistant.checker.support import DigestKey, place_weights
from assistant.checker.terms import Term, everyday
from assistant.models import Finding
from corpus.criteria import load_criteria
from corpus.lexicon import fold

NAME = "support"
_LITTLE = 0.5
"""Share of a claim's words, by weight, that its own places hold, below which another is looked for."""
_MORE = 0.25
"""How much more of them a single sentence of another place must hold."""
_FULLY = 0.9
"""Share from which on a cited sentence says it itself."""
_LONG = 36
"""Letters of a sentence that does not stand in two places by chance."""
_LEAST = 2
"""Words a claim needs to be looked for, and by which the other sentence must hold more."""


def check_elsewhere(evidence: Evidence) -> list[Finding]:
    """One finding for each claim that a sentence of another place carries, and no cited sentence."""
    found = [_found(claim, evidence) for claim in evidence.worded if not weighs(claim)]  # a verdict is no passage's
    return [finding for finding in found if finding]


def _found(claim: Claim, evidence: Evidence) -> Finding | None:
    judged = content(claim.clean, claim.plain, 0, len(claim.plain))
    cited = [piece for source in evidence.sources(claim) for piece in pieces(source)]
    if len(judged) < _LEAST or not cited:
        return None
    weight = place_weights(evidence.digest)
    worth = worths(judged, weight)
    standing = _standing(claim, evidence) if max(hold(judged, one, worth) for one in cited) < _FULLY else ()
    if standing:
        told = f"it stands in {standing[0]}, and nothing cited says it"
        return claim.finding(NAME, "the passage it is drawn from", told, evidence.locators(claim))
    known = frozenset[str]().union(*(one.keys for one in cited))
    # Figures and directions stand in many places, and everyday words are chosen freely.
    said = tuple(term for term in judged if term.word and (term.keys & known or not everyday(term)))
    if len(said) < _LEAST or cue("citing", "not_given").search(claim.plain):
        return None
    worth = worths(said, weight)
    own = sum(value for term, value in zip(said, worth, strict=True) if term.keys & known) / sum(worth)
    if own >= _LITTLE:
        return None
    best, piece = _fullest(DigestKey(evidence.digest), said, worth)
    more = sum(bool(term.keys & piece.keys) - bool(term.keys & known) for term in said)
    if best - own < _MORE or more < _LEAST:
        return None
    told = f"{piece.passage} carries it, not what is cited"
    return claim.finding(NAME, "the passage it is drawn from", told, evidence.locators(claim))


def _standing(claim: Claim, evidence: Evidence) -> tuple[str, ...]:
    """Where a claim, or its last part, stands word for word: a passage or a criterion's places; none if cited."""
    said = squeezed(claim.plain)
    for where, plain in _sentences(DigestKey(evidence.digest)):
        if len(plain) >= _LONG and (plain in said or (said in plain and len(said) >= _LONG)):
            cited = {one.split("#")[0] for one in evidence.locators(claim)}
            return () if cited & {one.split("#")[0] for one in where} else where
    return ()


@lru_cache(maxsize=4)
def _sentences(key: DigestKey) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Every sentence of the review and every point of a criterion, bare, with where it stands."""
    points = [(one.places, squeezed(fold(one.point))) for one in load_criteria()]
    return (*points, *(((one.passage,), squeezed(one.plain)) for one in _all(key)))


def _fullest(key: DigestKey, judged: Sequence[Term], worth: Sequence[float]) -> tuple[float, Piece]:
    """The sentence of the review that holds most of some content, with its share; the first of equals."""
    everywhere, where = _all(key), _where(key)
    held = [0.0] * len(everywhere)
    for term, value in zip(judged, worth, strict=True):
        for at in frozenset[int]().union(*(where.get(one, frozenset()) for one in term.keys)):
            held[at] += value
    best = max(range(len(held)), key=held.__getitem__)
    return held[best] / (sum(worth) or 1.0), everywhere[best]


@lru_cache(maxsize=4)
def _all(key: DigestKey) -> tuple[Piece, ...]:
    """Every sentence of the review, references apart."""
    places = [place.locator for place in key.digest.places if place.kind != "reference"]
    return tuple(piece for source in sources(key.digest, places) for piece in pieces(source))


@lru_cache(maxsize=4)
def _where(key: DigestKey) -> dict[str, frozenset[int]]:
    """The sentences that hold each key, by their number."""
    found: dict[str, set[int]] = {}
    for at, piece in enumerate(_all(key)):
        for one in piece.keys:
            found.setdefault(one, set()).add(at)
    return {one: frozenset(numbers) for one, numbers in found.items()}
