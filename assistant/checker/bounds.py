"""Bounds: a limit of the passages is told as that limit, and neither as a result nor with another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.checker.claims import Claim
from assistant.checker.pieces import content, drawn_from
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


def check_bounds(
    claim: Claim, found: Sequence[Quantity], cited: Sequence[Source], weight: dict[str, float], where: tuple[str, ...]
) -> Iterable[Finding]:
    """One finding for each limit told as a result, and each with another figure than its sentence has."""
    told = [figure.quantity for source in cited for figure in source.figures]
    for one in found:
        same = [other for other in told if same_value(one, other)]
        if same and not one.comparator and all(other.comparator for other in same) and not _LIMIT.search(claim.plain):
            yield claim.finding(NAME, f"the limit {same[0].said()}", f"{one.said()} as a result", where)
            return
    for part in stretches(claim.clean, claim.plain):
        likely = drawn_from(content(claim.clean, claim.plain, part.start, part.end), cited, weight)
        limits = [one for piece in likely for one in quantities(piece.plain) if one.comparator]
        for one in found:
            if not part.start <= one.start < part.end or not one.comparator or one.unit not in _UNITS:
                continue
            alike = [other for other in limits if other.unit == one.unit]
            if alike and not any(same_value(one, other) for piece in likely for other in quantities(piece.plain)):
                yield claim.finding(NAME, f"the limit {alike[0].said()}", one.said(), where)
                return
