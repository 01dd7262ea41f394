"""Genetic findings of the leukemia, as a list in the contract's words."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.lexicon import alternation, cue, load
from assistant.facts.note import Note
from assistant.models import Fact


def read_genetics(note: Note) -> Fact | None:
    """All findings of the note that are not denied, or None when there is none."""
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for values, pattern in _patterns():
        for match in pattern.finditer(note.text):
            if not any(start < match.end() and match.start() < end for start, end, _ in spans):
                spans.append((*match.span(), values))
    kept = [one for one in sorted(spans) if _meant(note, one[0], one[1])]
    values = tuple(dict.fromkeys(value for _, _, names in kept for value in names))
    if not values:
        return None
    start, end = (kept[0][0], kept[0][1]) if len(kept) == 1 else (kept[0][0], kept[-1][1])
    return note.fact("genetics", values, (start, end), 0.95)


def _meant(note: Note, start: int, end: int) -> bool:
    after = re.split(r"[,;.:]", note.text[end : end + 30])[0]
    between = rf"[ -]*(?:(?:{cue('genetics', 'between').pattern}) )*"
    if re.match(between + cue("genetics", "voids").pattern, after):
        return False
    context = note.context(start, end)
    return not (context.negated or context.conditional or context.other or context.feared)


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    # Ph-like comes first, so that its words are not read as Ph-positive.
    entries = sorted(load("genetics")["values"], key=lambda entry: "Ph-like" not in entry["values"])
    return tuple((tuple(entry["values"]), alternation(tuple(entry["phrases"]), "", "genetics")) for entry in entries)
