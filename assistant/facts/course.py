"""Active, history or none: the state of a site (CNS, outside the marrow) or of GVHD, from all that a note says of it.

1. Found now, and nothing clean or cleared told after it: active. Later words on it make it past.
2. A finding of an unstated time ("a CNS relapse") beside a clean or cleared state now: history.
3. Something cleared or past: history, also beside a clean state now.
4. Only clean: none.
"""

from __future__ import annotations

from assistant.facts.mention import Mention, mentions
from assistant.facts.note import Note
from assistant.models import Fact


def course(note: Note, key: str) -> Fact | None:
    """The fact of a key whose values are active, history and none; None when nothing is said."""
    found = mentions(note, key)
    if not found:
        return None
    held = _holds(found)
    value = held.value
    derived = held.note
    if held.value == "active" and held.kind == "event" and _settled(found, held):
        value, derived = "history", "an earlier finding; clear now"
    return note.fact(key, value, (held.start, held.end), held.confidence, derived)


def _settled(found: tuple[Mention, ...], event: Mention) -> bool:
    return any(mention.kind in ("clean", "cleared") for mention in found if mention is not event)


def _holds(found: tuple[Mention, ...]) -> Mention:
    active = [mention for mention in found if mention.value == "active" and mention.kind != "event"]
    for mention in reversed(active):
        later = [other for other in found if other.start > mention.start and other.kind == "cleared"]
        if not later:
            return mention
    for kind in ("cleared", "event"):
        for mention in found:
            if mention.kind == kind:
                return mention
    return active[-1] if active else found[-1]
