"""Shapes of figures: ranges, fractions and pairs set against each other keep their partners and their order.

1. A range or a fraction that shares one figure with one of the passages shares the other too.
2. A figure is not said more often than the passages have it.
3. Of two figures of one cited sentence each keeps the words beside it: exchanged, they fit the other's better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from assistant.checker.axes import senses
from assistant.checker.claims import Claim
from assistant.checker.clauses import SUPPOSED
from assistant.checker.lexicon import words
from assistant.checker.pairs import AGAINST, RANGE, Pair, changes, fractions, joined, mismatched
from assistant.checker.pieces import Piece, pieces
from assistant.checker.quantities import quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.regions import regions
from assistant.checker.sources import Source
from assistant.checker.subjects import subjects
from assistant.checker.terms import terms
from assistant.models import Finding

NAME = "numbers"
_PEOPLE = re.compile(r" (?:of the |of all |treated |evaluated )*(?:patients|people|recipients|children|adults)(?!\w)")
_RELAPSES = re.compile(r" relapses(?!\w)")
_RELAPSE = re.compile(r"(?<!\w)(?:relaps\w*|recurr\w*|progress\w*)")
_NOT = re.compile(r"(?:(?<!\w)not|n't|never) (?:(?:in|at|to|the|about|by|as|for|of|reached|found|seen) ){0,2}$")
_ROWS = ("table1.", "table2.")
_MORE = 2
"""Words by which two figures must fit better exchanged than as they stand."""


def check_shapes(
    claim: Claim, found: Sequence[Quantity], cited: Sequence[Source], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for each range, fraction or pair of figures that the cited passages put together otherwise."""
    told = [piece for source in cited if source.figures for piece in pieces(source)]
    yield from _apart(claim, found, cited, told, where)
    yield from _denied(claim, found, told, where)
    yield from _doubled(claim, found, told, where)
    yield from _exchanged(claim, found, told, where)


def _apart(
    claim: Claim, found: Sequence[Quantity], cited: Sequence[Source], told: Sequence[Piece], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for a range, a fraction or a pair set against each other of which a passage has one figure alone."""
    sizes = _counts(cited, ("n",))
    known = {pair for piece in told for pair in joined(piece.plain, quantities(piece.plain), RANGE)}
    falling = changes(claim.plain, found)
    ranges = joined(claim.plain, found, RANGE)
    for one, other in ranges:
        if (one, other) not in falling and _parted(one, other, known):
            yield _unjoined(claim, "range", (one, other), known, where)
            return
    known = {pair for piece in told for pair in fractions(piece.plain, quantities(piece.plain))}
    lapsed = {pair for piece in told for pair in fractions(piece.plain, quantities(piece.plain), _RELAPSES)}
    if not _RELAPSE.search(claim.plain):
        for one, other in lapsed & set(fractions(claim.plain, found, _PEOPLE)):
            yield claim.finding(NAME, f"{one:g} of {other:g} relapses", "said of patients", where)
            return
    implied = _implied(cited)
    for one, other in fractions(claim.plain, found):
        sized = other in sizes and one < other and not any(pair[0] == one for pair in known)
        if not sized and (one, other) not in implied and _parted(one, other, known):
            yield _unjoined(claim, "fraction", (one, other), known, where)
            return
    known = {pair for piece in told for pair in joined(piece.plain, quantities(piece.plain), AGAINST)}
    known |= {(other, one) for one, other in known}
    for one, other in (*joined(claim.plain, found, AGAINST), *falling):
        if any(pair[1] == one for pair in ranges) and any(pair[0] == other for pair in ranges):
            continue  # two ranges set against each other: "9% to 13% against 13% to 50%"
        if _parted(one, other, known) and not _both(claim):
            yield _unjoined(claim, "pair", (one, other), known, where)
            return
    odd = mismatched(claim.plain, found)
    if odd:
        said = f"{odd[0].said()} and {odd[1].said()}"
        yield claim.finding(NAME, "figures of one kind set against each other", said, where)


def _counts(cited: Sequence[Source], measures: Collection[str]) -> set[float]:
    """The figures of some measures in the tables cited."""
    told = (one for source in cited if source.passage.kind == "cell" for one in source.figures)
    return {one.quantity.value for one in told if one.measures & set(measures)}


def _parted(one: float, other: float, known: Collection[Pair]) -> bool:
    return (one, other) not in known and any(one in pair or other in pair for pair in known)


def _both(claim: Claim) -> bool:
    """Whether a claim names both therapies: it may set figures of the two against each other."""
    named = {one.pole for one in subjects(claim.clean, claim.plain) if one.family == "therapy"}
    return len(named) > 1


def _unjoined(claim: Claim, name: str, pair: Pair, known: Collection[Pair], where: tuple[str, ...]) -> Finding:
    near = next(two for two in sorted(known) if set(pair) & set(two))
    return claim.finding(NAME, f"the {name} {near[0]:g} and {near[1]:g}", f"{pair[0]:g} and {pair[1]:g}", where)


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
        if found[one].unit != found[other].unit or same_value(found[one], found[other]):
            continue
        if found[one].unit in ("", "age"):  # ages stand together: a median and the ends of its range
            continue
        for piece in told:
            theirs = _beside(piece.text, piece.plain)
            first = [keys for quantity, keys in theirs if same_value(found[one], quantity)]
            second = [keys for quantity, keys in theirs if same_value(found[other], quantity)]
            if len(first) != 1 or len(second) != 1:
                continue
            if piece.passage.startswith(_ROWS):  # every cell of a row bears the name of its study
                first, second = [keys - _named(claim) for keys in first], [keys - _named(claim) for keys in second]
            straight = len(mine[one][1] & first[0] - second[0]) + len(mine[other][1] & second[0] - first[0])
            crossed = len(mine[one][1] & second[0] - first[0]) + len(mine[other][1] & first[0] - second[0])
            if crossed - straight >= _MORE:
                said = f"{found[one].said()} and {found[other].said()}"
                yield claim.finding(NAME, f"{said} each in its place", "exchanged", where)
                return


def _named(claim: Claim) -> frozenset[str]:
    """The keys of the words with which a claim names studies and therapies."""
    spans = [(one.start, one.end) for one in subjects(claim.clean, claim.plain) if one.family in ("study", "therapy")]
    inside = (term for term in terms(claim.clean) if any(start <= term.start < end for start, end in spans))
    return frozenset(key for term in inside for key in term.keys)


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
