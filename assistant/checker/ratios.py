"""Ratios: "about three in four" may stand for a percentage, and a percentage for the fraction said with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

from assistant.checker.quantities import partners
from assistant.checker.quantity import Quantity
from assistant.checker.sources import Figure

_ROUND = (2, 3, 4, 5, 10)
"""Denominators in which people round."""
_NEAR = 4.0
"""Percentage points that rounding may cost."""
_EXACT = 0.51
_BESIDE = 60
"""Characters from a percentage within which the fraction stands that makes it."""

Agrees = Callable[[Quantity, Figure], bool]


def told_otherwise(
    plain: str,
    found: Sequence[Quantity],
    at: int,
    cited: Iterable[Figure],
    agrees: Agrees,
    fractions: Iterable[tuple[float, float]] = (),
) -> bool:
    """Whether a figure that no passage has is one of theirs in another form, of the same as `agrees` says.

    `fractions`: those of the passages; a share told loosely may be one of them.
    """
    figures = tuple(cited)
    if found[at].unit == "%":
        counts = [one for one in found if one.unit in ("", "count")]
        if any(_made(one, other, found[at], figures) for one, other in permutations(counts, 2)):
            return True
        beside = [one for one in counts if _gap(one, found[at]) <= _BESIDE]
        loose = found[at].approximate and found[at].spelled and not beside
        return loose and any(abs(100 * part / whole - found[at].value) <= _NEAR for part, whole in fractions if whole)
    pairs = partners(plain, tuple(found))
    shares = [one for one in found if one.unit == "%" and _gap(found[at], one) <= _BESIDE]
    wholes = [found[two] for one, two in pairs if one == at and found[two].unit != "%"]
    if any(_reckoned(found[at], whole, share, figures) for whole in wholes for share in shares):
        return True
    return any(_rounded(plain, found[one], found[two], figures, agrees) for one, two in pairs if at in (one, two))


def _gap(one: Quantity, other: Quantity) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _made(part: Quantity, whole: Quantity, share: Quantity, figures: Sequence[Figure]) -> bool:
    """Whether a fraction of the passages makes the percentage said with it: "6 of 7 (86%)"."""
    if not part.value < whole.value:
        return False
    held = {figure.quantity.value for figure in figures if figure.quantity.unit != "%"}
    near = _NEAR if share.approximate else _EXACT
    return {part.value, whole.value} <= held and abs(100 * part.value / whole.value - share.value) <= near


def _reckoned(part: Quantity, whole: Quantity, share: Quantity, figures: Sequence[Figure]) -> bool:
    """Whether a count is a percentage of the passages, said beside it, of a size they tell: "16 of 20 (80%)"."""
    counts = {figure.quantity.value for figure in figures if figure.quantity.unit != "%" and "n" in figure.measures}
    told = {figure.quantity.value for figure in figures if figure.quantity.unit == "%"}
    made = whole.value and abs(100 * part.value / whole.value - share.value) <= _EXACT
    return bool(made) and whole.value in counts and share.value in told


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
