"""What a text says along each axis of meaning: more or less, rare or common, allowed or ruled out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.clauses import Clause, clauses
from assistant.checker.lexicon import cue, words
from assistant.checker.negation import denied
from assistant.checker.terms import terms

_CLOSE = 5
"""Words within which a denial turns an end into its opposite."""
_BESIDE = 34
"""Characters on either side, within its clause, where the thing stands that an end is said of."""

_BOTH = frozenset({"therapy:blinatumomab", "therapy:car_t"})

_DENIAL = re.compile(r"(?<!\w)(?:no|not|neither|without|cannot|never)(?!\w)")

_UNWANTED = re.compile(
    r"(?:not|n't|never|cannot) (?:\w+ )?(?:want|use|using|give|giving|choose|pick|take|accept|go for|reach for)"
    r" (?:(?:a|an|the|any|very|too|more|highly|so) )*$"
)
"""What is not wanted keeps its end: "you do not want a toxic regimen"."""

_NONE_OF = re.compile(r" (?:\w+ )?(?:neither|none|nothing|no one|nobody)(?!\w)")
"""Behind a verb, what denies it by its object: "swayed neither OS nor EFS"."""

_THAN = re.compile(r" than (?:about |around |just )?[$<>]?(?:\d|a (?:year|month|week)|one year|half)")


class Sense(NamedTuple):
    """One end of an axis, said at a place of a text."""

    axis: str
    end: str
    """"plus" or "minus"; a denied one is the other."""
    start: int
    stop: int
    of: frozenset[str]
    """Keys of the content words within and beside it, the two therapies left out."""
    denied: bool


@lru_cache(maxsize=4096)
def senses(text: str, plain: str) -> tuple[Sense, ...]:
    """All that a text says along the axes, in order; a phrase inside a longer one is left out."""
    spans = [
        (axis, end, match.start(), match.end())
        for axis in words("axes")
        for end in ("plus", "minus")
        for match in cue("axes", axis, end).finditer(plain)
        if not _limit(plain, match.start(), match.end())
    ]
    kept = [one for one in spans if not any(_inside(one, other) for other in spans)]
    return tuple(_sense(text, plain, *one) for one in sorted(kept, key=lambda one: one[2]))


def directions(text: str, plain: str) -> frozenset[tuple[str, str]]:
    """The ends of the axes of amount and quality that a text names."""
    return frozenset((one.axis, one.end) for one in senses(text, plain) if one.axis in ("amount", "quality"))


def _limit(plain: str, start: int, stop: int) -> bool:
    """Whether a word belongs to a limit: "more than 5", "25 or more"."""
    return _THAN.match(plain, stop) is not None or plain[:start].endswith(" or ")


def _inside(one: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> bool:
    covered = other[2] <= one[2] and one[3] <= other[3]
    return covered and other[3] - other[2] > one[3] - one[2]


def _sense(text: str, plain: str, axis: str, end: str, start: int, stop: int) -> Sense:
    turned = (
        (denied(plain, start, stop, near=_CLOSE) or _NONE_OF.match(plain, stop) is not None)
        and not _DENIAL.search(plain, start, stop)
        and not _UNWANTED.search(plain[:start])
        and not cue("limits", "unturned").fullmatch(plain, start, stop)
    )
    said = ("minus" if end == "plus" else "plus") if turned else end
    clause = next((one for one in clauses(plain) if one.start <= start < one.end), Clause(0, len(plain)))
    first, last = max(clause.start, start - _BESIDE), min(clause.end, stop + _BESIDE)
    own = [at.start() + start for at in re.finditer(r"[\w-]+", plain[start:stop])]
    edges = {own[0], own[-1]} if own else set()  # its first and last word tell the end
    near = [term for term in terms(text) if first <= term.start < last]
    beside = [term for term in near if term.keys.isdisjoint(_BOTH) and term.start not in edges]
    return Sense(axis, said, start, stop, frozenset(key for term in beside for key in term.keys), turned)
