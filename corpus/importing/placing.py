"""Which paragraph of a copy is which place of the review: the likeliest way through the review's places.

Each paragraph is compared with the built-in digest's restatement of every place of prose. The best way through all of
them is found at once (Viterbi): going on to the next place costs nothing, a leap costs a little, so that two places
that speak of the same things are told apart by where they stand. What is like no place is placed nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.digest import Digest
from corpus.importing.blocks import Block
from corpus.importing.likeness import Likeness, Terms, alike

_PROSE = ("paragraph", "vignette", "metadata", "table-notes")
_LEAP = 0.08
_NOWHERE = 0.12
"""Likeness below which a paragraph is taken for none of the review's."""


def placed(blocks: Sequence[Block], review: Digest) -> tuple[str, ...]:
    """The place of each paragraph or lone line, empty where it is none of the review's."""
    places = [place.locator for place in review.places if place.kind in _PROSE]
    texts = [" ".join(passage.text for passage in review.at(place)) for place in places]
    likeness = Likeness(texts)
    known = [likeness.terms(text) for text in texts]
    way = _way([likeness.terms(block.text) for block in blocks], known)
    return tuple(places[state.at] if state.there else "" for state in way)


class _State(NamedTuple):
    """At a place of the review, or beside the text after it."""

    at: int
    there: bool


def _way(pieces: Sequence[Terms], known: Sequence[Terms]) -> list[_State]:
    """The likeliest state of each piece."""
    states = [_State(at, there) for there in (True, False) for at in range(len(known))]
    best = dict.fromkeys(states, 0.0)
    came: list[dict[_State, _State]] = []
    for piece in pieces:
        leap_from = max(best, key=lambda state: best[state])
        step: dict[_State, _State] = {}
        reached: dict[_State, float] = {}
        for state in states:
            options = {one: best[one] for one in _before(state)}
            options[leap_from] = max(options.get(leap_from, -1.0), best[leap_from] - _LEAP)
            step[state] = max(options, key=lambda one: options[one])
            reached[state] = options[step[state]] + (alike(piece, known[state.at]) if state.there else _NOWHERE)
        best = reached
        came.append(step)
    return _traced(best, came)


def _before(state: _State) -> list[_State]:
    """The states from which it costs nothing to come: what stands beside the text does not break the way."""
    here = [_State(state.at, True), _State(state.at, False)]
    if not state.there or not state.at:
        return here
    return [*here, _State(state.at - 1, True), _State(state.at - 1, False)]


def _traced(best: dict[_State, float], came: Sequence[dict[_State, _State]]) -> list[_State]:
    state = max(best, key=lambda one: best[one])
    way: list[_State] = []
    for step in reversed(came):
        way.append(state)
        state = step[state]
    return way[::-1]
