"""What would follow if a fact were otherwise: held against the criteria's verdict on the case so changed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.recommending import readings
from assistant.checker.supposition import changed, supposition
from assistant.models import Case, Finding, Recommendation

NAME = "verdict"


def check_supposed(evidence: Evidence) -> list[Finding]:
    """One finding for each supposition that the criteria, its facts changed, do not bear out."""
    case = evidence.case
    if evidence.verdict is None or case is None or not case.facts:
        return []
    return [finding for claim in evidence.claims if not claim.question for finding in _check(claim, case)]


def _check(claim: Claim, case: Case) -> Iterator[Finding]:
    told = supposition(claim)
    said = {one.recommendation for one in readings((told.outcome,))} if told else set()
    then = changed(told.supposed, case) if told and len(said) == 1 else None
    wanted = _verdict(then) if then else None
    if wanted is not None and None not in said and wanted not in said:
        yield claim.finding(NAME, f"{wanted}, were it so", f"says {next(iter(said))}")


def _verdict(case: Case) -> Recommendation:
    from assistant.criteria.weigh import verdict_of  # as in supposition.py
    from assistant.facts.validate import possible

    return verdict_of(possible(case).values())
