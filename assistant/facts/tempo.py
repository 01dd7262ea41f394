"""Whether the disease can wait for manufacturing: from words, else computed from dated white counts.

A series is steep or flat by the limits of corpus/lexicon/facts/tempo_series.yaml; in between it is no fact.
"""

from __future__ import annotations

import re
from itertools import islice

from assistant.facts.lexicon import cue, load
from assistant.facts.mention import mentions, strongest
from assistant.facts.note import Note
from assistant.models import Fact

_MOST_SERIES = 12
_VALUE = re.compile(
    r"(?<![\d^.])(\d+(?:\.\d+)?)(?: ?k\b)?(?! ?(?:h\b|hours?|d\b|days?|weeks?|wks?|months?|mg|%|/7|/52|:))(?!\d)"
)


def read_tempo(note: Note) -> Fact | None:
    """Proliferative or not, when the note tells."""
    series = _series(note)
    told = strongest(mentions(note, "tempo"), "tempo")
    if told and not (series and told.value is False and series.value is True):
        return note.fact("proliferative", told.value, (told.start, told.end), told.confidence, told.note)
    return series


def _series(note: Note) -> Fact | None:
    for match in islice(cue("tempo_series", "series").finditer(note.text), _MOST_SERIES):
        sentence = note.sentence(match.start())
        if note.context(*match.span()).conditional:
            continue
        part = re.sub(
            r"\(?x? ?10\^?9 ?/ ?l\)?|x10\^\d", lambda found: " " * len(found[0]), note.text[match.end() : sentence.end]
        )
        part = re.split(r"[;?]| - |\b(?:cd19|marrow|ldh|blasts)\b", part)[0]
        if not cue("tempo_series", "dated").search(part) and part.count("->") + part.count(">") < 1:
            continue
        values = [float(value) for value in _VALUE.findall(re.sub(r"\bday \d+", "", part))]
        fact = _judged(note, values, (match.start(), match.end() + len(part.rstrip())))
        if fact:
            return fact
    return None


def _judged(note: Note, values: list[float], span: tuple[int, int]) -> Fact | None:
    if len(values) < 2 or values[0] <= 0:
        return None
    limits = load("tempo_series")
    growth = values[-1] / values[0]
    shown = ", ".join(f"{value:g}" for value in values)
    if growth >= limits["steep_growth"] and values[-1] >= limits["steep_least"]:
        return note.fact("proliferative", True, span, 0.85, f"white counts {shown}")
    if 1 / limits["flat_growth"] <= growth <= limits["flat_growth"]:
        return note.fact("proliferative", False, span, 0.75, f"white counts {shown}")
    return None
