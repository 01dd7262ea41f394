"""The questions of study: all there are, one by its id, and a quiz drawn from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from random import Random
from typing import get_args

from assistant.study.errors import StudyError
from assistant.study.excluding import exclude_item
from assistant.study.given import seed_of
from assistant.study.items import Item, Kind
from assistant.study.spotting import spot_items
from assistant.study.tabled import cell_items, compare_items, fill_items
from assistant.study.textual import text_items
from corpus.digest import load_digest
from corpus.study import load_asking

KINDS: tuple[Kind, ...] = get_args(Kind)
_SEEDS = 40
"""Patients for the questions on exclusions that belong to the bank; more can be made by id."""


@lru_cache(maxsize=1)
def bank() -> Mapping[Kind, Mapping[str, Item]]:
    """All questions by kind and id but those on exclusions, which are made by `item_by_id("exclude:SEED")`."""
    digest = load_digest()
    made: dict[Kind, Iterator[Item]] = {
        "cell": cell_items(), "fill": fill_items(), "compare": compare_items(), "text": text_items(digest),
        "spot": spot_items(digest),
    }  # fmt: skip
    return {kind: {item.id: item for item in items} for kind, items in made.items()}


def item_by_id(own: str) -> Item:
    """The question of an id. Raises StudyError where there is none."""
    kind, _, text = own.partition(":")
    seed = seed_of(text)
    if kind == "exclude" and seed is not None and seed >= 0:
        return exclude_item(seed)
    for items in bank().values():
        if own in items:
            return items[own]
    raise StudyError(f"item {own!r}", "the id of a question", "It may be of older data: ask `cd19 study quiz`.")


def quiz(rng: Random, count: int, topic: str = "", kinds: tuple[Kind, ...] = KINDS) -> tuple[Item, ...]:
    """Questions, each once, kinds by turns; fewer than `count` where a topic has no more.

    Raises StudyError for a topic there is none of.
    """
    wanted = topic_id(topic) if topic else ""
    pools: dict[Kind, list[str]] = {kind: item_ids(kind, wanted) for kind in kinds}
    for pool in pools.values():
        rng.shuffle(pool)
    found: list[Item] = []
    while len(found) < count and any(pools.values()):
        turn = [kind for kind in kinds if pools[kind]]
        rng.shuffle(turn)
        found += [item_by_id(pools[kind].pop()) for kind in turn[: count - len(found)]]
    return tuple(found)


def item_ids(kind: Kind, topic: str = "") -> list[str]:
    """The ids of a kind's questions, on a topic where one is given by its id."""
    if kind == "exclude":
        return [f"exclude:{seed}" for seed in range(_SEEDS)] if topic in ("", "exclusion") else []
    return [own for own, item in bank()[kind].items() if topic in ("", item.topic)]


def every_item(topic: str = "") -> tuple[Item, ...]:
    """All questions, on a topic where one is named, by kind. Raises StudyError for an unknown topic."""
    wanted = topic_id(topic) if topic else ""
    return tuple(item_by_id(own) for kind in KINDS for own in item_ids(kind, wanted))


def topic_id(named: str) -> str:
    """A topic by its id or its title. Raises StudyError for one there is none of."""
    topics = load_asking().topics
    for own, title in topics.items():
        if named.lower() in (own.lower(), title.lower()):
            return own
    raise StudyError(f"topic {named!r}", f"one of {', '.join(topics)}", "Name one of them.")
