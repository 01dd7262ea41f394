"""Questions on the places that an answer cites: those on the very places first, then on what stands around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from assistant.models import Answer
from assistant.study.items import Item, Kind
from assistant.study.questions import every_item

MANY = 8


def items_about(places: Iterable[str], rng: Random, count: int = MANY) -> tuple[Item, ...]:
    """Up to `count` questions, the nearest to the places first, kinds by turns; none where no question is near."""
    cited = set(places)
    if not cited:
        return ()
    by_nearness: dict[int, list[Item]] = defaultdict(list)
    for item in every_item():
        near = max(_near(own, cited) for own in item.locators)
        if near:
            by_nearness[near].append(item)
    found: list[Item] = []
    for near in sorted(by_nearness, reverse=True):
        found += _by_turns(by_nearness[near], rng, count - len(found))
    return tuple(found)


def places_of(answer: Answer) -> tuple[str, ...]:
    """The places that an answer cites."""
    return tuple(dict.fromkeys(place for citation in answer.citations for place in citation.locators))


def _near(own: str, cited: set[str]) -> int:
    """3 on a place itself, 2 in its paragraph or row, 1 in its part of the text (not: anywhere in its table)."""
    if own in cited:
        return 3
    row = own.split("#")[0]
    if row in {place.split("#")[0] for place in cited}:
        return 2
    part = own.split(".")[0]
    return int(not part.startswith("table") and part in {place.split(".")[0] for place in cited})


def _by_turns(items: list[Item], rng: Random, count: int) -> list[Item]:
    pools: dict[Kind, list[Item]] = defaultdict(list)
    for item in items:
        pools[item.kind].append(item)
    for pool in pools.values():
        rng.shuffle(pool)
    found: list[Item] = []
    while len(found) < count and any(pools.values()):
        turn = [kind for kind in pools if pools[kind]]
        rng.shuffle(turn)
        found += [pools[kind].pop() for kind in turn[: count - len(found)]]
    return found
