"""Pairs of figures that a text says together: ranges, fractions, and figures set against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.checker.quantity import Quantity

RANGE = re.compile(r"\s?(?:%|years?|months?|weeks?|days?)?\s?(?:to|-|–|through|and|up to)\s?[<>≤≥]?\s?")
AGAINST = re.compile(
    r"[\s%)]*(?:patients |years |months )?(?:,? ?(?:as )?(?:vs?\.?|versus|against|compared (?:with|to)|as opposed to))"
    r"\s?(?:about |only |just |around )?\(?"
)
_PEOPLE = r"(?: (?:patients|responders|relapses|people|children|adults|cases|recipients|participants))"
_OF = re.compile(
    rf"(?:(?: [\w-]+){{0,2}}{_PEOPLE})? (?:of|out of|among|/)"
    r"(?: (?:the|these|those|its|their|all|a total of|[\w-]+['’]s?))* "
)
_WHOLE_FIRST = re.compile(r"(?:^|\W)(?:of|among)(?: (?:the|these|those|its|their|all))* $")
_THEN = re.compile(r"[^.;:\d]*, (?:only |just |merely )?")
_OF_THEM = re.compile(r"(?: (?:patients|of))? (?:of )?(?:them|whom|which|these|those)(?!\w)")
_FROM = re.compile(r"(?<!\w)from (?:about |around |some )?$")
_RISING = re.compile(r"%?(?: [a-z]+)? to ")
_SIZE = re.compile(r"(?:\d|of|in|among|with|for|n\s?=)(?: (?:the|all|its))*\s?[(]?$")
_COUNTS = ("", "count")

Pair = tuple[float, float]


def joined(plain: str, found: Sequence[Quantity], shape: re.Pattern[str]) -> list[Pair]:
    """The values of neighbours that a shape joins; "and" makes a range only behind "between"."""
    pairs = []
    for one, other in pairwise(found):
        gap = plain[one.end : other.start]
        if not shape.fullmatch(gap) or (one.unit and other.unit and one.unit != other.unit):
            continue
        if shape is RANGE and "and" in gap and not plain[: one.start].rstrip().endswith("between"):
            continue
        pairs.append((one.value, other.value))
    return pairs


def changes(plain: str, found: Sequence[Quantity]) -> list[Pair]:
    """What fell, told as a range is: "dropped from 81% to 40%"."""
    return [
        (one.value, other.value)
        for one, other in pairwise(found)
        if one.value > other.value and _FROM.search(plain[: one.start]) and RANGE.fullmatch(plain, one.end, other.start)
    ]


def begins_change(plain: str, found: Sequence[Quantity], at: int) -> bool:
    """Whether a figure is where a change starts from: the 81% of "from 81% to 40%"."""
    follows = at + 1 < len(found) and found[at + 1].unit == found[at].unit
    told = _FROM.search(plain[: found[at].start]) is not None
    return told and follows and _RISING.fullmatch(plain, found[at].end, found[at + 1].start) is not None


def fractions(plain: str, found: Sequence[Quantity], of: re.Pattern[str] | None = None) -> list[Pair]:
    """Parts and wholes: "6 of the 8", "of 92 enrolled, 17 were", "64 patients, 7 of whom"; `of` must follow them."""
    pairs = []
    for one, other in pairwise(found):
        gap = plain[one.end : other.start]
        if of and not of.match(plain, other.end):
            continue
        if one.unit not in _COUNTS or other.unit not in _COUNTS or one.comparator or other.comparator:
            continue
        whole_first = _WHOLE_FIRST.search(plain[: one.start]) and _THEN.fullmatch(gap)
        if _OF.fullmatch(gap):
            pairs.append((one.value, other.value))
        elif whole_first or (_OF_THEM.match(plain, other.end) and not re.search(r"[.;:]", gap)):
            pairs.append((other.value, one.value))
    return pairs


def mismatched(plain: str, found: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Two figures set against each other that are no two of a kind: a percentage against a count of patients."""
    for one, other in pairwise(found):
        sized = _SIZE.search(plain[: one.start])  # "81% of 75 patients vs 67%": the count is only the size
        against = AGAINST.fullmatch(plain, one.end, other.start)
        against = against or (_FROM.search(plain[: one.start]) and _RISING.fullmatch(plain, one.end, other.start))
        if {one.unit, other.unit} == {"%", "count"} and against and not sized:
            return one, other
    return None
