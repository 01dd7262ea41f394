"""Asides: no part of a sentence speaks of what neither its passages nor the question know.

A sentence may be well supported as a whole and still carry a clause of another origin: "..., thanks to prophylaxis".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.recommending import readings
from assistant.checker.support import DigestKey
from assistant.checker.terms import Term, offered, source_keys, terms
from assistant.models import Finding
from corpus.digest import Digest

NAME = "support"
_LEAST = 2
"""Content words of a part that must be unknown to what it cites."""
_MOST = 0.7
"""Share of its content words that must be."""
_MANY = 3
"""Unknown words from which on none need be unknown to the whole review."""


def check_asides(evidence: Evidence) -> list[Finding]:
    """One finding for each part of a claim whose words stand in nothing it cites, and not in the question."""
    asked = frozenset(key for term in terms(evidence.question) for key in term.keys)
    found = []
    for claim in evidence.worded:
        known = source_keys(evidence.sources(claim)) | asked
        for part in _parts(claim):
            strange = [term for term in part if not term.keys & known]
            if len(strange) < _LEAST or len(strange) < _MOST * len(part):
                continue
            if len(strange) < _MANY and not _alien(strange, evidence.digest):
                continue
            if readings((claim,)) or not evidence.sources(claim):
                break
            said = ", ".join(dict.fromkeys(term.word for term in strange))
            expected = "statements that the cited passages carry"
            found.append(claim.finding(NAME, expected, f"not in them: {said}", evidence.locators(claim)))
            break
    return found


def _parts(claim: Claim) -> Iterator[list[Term]]:
    """The content words of a claim by its parts: between commas, and before "because", "which", "with" and the like."""
    said = terms(claim.clean)
    cuts = [0, *(match.start() for match in cue("support", "part_breaks").finditer(claim.plain))]
    cuts += [at for at, sign in enumerate(claim.plain) if sign in ",;:"]
    for start, end in pairwise([*sorted(cuts), len(claim.plain)]):
        yield [term for term in said if start <= term.start < end]


def _alien(strange: Iterable[Term], digest: Digest) -> bool:
    """Whether some of the words stand nowhere in the review."""
    review = _review(DigestKey(digest))
    return any(not term.keys & review for term in strange)


@lru_cache(maxsize=4)
def _review(whole: DigestKey) -> frozenset[str]:
    """All keys of the review."""
    return offered(whole.digest.passages)
