"""Where statements of a note begin and end: sentences, and the parts between commas and joining words."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.lexicon import cue

_STOP = re.compile(r"[.!?]+(?=[\"')\]]*(?:\s|$))")


class Sentence(NamedTuple):
    """A sentence of the view: its span, and whether it asks."""

    start: int
    end: int
    asks: bool


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a plain view, in order; together they cover it."""
    found: list[Sentence] = []
    start = 0
    short = cue("context", "abbreviations")
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - 12) : stop.start()]
        if stop[0] == "." and any(match.end() == len(before) for match in short.finditer(before)):
            continue
        found.append(Sentence(start, stop.end(), "?" in stop[0]))
        start = stop.end()
    if start < len(text):
        found.append(Sentence(start, len(text), False))
    return tuple(found)


def sentence_at(found: tuple[Sentence, ...], place: int) -> Sentence:
    """The sentence that holds a place of the view."""
    return next((sentence for sentence in found if sentence.start <= place < sentence.end), found[-1])


def clause_before(text: str, sentence: Sentence, start: int) -> str:
    """The words of the same clause before a place: back to a terminator such as "but" or ";"."""
    part = text[sentence.start : start]
    last = 0
    for stop in cue("context", "terminators").finditer(part):
        last = stop.end()
    for stop in re.finditer(r"[;:()]|->", part):
        last = max(last, stop.end())
    return part[last:]


def clause_after(text: str, sentence: Sentence, end: int) -> str:
    """The words of the same clause after a place: up to a terminator."""
    part = text[end : sentence.end]
    stops = [stop.start() for stop in (cue("context", "terminators").search(part), re.search(r"[;:()]|->", part)) if stop]
    return part[: min(stops, default=len(part))]
