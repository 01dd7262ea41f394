"""Hedges: what the review holds preliminary is not promoted to settled."""

from __future__ import annotations

import re

from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.models import Finding

NAME = "hedges"
_NEAR = 5


def check_hedges(evidence: Evidence) -> list[Finding]:
    """One finding for each word of certainty that the cited passages do not bear out."""
    found: list[Finding] = []
    for at, claim in enumerate(evidence.claims):
        if claim.question or evidence.quoted(claim):
            continue
        following = evidence.claims[at + 1 : at + 2]
        borne = evidence.sources(claim) or tuple(source for one in following for source in evidence.sources(one))
        said = " ".join(source.plain for source in borne)
        found += [
            claim.finding(NAME, "no more certainty than the passages have", repr(match[0]), evidence.locators(claim))
            for match in cue("hedges", "boosters").finditer(claim.plain)
            if not _denied(claim.plain, match.start()) and not _borne(match[0], said)
        ]
    return found


def _denied(plain: str, start: int) -> bool:
    """Whether the word of certainty is itself taken back: "not settled", "yet to be proven", "to be confirmed"."""
    before = re.split(r"[;:.]|,(?= (?:but|which|who|and)\b)", plain[:start])[-1]
    reach = " ".join(before.split()[-_NEAR:])
    return cue("hedges", "denied").search(reach) is not None


def _borne(word: str, said: str) -> bool:
    """Whether a passage says it as strongly: with the same word, undenied."""
    stem = word[:5]
    found = re.finditer(rf"(?<!\w){re.escape(stem)}\w*", said)
    return any(not _denied(said, match.start()) for match in found)
