"""Bounds: a limit of the passages is told as that limit, and neither as a result nor with another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.checker.claims import Claim
from assistant.checker.pairs import RANGE, joined
from assistant.checker.pieces import Piece, content, drawn_from, pieces
from assistant.checker.quantities import Quantity, quantities, same_value
from assistant.checker.sources import Source
from assistant.checker.stretches import stretches
from assistant.models import Finding

NAME = "numbers"
_UNITS = ("%", "age", "year", "")
_LIMIT = re.compile(
    r"limit|threshold|cut-?off|above|below|over|under|than|least|most|up|or (?:more|less|older|younger|fewer)|[<>≤≥]"
    r"|beyond|past|within|maxim|minim|between|range|to \d|stop|end|cap|ceiling|from|label|aged?(?!\w)"
)
"""Words that make a figure a limit, however far from it."""

_AFTER = re.compile(r"(?:(?!,|;| (?:with|in|at|among|for) (?:less|more|fewer|over|under|below|above|at)(?!\w)).)*")
"""The words after a figure that may make it a limit: up to a comma, or to the group that it is of."""
_JOIN = re.compile(r"\W*(?:blasts|years|to|and|or)?\W*(?:and|to|or)?\W*")


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


def _ends(piece: Piece) -> tuple[Quantity, ...]:
    """The limits of a sentence and the ends of its ranges: what a claim may tell as a limit."""
    told = quantities(piece.plain)
    ranged = {value for pair in joined(piece.plain, told, RANGE) for value in pair}
    return tuple(one for one in told if one.comparator or one.approximate or one.value in ranged)


def _limited(claim: Claim, found: Sequence[Quantity], at: int) -> bool:
    """Whether words between a figure and its neighbours make it a limit; figures joined by "and" share theirs."""
    if at + 1 < len(found) and RANGE.fullmatch(claim.plain, found[at].end, found[at + 1].start):
        return True
    first = at
    while first and _JOIN.fullmatch(claim.plain, found[first - 1].end, found[first].start):
        first -= 1
    begin = found[first - 1].end if first else 0
    end = found[at + 1].start if at + 1 < len(found) else len(claim.plain)
    before, after = claim.plain[begin : found[at].start], _AFTER.match(claim.plain, found[at].end, end)
    if first < at and RANGE.fullmatch(claim.plain, found[at - 1].end, found[at].start):
        return True
    return _LIMIT.search(before) is not None or (after is not None and _LIMIT.search(after[0]) is not None)
