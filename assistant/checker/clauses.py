"""A sentence split into clauses, for what is said of whom; and who the yardstick of a comparison is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checker.lexicon import cue
from assistant.checker.subjects import Subject

_BREAK = re.compile(
    r"[;:.](?=\s)|,(?= (?:that of|those of|the other|and|but|while|whereas|although|though|yet(?! to)|so|with|which)\b)"
    r"|(?<!\w)(?:whereas|while|although|though|yet(?! to)|but)(?!\w)"
)
SUPPOSED = re.compile(r"\W*(?:if|had|were|should|suppose|supposing|assuming)(?!\w)[^,:]*[,:]")
"""What a sentence supposes, at its beginning: no statement of how things are."""
CONDITION = re.compile(r"\W*(?:if|when|where|unless|once|as long as)(?!\w)")
"""How a clause begins that says under what condition something holds."""


class Clause(NamedTuple):
    """A stretch of a claim."""

    start: int
    end: int


@lru_cache(maxsize=2048)
def clauses(plain: str) -> tuple[Clause, ...]:
    """The clauses of a folded sentence; together they cover it."""
    edges = [0, *(match.start() for match in _BREAK.finditer(plain)), len(plain)]
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
    about = {one.pole for one in named if not yardstick(plain, one)}
    if len(about) == 1:
        return next(iter(about))
    against = {one.pole for one in named if yardstick(plain, one)}
    rest = [pole for pole in poles if pole not in against]
    return rest[0] if not about and len(against) == 1 and len(poles) == 2 and rest else None
