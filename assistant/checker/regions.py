"""Which words of a sentence belong to which of its figures.

1. Figures that state one thing ("6 of 8 (75%)", "13 (1 to 30)") or have no words between them share a region.
2. Between two regions the border is the first strong break (";", "whereas", "compared with"), else a mark, else the
   last soft one (", and"); where there is none, the words between belong to both.
3. What a region does not name (therapy, study) holds over from what was named last before it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checker.lexicon import words
from assistant.checker.quantities import partners
from assistant.checker.quantity import Quantity

_OF_SIZE = re.compile(r"\s?(?:%|percent) (?:of|in|among)(?: (?:the|all|its|these|those))* ")
"""Between a percentage and the size it was counted in: "40% of 83"."""
_OF_GROUP = re.compile(
    r" ?%? ?(?=.*\w|[<>≤≥])"
    r"(?:(?:respond(?:ed)?|reach(?:ed)? (?:a )?(?:cr|cri|crh|remission)|(?:had|got) (?:a )?(?:cr|response)) )?"
    r"(?:(?:at|in|for|among|with|of|those|patients|people|adults|when|if|the|there|age|ages|aged|is|are|were|was) ?)*"
    r"(?:[<>≤≥]|(?:over|under|above|below|past|up to|at least|(?:more|less|fewer|older|younger) than))? ?"
)
"""Between a figure and the limit of the group it is of: "56% at 65 or older"."""
_ASIDE_ENDS = re.compile(r"[^()]*\w[^()]*\)")
"""Between two figures, the rest of an aside that the first stands in: what it speaks of ends with it."""
_OWN = re.compile(r"[^,;]*,? and (?:in|to|of|with|for) ")
"""Before a limit that is a result of its own: "23% with the one, and in no more than 6% with the other"."""


class Region(NamedTuple):
    """A stretch of a sentence and the indexes of the figures it speaks of."""

    start: int
    end: int
    figures: tuple[int, ...]


def regions(plain: str, found: tuple[Quantity, ...], marks: tuple[int, ...] = ()) -> tuple[Region, ...]:
    """The regions of a folded sentence, in order; none without figures."""
    clusters = _clusters(plain, found)
    clusters = _joined(plain, clusters, found)
    edges: list[tuple[int, int]] = [(0, 0)]
    for one, other in pairwise(clusters):
        edges.append(_border(plain, found[one[-1]].end, found[other[0]].start, marks))
    edges.append((len(plain), len(plain)))
    return tuple(Region(edges[at][1], edges[at + 1][0], tuple(cluster)) for at, cluster in enumerate(clusters))


def _clusters(plain: str, found: tuple[Quantity, ...]) -> list[list[int]]:
    paired = set(partners(plain, found))
    clusters: list[list[int]] = []
    for at in range(len(found)):
        gap = plain[found[at - 1].end : found[at].start] if at else "start"
        if clusters and ((at - 1, at) in paired or (at - 2, at) in paired or _wordless(gap) or _OF_SIZE.fullmatch(gap)):
            clusters[-1].append(at)
        else:
            clusters.append([at])
    return clusters


def _joined(plain: str, clusters: list[list[int]], found: tuple[Quantity, ...]) -> list[list[int]]:
    """Limits ("≥65 years", "<50% blasts") describe a group and open no region of their own.

    One belongs to the figure before it where only a preposition lies between ("56% at 65 or older"), one that is a
    result of its own after ", and" stays apart; any other joins what follows.
    """
    if all(found[at].comparator for cluster in clusters for at in cluster):
        return clusters
    kept: list[list[int]] = []
    waiting: list[int] = []
    for cluster in clusters:
        limits = all(found[at].comparator or _horizon(plain, found[at]) for at in cluster)
        limits = limits and not _result(plain, found[cluster[0]])
        gap = plain[found[kept[-1][-1]].end : found[cluster[0]].start] if kept and not waiting else ""
        if limits and _OF_GROUP.fullmatch(gap):
            kept[-1] += cluster
        elif limits and not _OWN.match(gap):
            waiting += cluster
        else:
            kept.append([*waiting, *cluster])
            waiting = []
    if waiting and kept:
        kept[-1] += waiting
    return kept or clusters


def _horizon(plain: str, one: Quantity) -> bool:
    """Whether a time is when something was measured, not what was: "LFS at 5 months", "12-month OS"."""
    if one.unit not in ("month", "year"):
        return False
    at = re.search(r"(?<!\w)(?:at|by|after) $", plain[: one.start]) is not None
    return at or re.match(r"-(?:months?|mo|years?|yr) \w+", plain[one.end :]) is not None


def _result(plain: str, one: Quantity) -> bool:
    """Whether a limit is what was found, not of whom: "in no more than 6% with", "at most 6%"."""
    return (
        one.unit == "%"
        and re.search(r"(?:no|not) (?:more|less|fewer) than |at (?:most|least) $", plain[: one.start]) is not None
        and not re.match(r"%? (?:\w+ ){0,2}blasts", plain[one.end :])
    )


def _wordless(gap: str) -> bool:
    """Nothing but a unit, a sign or a joining word lies between: "56% vs 46%", "13 (1 to 30)", "12-mo OS"."""
    if ";" in gap or (")" in gap and "(" not in gap):
        return False
    return len(re.findall(r"[a-z]{2,}", gap)) == 0 or re.fullmatch(_joining(), gap.strip(" %()")) is not None


@lru_cache(maxsize=1)
def _joining() -> str:
    joining = "|".join(words("reading")["joining"])
    return rf"(?:years?|months?|weeks?|days?)?[ )%(]*(?:{joining})[ (]*(?:about|around)?"


def _border(plain: str, end: int, start: int, marks: tuple[int, ...]) -> tuple[int, int]:
    """Where the earlier region ends and the later begins; the same place, or overlapping where nothing divides them."""
    gap = plain[end:start]
    strong = strong_breaks().search(plain[end : start + 12])
    if strong and strong.start() < len(gap):
        return end + strong.start(), end + strong.start()
    at = next((mark for mark in marks if end <= mark <= start), None)
    if at is not None:
        return at, at
    aside = _ASIDE_ENDS.match(gap)
    if aside and gap[aside.end() :].strip(" ,"):
        return end + aside.end(), end + aside.end()
    soft = None
    for match in _soft().finditer(gap):
        soft = match
    if soft:
        return end + soft.start(), end + soft.start()
    return start, end


@lru_cache(maxsize=1)
def strong_breaks() -> re.Pattern[str]:
    """Words that set two things against each other, and semicolons."""
    listed = words("reading")["clause_breaks"]
    spelled = "|".join(words("reading")["number_words"])
    body = "|".join(rf"(?<!\w){one}(?!\w)" if one[0].isalpha() else one for one in listed)
    return re.compile(body.replace("[\\d.]", rf"(?:[\d.]|{spelled})"))


@lru_cache(maxsize=1)
def _soft() -> re.Pattern[str]:
    return re.compile(r",\s?and\b|,\s?then\b|,\s|\band\b")
