"""Rivals: a figure whose words fit another figure of the passages clearly better was taken from the wrong place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.checker.claims import Claim
from assistant.checker.clauses import clauses
from assistant.checker.pieces import content, pieces
from assistant.checker.quantities import quantities, same_value
from assistant.checker.quantity import Quantity
from assistant.checker.regions import Region
from assistant.checker.sources import Figure, Source
from assistant.checker.terms import Term

_BETTER = 0.4
"""Share of a figure's words, by weight, by which another figure must fit better to be its rival."""
_WELL = 0.7
"""Share that a rival must hold at least."""
_LEAST = 2
_RARE = 5.0


def rival(
    claim: Claim,
    region: Region,
    quantity: Quantity,
    found: Sequence[Quantity],
    cited: Sequence[Source],
    holding: Sequence[Figure],
    weight: Mapping[str, float],
) -> tuple[Quantity, str] | None:
    """The figure of the passages that a claim's words belong to, with its passage, where it is not the claim's own.

    Figures that the claim names too are accounted for and rival none.
    """
    own = next(one for one in clauses(claim.plain) if one.start <= quantity.start < one.end)
    start, end = max(region.start, own.start), min(region.end, own.end)
    judged = [term for term in content(claim.clean, claim.plain, start, end) if not _figure(term)]
    if len(judged) < _LEAST or not holding or quantity.unit in ("", "count"):
        return None
    places = {figure.passage for figure in holding}
    held, best, where = 0.0, 0.0, None
    for source in cited:
        for piece in () if source.passage.kind in ("cell", "row") else pieces(source):
            share = _share(judged, piece.keys, weight)
            for one in quantities(piece.plain):
                if same_value(quantity, one) and piece.passage in places:
                    held = max(held, share)
                elif share > best and _alike(quantity, one) and not any(same_value(other, one) for other in found):
                    best, where = share, (one, piece.passage)
    return where if where and best >= _WELL and best - held >= _BETTER else None


def _figure(term: Term) -> bool:
    return next(iter(term.keys)).startswith("#")


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure in the same way: percent, months, or plain counts."""
    plain = ("", "count")
    same = one.unit == other.unit or (one.unit in plain and other.unit in plain)
    return same and one.comparator == other.comparator and not same_value(one, other)


def _share(judged: Sequence[Term], keys: frozenset[str], weight: Mapping[str, float]) -> float:
    worth = [min((weight.get(key, _RARE) for key in term.keys), default=_RARE) for term in judged]
    held = sum(value for term, value in zip(judged, worth, strict=True) if term.keys & keys)
    return held / (sum(worth) or 1.0)
