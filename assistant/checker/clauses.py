"""A sentence split into clauses, for what is said of whom; and who the yardstick of a comparison is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checker.lexicon import cue
from assistant.checker.subjects import Subject

_BREAK = re.compile(
    r"[;:.](?=\s)|(?<!\w)(?:whereas|while|although|though|yet(?! to| that)|but)(?!\w)|,(?= (?:that of|those of"
    r"|the other|and|but|while|whereas|although|though|yet(?! to| that)|so|with|which)\b)"
)
_SET_AGAINST = re.compile(
    r"\W*(?:unlike|in contrast (?:to|with)|compared (?:to|with)|as opposed to|contrary to)(?!\w)[^,;:]*, "
    r"(?:which|who|whose|where)(?!\w)[^,;:]*(,)"
)
"""An opening that names what another thing is set against, with all that it tells of it."""
SUPPOSED = re.compile(r"\W*(?:if|had|were|should|suppose|supposing|assuming)(?!\w)[^,:]*[,:]")
"""What a sentence supposes, at its beginning: no statement of how things are."""
CONDITION = re.compile(r"\W*(?:if|when|where|unless|once|as long as)(?!\w)")
"""How a clause begins that says under what condition something holds."""

ANSWERED = re.compile(r"\W*(?:(?!not|never)[a-z]+ ){0,2}(?:[a-z]+n't|not|never|cannot)\s?[,:;.-]")
"""A denial that only answers the question, before the statement begins: "They aren't: ..."."""

GOES_ON = re.compile(
    r"\W*(?:(?:and|but|so|yet|which|that|where|with|while|whereas|though|although)\W+)*"
    r"(?:it|they|its|their|which|that|the drug|the cells)(?!\w)"
)
"""How a clause begins that goes on about what was named before it."""


class Clause(NamedTuple):
    """A stretch of a claim."""

    start: int
    end: int


@lru_cache(maxsize=2048)
def clauses(plain: str) -> tuple[Clause, ...]:
    """The clauses of a folded sentence; together they cover it."""
    against = _SET_AGAINST.match(plain)
    breaks = {match.start() for match in _BREAK.finditer(plain)} | ({against.start(1)} if against else set())
    edges = [0, *sorted(breaks - {0}), len(plain)]
    return tuple(Clause(start, end) for start, end in pairwise(edges) if plain[start:end].strip(" ,;:."))


def within(named: tuple[Subject, ...], clause: Clause) -> tuple[Subject, ...]:
    """What is named inside a clause."""
    return tuple(one for one in named if clause.start <= one.start < clause.end)


def yardstick(plain: str, one: Subject) -> bool:
    """Whether something is named only to compare with: "than with CAR T cells", "unlike blinatumomab"."""
    return cue("reading", "yardstick").search(plain[max(0, one.start - 36) : one.start]) is not None


def subject_of(plain: str, inside: tuple[Subject, ...], family: str, poles: tuple[str, ...]) -> str | None:
    """The one pole of a family a clause is about; where only the yardstick is named, its opposite; else None."""
    named = [one for one in inside if one.family == family]
    if not named:
        return None
    measures = [yardstick(plain, one) for one in named]
    about = {one.pole for one, compared in zip(named, measures, strict=True) if not compared}
    if len(about) == 1:
        return next(iter(about))
    against = {one.pole for one, compared in zip(named, measures, strict=True) if compared}
    rest = [pole for pole in poles if pole not in against]
    return rest[0] if not about and len(against) == 1 and len(poles) == 2 and rest else None


def therapies_of(plain: str, named: tuple[Subject, ...], clause: Clause) -> frozenset[str]:
    """The therapies a clause names; naming none and going on ("so it suits ..."), the only one named before it."""
    inside = frozenset(one.pole for one in within(named, clause) if one.family == "therapy")
    if inside or not GOES_ON.match(plain[clause.start : clause.end]):
        return inside
    before = frozenset(one.pole for one in named if one.family == "therapy" and one.start < clause.start)
    return before if len(before) == 1 else frozenset()
