"""A claim cut into stretches that each say one thing of one therapy, for holding each against its own sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from assistant.checker.clauses import Clause, clauses, within
from assistant.checker.subjects import subjects
from assistant.checker.terms import terms

_AND = re.compile(r",? and (?=(?:(?:with|for|after|in|on|to|of|the|a|that|those|cd19|by) )*(?P<named>\w))|, (?=not )")
_PART = re.compile(r",|(?<!\w)and(?!\w)")
_SHORT = 2
"""Content words below which a stretch belongs to what follows it: "CAR T cells: four to six weeks"."""

_HEADING = 4


@lru_cache(maxsize=2048)
def stretches(clean: str, plain: str) -> tuple[Clause, ...]:
    """The stretches of a claim, in order: its clauses, headings joined on, cut where the other therapy comes up."""
    named = [one for one in subjects(clean, plain) if one.family == "therapy"]
    found: list[Clause] = []
    for clause in _joined(clean, clauses(plain)):
        inside = within(tuple(named), clause)
        edges = [clause.start]
        for match in _AND.finditer(plain, clause.start, clause.end):
            before = {one.pole for one in inside if one.start < match.start()}
            after = {one.pole for one in inside if match.start() <= one.start <= match.end() + 2} or (
                {one.pole for one in inside if one.start > match.start()} if match["named"] is None else set()
            )
            if before and after and not before & after:
                edges.append(match.start())
        found += [Clause(one, other) for one, other in pairwise([*edges, clause.end])]
    return tuple(found)


@lru_cache(maxsize=2048)
def narrow(clean: str, plain: str) -> tuple[Clause, ...]:
    """The parts of the stretches between commas and "and" that name a therapy."""
    named = tuple(one for one in subjects(clean, plain) if one.family == "therapy")
    found: list[Clause] = []
    for part in stretches(clean, plain):
        edges = [part.start, *(match.start() for match in _PART.finditer(plain, part.start, part.end)), part.end]
        found += [one for one in (Clause(*pair) for pair in pairwise(edges)) if one != part and within(named, one)]
    return tuple(found)


def _joined(clean: str, found: tuple[Clause, ...]) -> list[Clause]:
    """Clauses, those that only name what the next speaks of joined to it."""
    joined: list[Clause] = []
    for clause in found:
        head = joined[-1] if joined else None
        if head and clean[clause.start : clause.start + 1] == ":" and _few(clean[head.start : head.end]):
            joined[-1] = Clause(head.start, clause.end)
        else:
            joined.append(clause)
    return joined


def _few(text: str) -> bool:
    few = sum(not any(key.startswith("therapy:") for key in term.keys) for term in terms(text)) < _SHORT
    return few and len(text.split()) <= _HEADING
