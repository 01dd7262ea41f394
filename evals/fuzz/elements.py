"""An XML document made into another one that still is XML: elements renamed, dropped, doubled, moved; texts mangled.

Bytes changed at random are not well-formed 9 times in 10.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from evals.fuzz.mutate import mutated

_TAGS = (
    "p", "sec", "title", "xref", "sup", "list", "list-item", "table-wrap", "table", "tr", "td", "th", "fn", "label",
    "ref", "ref-list", "sub-article", "month", "year", "name", "surname", "body", "back", "abstract", "article", "i",
)  # fmt: skip
_NAMED = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;")
"""Entities that stand for signs: a parser without their declarations refuses them."""
_ATTRIBUTES = ("rid", "id", "ref-type", "rowspan", "colspan", "content-type", "pub-id-type")
_VALUES = ("", "b1", "b1 b2", "bibr", "9", "-1", "999999999", "0", "x" * 300, "²", "doi")


def changed(rng: random.Random, pool: Sequence[bytes], words: Sequence[bytes], most: int) -> bytes:
    """One to six changes to a document of the pool; one time in three, or where it is none, to its bytes."""
    try:
        root = ET.fromstring(_NAMED.sub(b"-", rng.choice(pool))) if rng.random() < 0.67 else None
    except (ET.ParseError, ValueError, LookupError):
        root = None
    if root is None:
        return mutated(rng, pool, words, most)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        _change(rng, list(root.iter()), words)
    made = ET.tostring(root, "utf-8")
    return made if len(made) <= most else mutated(rng, pool, words, most)


def _change(rng: random.Random, every: Sequence[ET.Element], words: Sequence[bytes]) -> None:
    one, other = rng.choice(every), rng.choice(every)
    match rng.randrange(7):
        case 0:
            one.tag = rng.choice(_TAGS)
        case 1:
            one.set(rng.choice(_ATTRIBUTES), rng.choice(_VALUES))
        case 2 if len(one):
            one.remove(one[rng.randrange(len(one))])
        case 3:
            other.insert(rng.randrange(len(other) + 1), copy.deepcopy(one))
        case 4:
            one.tail = _text(rng, one.tail, words)
        case 5:
            one.append(ET.Element(rng.choice(_TAGS)))
        case _:
            one.text = _text(rng, one.text, words)


def _text(rng: random.Random, held: str | None, words: Sequence[bytes]) -> str:
    """The text with its bytes mangled, without what no XML may hold."""
    made = mutated(rng, ((held or " ").encode(),), words, 2000).decode("utf-8", "ignore")
    return "".join(sign for sign in made if sign >= " " or sign in "\t\n" if sign not in "\ufffe\uffff")
