"""Figures set against each other: the place of each, and the side of a group that it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checker.lexicon import words
from assistant.checker.pairs import AGAINST
from assistant.checker.quantity import Quantity
from assistant.checker.regions import Region
from assistant.checker.subjects import Subject

_PAIR = 2


def rank_of(plain: str, found: Sequence[Quantity], at: int, region: Region) -> tuple[int, int] | None:
    """A figure's place among those set against each other ("56% vs 46%": 0 and 1 of 2); None for one alone."""
    rivals = [other for other in region.figures if found[other].unit == found[at].unit and not found[other].comparator]
    if len(rivals) != _PAIR or at not in rivals:
        return None
    between = plain[found[rivals[0]].end : found[rivals[-1]].start]
    against = re.search(r"(?<!\w)(?:vs?|versus|and|against|compared with)(?!\w)", between)
    return (rivals.index(at), len(rivals)) if against else None


def pole_in_turn(inside: Sequence[Subject], family: str, rank: tuple[int, int] | None) -> frozenset[str]:
    """The pole meant where as many poles as figures are named in order: "older and younger: 56% vs 46%"."""
    poles = tuple(dict.fromkeys(one.pole for one in inside if one.family == family))
    return frozenset({poles[rank[0]]}) if rank and len(poles) == rank[1] else frozenset()


def opening_of(plain: str, found: Sequence[Quantity], at: int, region: Region) -> int | None:
    """Where the first of two figures set against each other begins, with nothing but "versus" between; else None."""
    alike = [other for other in region.figures if found[other].unit == found[at].unit and not found[other].comparator]
    if len(alike) != _PAIR or at not in alike:
        return None
    first, second = (found[other] for other in alike)
    return first.start if AGAINST.fullmatch(plain, first.end, second.start) else None


def sides_of(
    inside: Sequence[Subject], rank: tuple[int, int] | None, opening: int | None, places: Sequence[int]
) -> frozenset[tuple[str, str]]:
    """The poles a region names: one of a family alone, or in the order of the figures set against each other.

    Where one pole is named before two figures set against each other, the first is of it and the second of the other.
    """
    found = set()
    for family, listed in words("arms").items():
        named = [one for one in inside if one.family == family]
        poles = {one.pole for one in named}
        if rank and opening is not None and len(poles) == 1 and len(listed) == _PAIR:
            if all(one.start < opening for one in named):
                first = named[0].pole
                other = next(pole for pole in listed if pole != first)
                found.add((family, other if rank[0] else first))
        elif rank:
            found |= {(family, pole) for pole in pole_in_turn(inside, family, rank)}
            found |= {(family, pole) for pole in _of_each(inside, family, places)}
        elif len(poles) == 1:
            found.add((family, next(iter(poles))))
    return frozenset(found)


def _of_each(inside: Sequence[Subject], family: str, places: Sequence[int]) -> frozenset[str]:
    """The one pole that stands beside each of the figures set against each other: "6% with one, 56% with one"."""
    named = [one for one in inside if one.family == family]
    nearest = {min(places, key=lambda place: abs(place - one.start)) for one in named}
    poles = {one.pole for one in named}
    return frozenset(poles) if len(poles) == 1 and len(nearest) == len(named) == len(places) else frozenset()
