"""Hedges: what the review holds preliminary is not promoted to settled."""

from __future__ import annotations

import re

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.models import Finding

NAME = "hedges"
_NEAR = 5


def check_hedges(evidence: Evidence) -> list[Finding]:
    """One finding for each word of certainty that the cited passages do not bear out."""
    found = []
    for at, claim in enumerate(evidence.claims):
        if claim.question or evidence.quoted(claim):
            continue
        borne = evidence.sources(claim) or (evidence.sources(evidence.claims[at + 1]) if at + 1 < len(evidence.claims) else ())
        said = " ".join(source.plain for source in borne)
        for match in cue("hedges", "boosters").finditer(claim.plain):
            if not _denied(claim.plain, match.start(), match.end()) and not _borne(match[0], said):
                found.append(_finding(claim, match[0], evidence))
    return found


def _denied(plain: str, start: int, end: int) -> bool:
    """Whether the word of certainty is itself taken back: "not settled", "yet to be proven", "needs to be confirmed"."""
    before = re.split(r"[;:.]|,(?= (?:but|which|who|and)\b)", plain[:start])[-1]
    reach = " ".join(before.split()[-_NEAR:])
    return cue("hedges", "denied").search(reach) is not None


def _borne(word: str, said: str) -> bool:
    """Whether a passage says it as strongly: with the same word, undenied."""
    stem = word[:5]
    for match in re.finditer(rf"(?<!\w){re.escape(stem)}\w*", said):
        if not _denied(said, match.start(), match.end()):
            return True
    return False


def _finding(claim: Claim, word: str, evidence: Evidence) -> Finding:
    return Finding(check=NAME, span=(claim.start, claim.end), claim=claim.text, where=evidence.locators(claim),
                   expected="no more certainty than the cited passages have", found=f"{word!r}")
