"""Orders: of two figures set against each other the one said to be lower is the lower ("fell from 81% to 40%")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.lexicon import words
from assistant.checker.pairs import AGAINST
from assistant.checker.quantity import Quantity
from assistant.checker.subjects import subjects
from assistant.models import Finding

NAME = "numbers"
_NEAR = 70
"""Characters before two figures within which a direction is said of them."""
_FROM = re.compile(r"(?<!\w)from (?:about |around |some )?$")
_TO = re.compile(r"\s?%?\s?(?:years|months|weeks|days)? ?(?:down |up )?to (?:about |around |some |only )?")


def check_orders(claim: Claim, found: Sequence[Quantity], where: tuple[str, ...]) -> Iterable[Finding]:
    """One finding for each two figures that stand the other way round than the direction said of them."""
    for one, other in pairwise(found):
        if one.unit != other.unit or not one.unit or one.comparator or other.comparator:
            continue
        changed = _FROM.search(claim.plain[: one.start]) and _TO.fullmatch(claim.plain, one.end, other.start)
        if not changed and not AGAINST.fullmatch(claim.plain, one.end, other.start):
            continue
        end = _said_of(claim, one.start, found)
        first_lower = {"minus": True, "plus": False}.get(end)
        if first_lower is None or one.value == other.value:
            continue
        if (one.value < other.value) != (first_lower != bool(changed)):
            said = f"{one.said()} and {other.said()}"
            yield claim.finding(NAME, f"{said} in the order of what is said of them", "the other way round", where)


def _said_of(claim: Claim, start: int, found: Sequence[Quantity]) -> str:
    """The direction said right before two figures; empty where none is, or both are."""
    begin = max([0, start - _NEAR, *(one.end for one in found if one.end <= start and not one.comparator)])
    begin = max(begin, *(match.end() for match in re.finditer(r"[.;]\s|^", claim.plain[:start])))
    axes = ("amount",) if _counts_harm(claim) else ("amount", "quality")
    near = [one for one in senses(claim.clean, claim.plain) if one.axis in axes and begin <= one.start < start]
    ends = {one.end for one in near if not one.denied}
    return ends.pop() if len(ends) == 1 and not any(one.denied for one in near) else ""


def _counts_harm(claim: Claim) -> bool:
    """Whether a claim counts what is better rare: there worse is more."""
    harms = words("subjects")["harms"]
    return any(one.family == "measure" and one.pole in harms for one in subjects(claim.clean, claim.plain))
