"""Ratios: "about three in four" may stand for a percentage, and a percentage for the fraction said with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.checker.quantities import Quantity, partners
from assistant.checker.sources import Figure

_ROUND = (2, 3, 4, 5, 10)
"""Denominators in which people round."""
_NEAR = 4.0
"""Percentage points that rounding may cost."""
_EXACT = 0.51

Agrees = Callable[[Quantity, Figure], bool]


def told_otherwise(plain: str, found: Sequence[Quantity], at: int, cited: Iterable[Figure], agrees: Agrees) -> bool:
    """Whether a figure that no passage has is one of theirs in another form, of the same as `agrees` says."""
    pairs = partners(plain, tuple(found))
    figures = tuple(cited)
    if found[at].unit == "%":
        firsts = [first for first, second in pairs if second == at]
        return any(_made(found[first], found[second], found[at], figures) for first, second in pairs if first in firsts)
    return any(_rounded(plain, found[one], found[two], figures, agrees) for one, two in pairs if at in (one, two))


def _made(part: Quantity, whole: Quantity, share: Quantity, figures: Sequence[Figure]) -> bool:
    """Whether a fraction of the passages makes the percentage said with it: "6 of 7 (86%)"."""
    if whole.unit == "%" or not whole.value:
        return False
    held = {figure.quantity.value for figure in figures if figure.quantity.unit != "%"}
    near = _NEAR if share.approximate else _EXACT
    return {part.value, whole.value} <= held and abs(100 * part.value / whole.value - share.value) <= near


def _rounded(plain: str, part: Quantity, whole: Quantity, figures: Sequence[Figure], agrees: Agrees) -> bool:
    """Whether a fraction in round parts, said loosely, is near a percentage of the passages."""
    loose = part.approximate or whole.spelled or re.match(r"\s*in(?!\w)", plain[part.end :])
    if whole.unit == "%" or whole.value not in _ROUND or not part.value < whole.value or not loose:
        return False
    share = Quantity(100 * part.value / whole.value, "%", "", True, part.start, whole.end)
    return any(
        figure.quantity.unit == "%"
        and not figure.quantity.comparator
        and abs(figure.quantity.value - share.value) <= _NEAR
        and agrees(share, figure)
        for figure in figures
    )
