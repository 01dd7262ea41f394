"""Two sentences along each other, word by word: the stretch they share, and where they part within and beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"[a-z0-9µ]+(?:[.,]\d+)*|[<>≤≥%$]")
_ANSWER = re.compile(r"\W*(?:(?:no|none|not really|yes|hardly|neither|never)[,:;.]|neither(?= (?:was|is|has|of)\b)) ?")
"""What answers a question before the sentence begins, and "neither" of two compared."""
_LEAST = 6
"""Words in a row, or nearly, from which on two sentences run along each other."""
_NEAR = 0.72
"""Share of the words of either stretch that must be the other's."""
_WHOLE = 0.55
"""Share of the claim or of the review's sentence that must run along."""
_GAP = 0.25
"""What a word not in common costs against one in common, where a stretch ends."""
_EDGE = 5
"""Words beside a stretch that still belong to it."""


class Text(NamedTuple):
    """A sentence with its words and where each stands."""

    text: str
    plain: str
    said: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Change(NamedTuple):
    """What stands in the review's sentence, and what the claim has in its place; either may be empty."""

    of: range
    by: range
    edge: bool = False
    """Beside the stretch, not within it."""


class Stretch(NamedTuple):
    """How far two sentences run along each other."""

    common: int
    """Words in common."""
    of: range
    by: range
    """The words of either from the first in common, or beside it, to the last."""
    changes: tuple[Change, ...]


@lru_cache(maxsize=4096)
def read_words(text: str, plain: str) -> Text:
    """A folded sentence by its words; what answers a question before it begins is left out."""
    opening = _ANSWER.match(plain)
    found = list(_WORD.finditer(plain, opening.end() if opening else 0))
    return Text(text, plain, tuple(one[0] for one in found), tuple(one.span() for one in found))


@lru_cache(maxsize=8192)
def along(known: tuple[str, ...], said: tuple[str, ...]) -> Stretch | None:
    """The stretch in which a claim runs along a sentence, or None."""
    shared = LCSseq.similarity(known, said)
    if shared < _LEAST or shared < _WHOLE * min(len(known), len(said)):
        return None
    blocks = _run(SequenceMatcher(None, known, said, autojunk=False).get_matching_blocks()[:-1])
    if not blocks:
        return None
    common = sum(size for _, _, size in blocks)
    (first_of, first_by, _), (last_of, last_by, last) = blocks[0], blocks[-1]
    of, by = range(first_of, last_of + last), range(first_by, last_by + last)
    whole = common >= _WHOLE * len(known) or common >= _WHOLE * len(said)
    if common < _LEAST or not whole or common < _NEAR * len(of) or common < _NEAR * len(by):
        return None
    changes = [
        Change(range(a + n, b), range(c + n, d)) for (a, c, n), (b, d, _) in pairwise(blocks) if a + n < b or c + n < d
    ]
    before, after = min(of.start, _EDGE + 1), min(by.start, _EDGE + 1)
    if max(before, after) <= _EDGE and (before or after):
        changes.append(Change(range(of.start - before, of.start), range(by.start - after, by.start), edge=True))
    before, after = min(len(known) - of.stop, _EDGE + 1), min(len(said) - by.stop, _EDGE + 1)
    if max(before, after) <= _EDGE and (before or after):
        changes.append(Change(range(of.stop, of.stop + before), range(by.stop, by.stop + after), edge=True))
    reach = [(change.of, change.by) for change in changes if change.edge] + [(of, by)]
    of, by = (range(min(one.start for one in side), max(one.stop for one in side)) for side in zip(*reach, strict=True))
    return Stretch(common, of, by, tuple(changes))


def _run(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks in a row that hold most in common for the least between them."""
    best: tuple[float, list[tuple[int, int, int]]] = (0.0, [])
    worth, run = 0.0, list[tuple[int, int, int]]()
    for block in blocks:
        if run:
            before = run[-1]
            worth -= _GAP * (block[0] - before[0] + block[1] - before[1] - 2 * before[2])
        if worth <= 0:
            worth, run = 0.0, []
        worth, run = worth + block[2], [*run, block]
        if worth > best[0]:
            best = (worth, run)
    return best[1]
