"""Asides: no part of a sentence speaks of what neither its passages nor the question know.

A sentence may be well supported as a whole and still carry a clause of another origin: "..., thanks to prophylaxis".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.evidence import Evidence
from assistant.checker.lexicon import cue
from assistant.checker.quantities import quantities
from assistant.checker.recommending import recommends
from assistant.checker.support import DigestKey, place_weights, share
from assistant.checker.terms import Term, bare, everyday, offered, terms
from assistant.models import Finding
from corpus.digest import Digest

NAME = "support"
_LEAST = 2
"""Content words of a part that must be unknown to what it cites; of one that is joined on, one may be enough."""
_ALONE = {"by a word": 1, "as a circumstance": 1}
"""Unknown words that are enough by themselves where a part has no known ones, by how it is joined."""
_MOST = 0.6
"""Share of its content words that must be; everyday ones count on neither side."""
_THIRD = 1 / 3
"""Share of a whole sentence's content words, where what it speaks of is unknown to the review."""
_MANY = 3
"""Unknown words from which on none need be unknown to the whole review."""


Joint = Literal["", "by a word", "as a circumstance", "as a reason"]


class Part(NamedTuple):
    """A part of a claim: its content words, and how it is joined on."""

    terms: tuple[Term, ...]
    joined: Joint


def check_asides(evidence: Evidence) -> list[Finding]:
    """One finding for each part of a claim whose words stand in nothing it cites, and not in the question."""
    asked = frozenset(key for term in terms(evidence.question) for key in term.keys)
    found = []
    for claim in evidence.worded:
        if not evidence.sources(claim):
            continue
        known, chosen = evidence.known(claim) | asked, recommends(claim)
        matter = _matter(claim)
        for part in [*_parts(claim), *_foreign(claim, known, chosen, evidence), *_outweighed(claim, known, evidence)]:
            told = [term for term in part.terms if term.keys & known or term in matter]
            strange = [term for term in told if not (term.keys & known or _denied_of(term) & known)]
            if not strange or len(strange) < _MOST * len(told):
                continue
            chooses = chosen and not (part.joined and _states(claim, part))
            if _told_of_nothing(part, strange, told, chooses, evidence):
                said = ", ".join(dict.fromkeys(term.word for term in strange))
                expected = "statements that the cited passages carry"
                found.append(claim.finding(NAME, expected, f"not in them: {said}", evidence.locators(claim)))
                break
    return found


def _denied_of(term: Term) -> frozenset[str]:
    """The keys of the word that a word denies: an "untransplanted" patient is known where transplants are."""
    rest = bare(term.word)
    return frozenset(key for one in terms(rest) for key in one.keys) if rest != term.word else frozenset()


def _states(claim: Claim, part: Part) -> bool:
    """Whether a part joined on to a recommendation chooses nothing itself; what opens it tells of the patient."""
    start, end = part.terms[0].start, part.terms[-1].start
    if start == terms(claim.clean)[0].start:
        return False
    return cue("verdicts", "choosing").search(claim.plain, start, end) is None


def _matter(claim: Claim) -> frozenset[Term]:
    """The words of a claim that speak of some matter: no everyday ones, nor directions, which are checked apart."""
    ways = [one for one in senses(claim.clean, claim.plain) if one.axis == "amount"]
    return frozenset(
        term
        for term in terms(claim.clean)
        if not everyday(term) and not any(one.start <= term.start < one.stop for one in ways)
    )


def _foreign(claim: Claim, known: frozenset[str], chosen: bool, evidence: Evidence) -> Iterator[Part]:
    """A claim whose first word the whole review lacks, and that has others which its passages lack: all of it."""
    said = terms(claim.clean)
    if chosen or not said or quantities(claim.plain) or not _alien(said[:1], evidence.digest):
        return
    strange = tuple(term for term in said if not (term.keys & known or everyday(term)))
    opens = not claim.plain[: said[0].start].strip(" *_([")
    if opens and said[0] in strange and len(strange) >= _THIRD * len(said):
        yield Part(strange, "as a reason")


def _outweighed(claim: Claim, known: frozenset[str], evidence: Evidence) -> Iterator[Part]:
    """A claim without figures whose unknown words outweigh its few known ones, several or new to the review."""
    matter = _matter(claim)
    said = tuple(term for term in terms(claim.clean) if term.keys & known or term in matter)
    strange = tuple(term for term in said if not term.keys & known)
    if recommends(claim) or quantities(claim.plain) or not strange:
        return
    if len(strange) < _LEAST and not _alien(strange, evidence.digest):
        return
    if len(said) - len(strange) < _MANY and share(said, known, place_weights(evidence.digest)) <= 1 - _MOST:
        yield Part(strange, "as a reason")


def _told_of_nothing(
    part: Part, strange: Sequence[Term], told: Sequence[Term], chosen: bool, evidence: Evidence
) -> bool:
    """Whether the unknown words of a part make it one of another origin; a recommendation has more words of its own."""
    alien = len(_alien(strange, evidence.digest))
    if part.joined == "as a reason":
        return True
    if chosen:
        return alien >= _LEAST
    if part.joined and len(strange) == len(told) and (alien or len(strange) >= _ALONE[part.joined]):
        return True
    return len(strange) >= _MANY or (len(strange) >= (1 if part.joined else _LEAST) and alien > 0)


def _parts(claim: Claim) -> Iterator[Part]:
    """A claim by its parts: between commas, and before "because", "which", "with" and the like."""
    said = terms(claim.clean)
    breaks = {match.start() for match in cue("support", "part_breaks").finditer(claim.plain)}
    cuts = {0, *breaks, *(at for at, sign in enumerate(claim.plain) if sign in ",;:")}
    for start, end in pairwise([*sorted(cuts), len(claim.plain)]):
        body = claim.plain[start:end].lstrip(" ,;:")
        joint = _joint(body) or ("by a word" if start in breaks or (start and _joins(body)) else "")
        yield Part(tuple(term for term in said if start <= term.start < end), joint)


def _joins(plain: str) -> bool:
    return cue("support", "joints").match(plain) is not None


def _joint(plain: str) -> Joint:
    if cue("support", "reasons").match(plain):
        return "as a reason"
    return "as a circumstance" if cue("support", "circumstances").match(plain) else ""


def _alien(strange: Sequence[Term], digest: Digest) -> list[Term]:
    """The words that stand nowhere in the review."""
    review = _review(DigestKey(digest))
    return [term for term in strange if not term.keys & review]


@lru_cache(maxsize=4)
def _review(whole: DigestKey) -> frozenset[str]:
    """All keys of the review; the titles it refers to are others' words."""
    return offered(passage for passage in whole.digest.passages if passage.kind != "reference")
