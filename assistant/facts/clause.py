"""Where statements of a note begin and end: sentences, and the parts between commas and joining words."""

from __future__ import annotations

import re
from bisect import bisect_right
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
    at = bisect_right(found, place, key=lambda sentence: sentence.start) - 1
    return found[at] if at >= 0 and place < found[at].end else found[-1]


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
    stops = [
        stop.start() for stop in (cue("context", "terminators").search(part), re.search(r"[;:()]|->", part)) if stop
    ]
    return part[: min(stops, default=len(part))]


def is_general(text: str, sentence: Sentence) -> bool:
    """Whether a sentence speaks of studies, groups of patients or the review's own cases, not of one patient."""
    part = text[sentence.start : sentence.end]
    asks = sentence.asks or bool(cue("context", "imperatives").match(part.lstrip()))
    if not asks:
        return False
    if cue("context", "review_cases").search(part) and not re.search(r"\d{2}[ -]?(?:m|f|yo|y/o|year)", part):
        return True
    return bool(cue("context", "population").search(part)) and not cue("context", "anchors").search(part)
