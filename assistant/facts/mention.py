"""Phrases of a key found in a note, each with the value that its context leaves it.

1. All rules of the key's file are searched.
2. Contexts that the rule heeds drop a match (conditional, feared, someone else's) or turn it (denied, past).
3. Where two that are left overlap, the longer one holds, then the earlier rule.
4. A correction ("repeat flow", "re-read", "in fact") makes what it says hold over what was said before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.facts.lexicon import Compiled, Rule, compiled, cue
from assistant.facts.note import Note
from assistant.models import FactValue


class Mention(NamedTuple):
    """A value of a key that a phrase states."""

    value: FactValue
    start: int
    end: int
    kind: str
    confidence: float
    note: str


def mentions(note: Note, name: str) -> tuple[Mention, ...]:
    """What a note says of a key, in the order of the text."""
    lexicon = compiled(name)
    if not lexicon.topic.search(note.text):
        return ()
    found = _longest(
        mention
        for rule, pattern in zip(lexicon.lexicon.rules, lexicon.patterns, strict=True)
        for match in pattern.finditer(note.text)
        if match.end() > match.start() and (mention := _in_context(note, lexicon, match, rule))
    )
    return _corrected(note, tuple(sorted(found, key=lambda mention: mention.start)))


def strongest(found: tuple[Mention, ...], name: str) -> Mention | None:
    """The mention that holds: by the order of values in the key's file, then the surer one, then the later one."""
    order = compiled(name).lexicon.order
    ranked = sorted(found, key=lambda mention: (order.index(mention.value), -mention.confidence, -mention.start))
    return ranked[0] if ranked else None


def _longest(every: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(every, key=lambda one: one.start - one.end):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return kept


def _in_context(note: Note, lexicon: Compiled, match: re.Match[str], rule: Rule) -> Mention | None:
    context = note.context(match.start(), match.end())
    heed = lexicon.lexicon.heed if rule.heed is None else rule.heed
    dropped = ("feared", "conditional", "other")
    if any(name in heed and getattr(context, name) for name in dropped):
        return None
    value, kind = rule.value, rule.kind
    if "negated" in heed and context.negated:
        if rule.negated is None:
            return None
        value, kind = rule.negated, "clean"
    elif "past" in heed and rule.drop_past and context.past:
        return None
    elif "past" in heed and rule.past is not None and (context.past or context.cleared):
        value, kind = rule.past, "cleared"
    return Mention(value, match.start(), match.end(), kind, rule.confidence, rule.note)


def _corrected(note: Note, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Only what stands after the last correction, where the correction itself says something of the key."""
    for match in reversed(list(cue("context", "corrections").finditer(note.text))):
        sentence = note.sentence(match.start())
        after = tuple(mention for mention in found if mention.end > match.start())
        if any(mention.start < sentence.end for mention in after) and len(after) < len(found):
            return after
    return found
