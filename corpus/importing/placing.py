"""Which paragraph of a copy is which place of the review: the likeliest way through the review's places.

Each paragraph is compared with the built-in digest's restatement of every place of prose. The best way through all of
them is found at once (Viterbi): going on to the next place costs nothing, a leap costs a little, so that two places
that speak of the same things are told apart by where they stand. What is like no place is placed nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.digest import Digest
from corpus.importing.blocks import Block
from corpus.importing.likeness import Likeness, Terms, alike

_PROSE = ("paragraph", "vignette", "metadata", "table-notes")
_LEAP = 0.08
_NOWHERE = 0.16
"""Likeness below which a paragraph is taken for none of the review's."""


def placed(blocks: Sequence[Block], review: Digest) -> tuple[str, ...]:
    """The place of each paragraph or lone line, empty where it is none of the review's."""
    places = [place.locator for place in review.places if place.kind in _PROSE]
    texts = [" ".join(passage.text for passage in review.at(place)) for place in places]
    likeness = Likeness(texts)
    known = [likeness.terms(text) for text in texts]
    return tuple(places[at] if at is not None else "" for at in _way([likeness.terms(b.text) for b in blocks], known))


def _way(pieces: Sequence[Terms], known: Sequence[Terms]) -> list[int | None]:
    """The likeliest state of each piece: an index into `known`, or None for nowhere."""
    states: list[int | None] = [*range(len(known)), None]
    best = dict.fromkeys(states, 0.0)
    came: list[dict[int | None, int | None]] = []
    for piece in pieces:
        leap_from = max(best, key=lambda state: best[state])
        step: dict[int | None, int | None] = {}
        reached: dict[int | None, float] = {}
        for state in states:
            near = [state, state - 1] if isinstance(state, int) and state > 0 else [state]
            options = {one: best[one] for one in near}
            options[leap_from] = max(options.get(leap_from, -1.0), best[leap_from] - _LEAP)
            step[state] = max(options, key=lambda one: options[one])
            likeness = _NOWHERE if state is None else alike(piece, known[state])
            reached[state] = options[step[state]] + likeness
        best = reached
        came.append(step)
    return _traced(best, came)


def _traced(best: dict[int | None, float], came: Sequence[dict[int | None, int | None]]) -> list[int | None]:
    state = max(best, key=lambda one: best[one])
    way: list[int | None] = []
    for step in reversed(came):
        way.append(state)
        state = step[state]
    return way[::-1]
