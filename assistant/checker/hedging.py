"""Hedges: what the review holds preliminary is not promoted to settled."""

from __future__ import annotations

import re

from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.pieces import content, drawn_from
from assistant.checker.recommending import readings
from assistant.checker.stretches import stretches
from assistant.checker.support import place_weights
from assistant.models import Finding

NAME = "hedges"
_NEAR = 5
_LEAST = 3


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


def check_dropped(evidence: Evidence) -> list[Finding]:
    """One finding for each word told flatly that every sentence it may come from hedges: "spoils" for "may spoil"."""
    weight = place_weights(evidence.digest)
    found = []
    for claim in evidence.worded:
        for part in stretches(claim.clean, claim.plain):
            if cue("hedges", "hedges").search(claim.plain, part.start, part.end):
                continue
            said = content(claim.clean, claim.plain, part.start, part.end)
            likely = drawn_from(said, evidence.sources(claim), weight) if len(said) >= _LEAST else ()
            flat = [_told_flatly(claim.plain[part.start : part.end], piece.plain) for piece in likely]
            if flat and all(flat) and not readings((claim,)):
                where = tuple(piece.passage for piece in likely)
                found.append(claim.finding(NAME, f"the doubt of the passage: {flat[0]!r}", "told flatly", where))
                break
    return found


def _told_flatly(part: str, told: str) -> str:
    """The hedge of a sentence, with its word, that a part of a claim has without it; "" for none."""
    for match in cue("hedges", "guarded").finditer(told):
        word = re.match(r"(?: (?:to|be|not|also|well|a|the|that))*\s(\w{4,})", told[match.end() :])
        if word and re.search(rf"(?<!\w){re.escape(word[1][: max(4, len(word[1]) - 2)])}", part):
            return f"{match[0]} {word[1]}"
    return ""


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
