"""Bounds: a limit of the passages is told as that limit, and neither as a result nor with another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.checker.claims import Claim
from assistant.checker.lexicon import cue, words
from assistant.checker.pairs import RANGE, joined
from assistant.checker.pieces import Piece, content, drawn_from, pieces
from assistant.checker.quantities import quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.sources import Source
from assistant.checker.stretches import stretches
from assistant.checker.subjects import Subject
from assistant.models import Finding

NAME = "numbers"
_BESIDE = 24
"""Characters beside a limit within which what it limits is named."""
_UNITS = ("%", "age", "year", "")
_LIMIT = re.compile(
    r"limit|threshold|cut-?off|above|below|over|under|than|least|most|up|or (?:more|less|older|younger|fewer)|[<>≤≥]"
    r"|beyond|past|within|maxim|minim|between|range|to \d|stop|end|cap|ceiling|from|label|aged?(?!\w)|until|till"
)
"""Words that make a figure a limit, however far from it."""

_LIMIT_BEFORE = re.compile(
    r"(?:(?<!\w)(?:no |not |at )?(?:\w+ than|over|under|above|below|past|least|most|up to)|[<>≤≥]) ?$"
)
_BEHIND = 9
"""Characters that a limit's own words may take behind its number: "% or more"."""
_EDGE = re.compile(r"[;:.](?=\s)|, (?=and|but|while|whereas|as against|so|though|although)")


def check_bounds(
    claim: Claim, found: Sequence[Quantity], cited: Sequence[Source], weight: dict[str, float], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for each limit told as a result, and each with another figure than its sentence has."""
    told = [figure.quantity for source in cited for figure in source.figures]
    for at, one in enumerate(found):
        same = [other for other in told if same_value(one, other)]
        if same and not one.comparator and all(other.comparator for other in same) and not _limited(claim, found, at):
            yield claim.finding(NAME, f"the limit {same[0].said()}", f"{one.said()} as a result", where)
            return
    sentences = [piece for source in cited for piece in pieces(source)]
    ranges = [pair for piece in sentences for pair in joined(piece.plain, quantities(piece.plain), RANGE)]
    for one in found:
        same = [other for other in told if same_value(one, other)]
        if not one.comparator or one.unit != "%" or any(other.comparator or other.approximate for other in same):
            continue
        lows, highs = {pair[0] for pair in ranges}, {pair[1] for pair in ranges}
        wrong = one.value in lows - highs if one.comparator == "below" else one.value in highs - lows
        if same and wrong:
            yield claim.finding(NAME, f"{one.value:g}% as the end of its range", one.said(), where)
            return
    for part in stretches(claim.clean, claim.plain):
        likely = drawn_from(content(claim.clean, claim.plain, part.start, part.end), cited, weight)
        limits = [one for piece in likely for one in quantities(piece.plain) if one.comparator]
        for one in found:
            if not part.start <= one.start < part.end or not one.comparator or one.unit not in _UNITS:
                continue
            alike = [other for other in limits if other.unit == one.unit]
            if alike and not any(same_value(one, other) for piece in likely for other in _ends(piece)):
                yield claim.finding(NAME, f"the limit {alike[0].said()}", one.said(), where)
                return


def sides(plain: str, found: Sequence[Quantity]) -> tuple[Subject, ...]:
    """The sides of groups that limits name: "65 years and above" is the older, "<50% blasts" the low burden."""
    named = []
    for one in found:
        for family, rule in words("limits")["sides"].items():
            around = plain[max(0, one.start - _BESIDE) : one.end + _BESIDE]
            told = "words" not in rule or cue("limits", "sides", family, "words").search(around)
            if one.comparator and one.unit in rule["units"] and one.value >= float(rule["least"]) and told:
                named.append(Subject(family, rule[one.comparator], one.start, one.end))
    return tuple(named)


def _ends(piece: Piece) -> tuple[Quantity, ...]:
    """The limits of a sentence and the ends of its ranges: what a claim may tell as a limit."""
    told = quantities(piece.plain)
    ranged = {value for pair in joined(piece.plain, told, RANGE) for value in pair}
    return tuple(one for one in told if one.comparator or one.approximate or one.value in ranged)


def _limited(claim: Claim, found: Sequence[Quantity], at: int) -> bool:
    """Whether words of a figure's clause make it a limit, or it is an end of a range; other limits keep theirs."""
    plain = claim.plain
    for one, other in pairwise(found):
        if found[at] in (one, other) and RANGE.fullmatch(plain, one.end, other.start):
            return True
    edges = [0, *(match.start() for match in _EDGE.finditer(plain)), len(plain)]
    start = max(edge for edge in edges if edge <= found[at].start)
    end = min(edge for edge in edges if edge > found[at].start)
    for other in found:
        if other.comparator and start <= other.start < end:
            before = _LIMIT_BEFORE.search(plain, 0, other.start)
            first = before.start() if before else other.start
            last = min(other.end + _BEHIND, len(plain))
            plain = plain[:first] + " " * (last - first) + plain[last:]
    label = plain[: plain.find(":")] if claim.kind == "row" else ""
    return _LIMIT.search(plain, start, end) is not None or _LIMIT.search(label) is not None
