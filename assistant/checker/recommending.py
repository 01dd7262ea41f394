"""What an answer's prose recommends for the patient, read clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checker.claims import Claim
from assistant.checker.lexicon import cue
from assistant.checker.negatives import negatives
from assistant.checker.subjects import subjects
from assistant.models import Recommendation

_NEAR = 80
"""Characters between a word of choosing and the therapy chosen."""
_CLAUSE = re.compile(
    r"[;:]|, (?=but|whereas|while|since|because|as |so |though|although|yet(?! to))"
    r"|(?<!\w)(?:but|whereas|while|because|since|although|though)(?!\w)"
)
_DENIAL = re.compile(
    r"(?<!\w)(?:not|never|no|can(?:no|')t(?! wait)|wouldn't|hardly|don't|do not|against|nor)(?:\W+\w+){0,3}\W*$"
)
_CONDITION = re.compile(r"(?:if|had|were|unless|should)(?!\w)")
_LABEL = re.compile(r"\W*([^:;,.]+?)\W*:")
_FILLER = re.compile(r"(?<!\w)(?:(?:the|a|an|any|cd19|autologous|further|another)\s+)+$")


class Reading(NamedTuple):
    """A recommendation and the claim it was read from."""

    recommendation: Recommendation | None
    """None: one of the therapies, but not which."""
    claim: Claim


def readings(claims: Iterable[Claim]) -> tuple[Reading, ...]:
    """All that the claims recommend, in order; none where the answer only states facts."""
    found: list[Reading] = []
    last: frozenset[str] = frozenset()
    for claim in claims:
        if claim.question:
            continue
        found += [Reading(said, claim) for said in _read(claim, last)]
        named = frozenset(one.pole for one in subjects(claim.clean, claim.plain) if one.family == "therapy")
        last = named or last
    return tuple(found)


@lru_cache(maxsize=2048)
def recommends(claim: Claim) -> bool:
    """Whether a claim by itself recommends anything."""
    return bool(readings((claim,)))


def weighs(claim: Claim) -> bool:
    """Whether a claim only tells that the reasons conflict or are even, or that facts are missing: no passage does."""
    return any(one.recommendation in ("conflicting", "insufficient", "either") for one in readings((claim,)))


def choices(claim: Claim) -> frozenset[Recommendation]:
    """Every therapy that some clause of a claim speaks for."""
    edges = [0, *(match.start() for match in _CLAUSE.finditer(claim.plain)), len(claim.plain)]
    chosen = (_chosen(claim, start, stop, frozenset()) for start, stop in pairwise(edges))
    return frozenset(which for chose, which in chosen if chose and which)


def _read(claim: Claim, last: frozenset[str]) -> Iterable[Recommendation | None]:
    plain = claim.plain.strip()
    if cue("verdicts", "neither").search(plain) and not cue("verdicts", "not_choosing").search(plain.split(",")[0]):
        yield "neither"
    kinds: tuple[Recommendation, ...] = ("conflicting", "insufficient", "either")
    for kind in kinds:
        if cue("verdicts", kind).search(plain):
            yield kind
    labelled = _labelled(claim)
    if labelled:
        yield labelled
        return
    start = 0
    for stop in [*(match.start() for match in _CLAUSE.finditer(claim.plain)), len(claim.plain)]:
        chose, which = _chosen(claim, start, stop, last)
        if chose:
            yield which
            return
        start = stop


def _labelled(claim: Claim) -> Recommendation | None:
    """The therapy that a label names as the choice: "Choice: blinatumomab"."""
    label = _LABEL.match(claim.plain)
    if not label or not cue("verdicts", "labels").fullmatch(label[1]):
        return None
    stop = _CLAUSE.search(claim.plain, label.end())
    end = stop.start() if stop else len(claim.plain)
    named = _named(claim, label.end(), end, label.start(), label.end())
    refused = {one.sense for one in negatives(claim.plain[label.end() : end], "refusing")} - {"instead"}
    if len(named) != 1 or refused:
        return None
    return "blinatumomab" if "blinatumomab" in named else "car_t"


def _chosen(claim: Claim, start: int, stop: int, last: frozenset[str]) -> tuple[bool, Recommendation | None]:
    """Whether a clause chooses, and which therapy; None where "it" may be either."""
    clause = claim.plain[start:stop]
    elsewhere = cue("verdicts", "not_choosing")
    general = elsewhere.search(clause.strip()) or elsewhere.match(claim.plain.strip())
    if general and cue("verdicts", "this_patient").search(claim.plain) and not _CONDITION.match(claim.plain.strip()):
        general = None
    if general or cue("verdicts", "neither").search(clause):
        return False, None
    for match in cue("verdicts", "choosing").finditer(clause):
        if _DENIAL.search(clause[: match.start()]) or _refused(clause, match.end()):
            continue
        named = _named(claim, start, stop, start + match.start(), start + match.end())
        if not named and re.match(r"\s(?:it|this|that|them|these)(?!\w)", clause[match.end() :]):
            named = last
            if len(last) > 1 and re.search(r"(?<!\w)(?:i|we)(?!\w)", clause):
                return True, None
        if len(named) == 1 and (only := next(iter(named))) in ("blinatumomab", "car_t"):
            return True, "blinatumomab" if only == "blinatumomab" else "car_t"
    return False, None


def _refused(clause: str, end: int) -> bool:
    """Whether the word right behind a word of choosing refuses: "is better avoided"."""
    return any(one.start == end + 1 for one in negatives(clause, "refusing"))


def _named(claim: Claim, start: int, stop: int, begin: int, end: int) -> frozenset[str]:
    """The therapies beside a word of choosing that are not set aside by "over", "rather than", "not"."""
    found = set()
    for one in subjects(claim.clean, claim.plain):
        if one.family != "therapy" or not start <= one.start < stop or one.pole not in ("blinatumomab", "car_t"):
            continue
        if min(abs(one.start - end), abs(begin - one.end)) > _NEAR:
            continue
        before = _FILLER.sub("", claim.plain[max(start, one.start - 30) : one.start])
        if re.search(cue("verdicts", "against").pattern + r"\s+$", before):
            continue
        found.add(one.pole)
    return frozenset(found)
