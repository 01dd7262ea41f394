"""Verdict: what the answer recommends agrees with the criteria; no exclusion overridden, no conflict or gap hidden."""

from __future__ import annotations

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence, squeezed
from assistant.checker.recommending import choices, readings
from assistant.models import Finding, Recommendation
from corpus.lexicon import fold

NAME = "verdict"
_CHOICES = ("blinatumomab", "car_t")
_AGREES: dict[Recommendation, frozenset[str]] = {
    "blinatumomab": frozenset({"blinatumomab", "conflicting", "insufficient"}),
    "car_t": frozenset({"car_t", "conflicting", "insufficient"}),
    "neither": frozenset({"neither", "insufficient", "conflicting"}),
    "conflicting": frozenset({"conflicting", "insufficient", "either"}),
    "insufficient": frozenset({"insufficient", "conflicting", "either"}),
    "either": frozenset({"either", "conflicting", "insufficient"}),
}
"""What a passing sentence may say beside each verdict: doubts may be aired, but not another choice made."""


def check_verdict(evidence: Evidence) -> list[Finding]:
    """One finding for each recommendation, claimed or read from the prose, that the verdict does not bear out."""
    if evidence.verdict is None:
        return []
    wanted = evidence.verdict.recommendation
    found: list[Finding] = []
    if evidence.recommendation is not None and evidence.recommendation != wanted:
        found.append(
            Finding(
                check=NAME,
                span=(0, len(evidence.answer)),
                claim=evidence.answer[:200],
                expected=wanted,
                found=f"the answer's recommendation is {evidence.recommendation}",
            )
        )
    said = readings(evidence.claims)
    open_ended = any(one.recommendation == wanted for one in said)
    both_sides = {one.recommendation for one in said} >= {*_CHOICES, "conflicting"}
    doubtful = {one.claim.start for one in said if one.recommendation in ("conflicting", "insufficient")}
    for one in said:
        if wanted in ("conflicting", "insufficient") and (both_sides or one.claim.start in doubtful):
            continue
        if wanted == "conflicting" and choices(one.claim) >= {*_CHOICES}:
            continue
        if one.recommendation in _AGREES[wanted] or (one.recommendation is None and wanted != "neither"):
            continue
        if open_ended and (one.recommendation not in _CHOICES or _general(one.claim, evidence)):
            continue
        found.append(
            Finding(
                check=NAME,
                span=(one.claim.start, one.claim.end),
                claim=one.claim.text,
                expected=wanted,
                found=f"recommends {one.recommendation or 'one of them'}",
                where=tuple(place for state in evidence.verdict.criteria[:3] for place in state.locators),
            )
        )
    return found


def _general(claim: Claim, evidence: Evidence) -> bool:
    """Whether a claim is the review's own point on such patients, and so a reason, not the choice for this one."""
    points = {squeezed(fold(state.point)) for state in evidence.verdict.criteria} if evidence.verdict else set()
    return evidence.quoted(claim) or squeezed(claim.plain) in points
