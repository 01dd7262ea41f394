"""Shapes of figures: ranges, fractions and pairs set against each other keep their partners and their order.

1. A range or a fraction that shares one figure with one of the passages shares the other too.
2. A figure is not said more often than the passages have it.
3. Of two figures of one cited sentence each keeps the words beside it: exchanged, they fit the other's better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.clauses import SUPPOSED
from assistant.checker.lexicon import words
from assistant.checker.pieces import Piece, pieces
from assistant.checker.quantities import Quantity, quantities, same_value
from assistant.checker.regions import regions
from assistant.checker.sources import Source
from assistant.checker.subjects import subjects
from assistant.checker.terms import terms
from assistant.models import Finding

NAME = "numbers"
_RANGE = re.compile(r"\s?(?:%|years?|months?|weeks?|days?)?\s?(?:to|-|–|through|and)\s?")
_FRACTION = re.compile(r" (?:of|out of|/)(?: (?:the|these|those|its|all|a total of))* ")
_NOT = re.compile(r"(?:(?<!\w)not|n't|never) (?:(?:in|at|to|the|about|by|as|for|of|reached|found|seen) ){0,2}$")
_MORE = 2
"""Words by which two figures must fit better exchanged than as they stand."""

Pair = tuple[float, float]


def check_shapes(
    claim: Claim, found: Sequence[Quantity], cited: Sequence[Source], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for each range, fraction or pair of figures that the cited passages put together otherwise."""
    told = [piece for source in cited if source.figures for piece in pieces(source)]
    for shape, name in ((_RANGE, "range"), (_FRACTION, "fraction")):
        known = {pair for piece in told for pair in _pairs(piece.plain, quantities(piece.plain), shape)}
        implied = _implied(cited) if name == "fraction" else set()
        sizes = {pair[1] for pair in known} | {
            one.quantity.value for source in cited for one in source.figures if "n" in one.measures
        }
        for one, other in _pairs(claim.plain, found, shape):
            near = [pair for pair in known if one in pair or other in pair]
            sized = name == "fraction" and other in sizes and one < other and not any(pair[0] == one for pair in known)
            if near and (one, other) not in known | implied and not sized:
                expected = f"the {name} {near[0][0]:g} and {near[0][1]:g}"
                yield claim.finding(NAME, expected, f"{one:g} and {other:g}", where)
                return
    yield from _denied(claim, found, told, where)
    yield from _doubled(claim, found, told, where)
    yield from _exchanged(claim, found, told, where)


def _pairs(plain: str, found: Sequence[Quantity], shape: re.Pattern[str]) -> list[Pair]:
    """The values of neighbours that a shape joins; "and" makes a range only behind "between"."""
    joined = []
    for one, other in pairwise(found):
        gap = plain[one.end : other.start]
        if not shape.fullmatch(gap) or (one.unit and other.unit and one.unit != other.unit and shape is _RANGE):
            continue
        if shape is _RANGE and "and" in gap and not plain[: one.start].rstrip().endswith("between"):
            continue
        if shape is not _RANGE or not one.comparator:
            joined.append((one.value, other.value))
    return joined


def _implied(cited: Sequence[Source]) -> set[Pair]:
    """Fractions that a study's row implies: its relapses of a kind out of all its relapses."""
    kinds = words("subjects")["measures"]["relapse"]
    counts = [
        (source.passage.place, measure, one.quantity.value)
        for source in cited
        for one in source.figures
        for measure in one.measures
        if one.quantity.unit in ("", "count") and measure in kinds
    ]
    return {
        (part, whole)
        for place, kind, part in counts
        for other, measure, whole in counts
        if place == other and kind != "relapse" and measure == "relapse"
    }


def _denied(
    claim: Claim, found: Sequence[Quantity], told: Sequence[Piece], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for a figure that a claim denies and a passage plainly has: "was not 68%"."""
    for one in found:
        if _NOT.search(claim.plain[max(0, one.start - 30) : one.start]) and any(
            same_value(one, other) and not _NOT.search(piece.plain[max(0, other.start - 30) : other.start])
            for piece in told
            for other in quantities(piece.plain)
        ):
            yield claim.finding(NAME, f"{one.said()}, as a cited passage has it", "denied", where)


def _doubled(
    claim: Claim, found: Sequence[Quantity], told: Sequence[Piece], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for a figure that a claim says of two things and the passages of one."""
    supposed = SUPPOSED.match(claim.plain)
    said = Counter(
        (one.value, one.unit)
        for one in found
        if one.unit and not one.comparator and not one.spelled and not (supposed and one.end <= supposed.end())
    )
    for (value, unit), times in said.items():
        if times < 2 or unit == "count":
            continue
        held = sum(one.value == value and one.unit == unit for piece in told for one in quantities(piece.plain))
        if 0 < held < times:
            yield claim.finding(NAME, f"{value:g} {unit} said of {held} thing", f"said of {times}", where)


def _exchanged(
    claim: Claim, found: Sequence[Quantity], told: Sequence[Piece], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for two figures of one sentence that stand in each other's place."""
    mine = _beside(claim.clean, claim.plain)
    for one, other in combinations(range(len(found)), 2):
        if found[one].unit != found[other].unit or not found[one].unit or same_value(found[one], found[other]):
            continue
        for piece in told:
            theirs = _beside(piece.text, piece.plain)
            first = [keys for quantity, keys in theirs if same_value(found[one], quantity)]
            second = [keys for quantity, keys in theirs if same_value(found[other], quantity)]
            if len(first) != 1 or len(second) != 1:
                continue
            straight = len(mine[one][1] & first[0] - second[0]) + len(mine[other][1] & second[0] - first[0])
            crossed = len(mine[one][1] & second[0] - first[0]) + len(mine[other][1] & first[0] - second[0])
            if crossed - straight >= _MORE:
                said = f"{found[one].said()} and {found[other].said()}"
                yield claim.finding(NAME, f"{said} each in its place", "exchanged", where)
                return


@lru_cache(maxsize=4096)
def _beside(text: str, plain: str) -> tuple[tuple[Quantity, frozenset[str]], ...]:
    """Each figure of a text with the keys of what its own stretch says: words, groups, ends of axes."""
    found = quantities(plain)
    spots = [(term.start, key) for term in terms(text) for key in term.keys]
    spots += [(one.start, f"{one.family}:{one.pole}") for one in subjects(text, plain) if one.family in words("arms")]
    spots += [(one.start, f"{one.axis}:{one.end}") for one in senses(text, plain)]
    near = {at: region for region in regions(plain, found) for at in region.figures}
    return tuple(
        (one, frozenset(key for start, key in spots if near[at].start <= start < near[at].end))
        for at, one in enumerate(found)
    )
