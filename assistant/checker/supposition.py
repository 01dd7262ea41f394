"""A sentence that supposes a fact, and its parts: "If the disease could wait, the criteria would favor ...: ..."."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.clauses import SUPPOSED
from assistant.checker.quantities import quantities
from assistant.models import Case, Fact

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


def changed(supposed: str, case: Case) -> Case | None:
    """A case with the facts that a sentence supposes; None where not all of it can be read as facts."""
    if any(one.comparator for one in quantities(supposed.lower())):
        return None
    for part in _PARTS.split(supposed):  # each by itself: a denial in one does not reach into the next
        read = _facts(part)
        if not read and part.strip(" ,:"):
            return None
        for fact in read:
            case = case.with_fact(fact)
    return case


@lru_cache(maxsize=2048)
def _facts(part: str) -> tuple[Fact, ...]:
    from assistant.facts.reader import read_case  # its lexicon takes a while to load, and few answers suppose anything

    return read_case(part, supposed=True).facts
