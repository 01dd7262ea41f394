"""What changed since the review, beside an answer and never in it: public regulatory facts with date and source.

1. An answer about approval or access, or about a patient whom an access criterion touches: the updates that overtake a
   place it cites.
2. A question declined because it asks for what came later: the updates on the therapies it names.
"""

from __future__ import annotations

from assistant.turn import Turn
from corpus.updates import Update, load_updates, updates_bearing_on

_TOPICS = frozenset({"topic:approval", "topic:age-limit", "topic:access"})
_LATER = "after-2020"


def since(turn: Turn) -> tuple[Update, ...]:
    """The updates to be shown beside an answer, oldest first; none where it touches nothing that has changed."""
    concepts = frozenset(turn.asked.concepts) if turn.asked else frozenset[str]()
    if turn.declined:
        named = [update for update in load_updates() if f"therapy:{update.therapy}" in concepts]
        return tuple(named) if turn.declined == _LATER else ()
    if not (_touches_access(turn) if turn.about_patient else concepts & _TOPICS):
        return ()
    return updates_bearing_on(tuple(place for citation in turn.citations for place in citation.locators))


def _touches_access(turn: Turn) -> bool:
    states = turn.verdict.criteria if turn.verdict else ()
    return any(state.effect == "access" and state.state == "true" for state in states)
