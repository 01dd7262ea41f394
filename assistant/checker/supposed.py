"""What would follow if a fact were otherwise: held against the criteria's verdict on the case so changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.clauses import SUPPOSED
from assistant.checker.evidence import Evidence
from assistant.checker.quantities import quantities
from assistant.checker.recommending import readings
from assistant.models import Case, Finding, Recommendation

NAME = "verdict"
_WOULD = re.compile(r"(?<!\w)(?:would|might|could|should|'d)(?!\w)|'d(?!\w)")
_END = re.compile(r"[:;]|,? (?=(?:because|since|for|as)(?!\w))")
_PARTS = re.compile(r",|(?<!\w)(?:and|or|but)(?!\w)")


class Supposition(NamedTuple):
    """A sentence that supposes a fact, by where its parts end."""

    supposed: str
    outcome: Claim
    """What would follow, as a claim of its own."""
    reason: int
    """Where the reason begins that would then count."""


@lru_cache(maxsize=2048)
def supposition(claim: Claim) -> Supposition | None:
    """The parts of a sentence such as "If the disease could wait, the criteria would favor ...: ..."; else None."""
    opening = SUPPOSED.match(claim.plain)
    if opening is None:
        return None
    stop = _END.search(claim.plain, opening.end())
    end = stop.start() if stop else len(claim.plain)
    if not _WOULD.search(claim.plain, opening.end(), end):
        return None
    told = claim._replace(clean=claim.clean[opening.end() : end], plain=claim.plain[opening.end() : end])
    return Supposition(claim.clean[: opening.end()], told, end)


def check_supposed(evidence: Evidence) -> list[Finding]:
    """One finding for each supposition that the criteria, its facts changed, do not bear out."""
    case = evidence.case
    if evidence.verdict is None or case is None or not case.facts:
        return []
    return [finding for claim in evidence.claims if not claim.question for finding in _check(claim, case)]


def _check(claim: Claim, case: Case) -> Iterator[Finding]:
    told = supposition(claim)
    said = {one.recommendation for one in readings((told.outcome,))} if told else set()
    changed = _changed(told.supposed, case) if told and len(said) == 1 else None
    wanted = _verdict(changed) if changed else None
    if wanted is not None and None not in said and wanted not in said:
        yield claim.finding(NAME, f"{wanted}, were it so", f"says {next(iter(said))}")


def _changed(supposed: str, case: Case) -> Case | None:
    """A case with the facts that a sentence supposes; None where not all of it can be read as facts."""
    from assistant.facts.reader import read_case  # its lexicon takes a while to load, and few answers suppose anything

    if any(one.comparator for one in quantities(supposed.lower())):
        return None
    for part in _PARTS.split(supposed):  # each by itself: a denial in one does not reach into the next
        read = read_case(part, supposed=True).facts
        if not read and part.strip(" ,:"):
            return None
        for fact in read:
            case = case.with_fact(fact)
    return case


def _verdict(case: Case) -> Recommendation:
    from assistant.criteria.weigh import verdict_of  # as above
    from assistant.facts.validate import possible

    return verdict_of(possible(case).values())
