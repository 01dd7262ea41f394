"""A JSON text made into another one that still is JSON: values exchanged, dropped, doubled, put elsewhere.

Bytes changed at random are no JSON 98 times in 100, and get no further than its reader.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

from evals.fuzz.mutate import NASTY, mutated

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3.5, 10**30, -(10**400), 1e308, 5e-324, "", " ", "none", "positive", "active", "yes",
    [], {}, [None], [[]], ["Ph-like", "Ph-like"], {"age": 34}, {"": ""}, "\ud800", "\x00", "1e5", "²", "1,5",
    "x" * 9000,
)  # fmt: skip


def changed(rng: random.Random, pool: Sequence[bytes], words: Sequence[bytes], most: int) -> bytes:
    """One to four changes to a JSON input of the pool; one time in four, or where it is none, to its bytes."""
    if rng.random() < 0.25:
        return mutated(rng, pool, words, most)
    try:
        tree = json.loads(rng.choice(pool))
        for _ in range(rng.choice((1, 1, 2, 4))):
            tree = _changed(rng, tree, words)
        return json.dumps(tree, ensure_ascii=rng.random() < 0.9).encode("utf-8", "surrogatepass")[:most]
    except (ValueError, RecursionError):
        return mutated(rng, pool, words, most)


def _changed(rng: random.Random, tree: Any, words: Sequence[bytes]) -> Any:
    """The tree with one place changed; the deeper, the less often."""
    names = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    if not names or rng.random() < 0.15:
        return _value(rng, tree, words)
    at = rng.choice(names)
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    match rng.randrange(6):
        case 0:
            del copy[at]
        case 1 if isinstance(copy, dict):
            copy[_text(rng, str(at), words)] = copy[at]
        case 1 if isinstance(copy, list):
            copy.insert(at, copy[at])
        case 2:
            copy[at] = copy[rng.choice(names)]
        case _:
            copy[at] = _changed(rng, copy[at], words)
    return copy


def _value(rng: random.Random, held: Any, words: Sequence[bytes]) -> Any:
    if isinstance(held, str) and rng.random() < 0.6:
        return _text(rng, held, words)
    if isinstance(held, int | float) and abs(held) < 1e300 and rng.random() < 0.4:
        return rng.choice((-held, held + 1, held * 10, held // 3, str(held)[:40]))
    return rng.choice(_VALUES)


def _text(rng: random.Random, held: str, words: Sequence[bytes]) -> str:
    """The text with its bytes mangled as any other input's are."""
    raw = held.encode("utf-8", "surrogatepass") or b" "
    return mutated(rng, (raw,), words or NASTY, 4000).decode("utf-8", "surrogateescape")
