"""Answers reckoned from figures of the text: counts of several studies added up, one figure divided by another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.answer.asked import Asked
from assistant.answer.marks import Marks
from assistant.checker.pairs import Pair, fractions
from assistant.checker.quantities import quantities
from assistant.checker.quantity import Quantity
from corpus.lexicon import Concept, Concepts
from corpus.models import Passage
from index.rank import ScoredPassage

_ALL = re.compile(r"(?<!\w)(?:all|both)(?: of)?(?: the)? (?P<whole>\d+)(?!\w)")
_OF_WHOM = re.compile(r"(?<!\w)of (?:the |all )?(?P<whole>\d+) [^.;:()]{0,60}?, (?P<part>\d+) (?=[a-z])", re.IGNORECASE)
"""A whole told before its part: "Of 92 patients enrolled there, 17 were ..."."""
_UNITS = ("usd", "month", "%")
"""Units in which two statements of the text may be divided by each other."""
_NEAREST = 10
"""Passages among which the two are sought: what ranks lower is hardly what was asked about."""


class Told(NamedTuple):
    """A passage and the figure of it that is asked for."""

    passage: Passage
    figure: Quantity


def reckoned(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts, marks: Marks) -> str:
    """The sum or quotient asked for, behind the sentences it is made of; empty where the text gives none."""
    if asked.want == "total":
        return _total(asked, ranked, concepts, marks)
    return _quotient(asked, ranked, concepts, marks) if asked.want == "ratio" else ""


def as_percentage(asked: Asked, passages: Sequence[Passage], marks: Marks) -> str:
    """The percentage asked for, of the first passage told that gives its part and whole alone; empty where one of them
    gives a percentage, or none a part and whole.
    """
    if not asked.share or any("%" in passage.text for passage in passages):
        return ""
    for passage in passages:
        before = _OF_WHOM.search(passage.text)
        pair = (float(before["part"]), float(before["whole"])) if before else _part_and_whole(passage.text)
        if pair and pair[1]:
            part, whole = pair
            return marks.said(f"{part:g} of {whole:g} is {100 * part / whole:.0f}%", passage)
    return ""


def _total(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts, marks: Marks) -> str:
    """Parts and wholes of the studies named, where what is nearest of each study is a sentence with such a pair."""
    studies = [own for row in asked.rows if (own := _study(row.locator, concepts))]
    nearest = sorted(ranked, key=lambda item: -item.answering)
    told: list[tuple[Passage, Pair]] = []
    for study in studies:
        first = next((one.passage for one in nearest if study.id in concepts.ids(one.passage.text)), None)
        pair = _part_and_whole(first.text) if first and first.kind == "sentence" else None
        if first is None or pair is None:
            return ""
        told.append((first, pair))
    if len(told) < 2 or len({passage.id for passage, _ in told}) < len(told):
        return ""
    passages = [passage for passage, _ in told]
    pairs = [pair for _, pair in told]
    *others, last = [f"{part:g} of {whole:g}" for part, whole in pairs]
    part, whole = (sum(side) for side in zip(*pairs, strict=True))
    added = marks.said(f"Together {part:g} of {whole:g}: {', '.join(others)} and {last}", *passages)
    return " ".join([*(marks.quote(passage) for passage in passages), added])


def _study(place: str, concepts: Concepts) -> Concept | None:
    return next((own for own in concepts.all if own.id.startswith("study:") and place in own.places), None)


def _part_and_whole(text: str) -> Pair | None:
    """The only part and whole that a sentence tells: "6 of 8", "all 4"."""
    found = fractions(text, quantities(text))
    found += [(float(one["whole"]),) * 2 for one in _ALL.finditer(text)]
    return found[0] if len(found) == 1 else None


def _quotient(asked: Asked, ranked: Sequence[ScoredPassage], concepts: Concepts, marks: Marks) -> str:
    """How many times the one figure the other is, of the nearest statements that differ in therapy."""
    measures = {own for own in asked.concepts if own.startswith("measure:")}
    told = [one for item in ranked[:_NEAREST] if (one := _told(item.passage, measures, concepts))]
    for one, other in combinations(told, 2):
        if one.figure.unit != other.figure.unit or _therapies(one, concepts) == _therapies(other, concepts):
            continue
        more, less = sorted((one, other), key=lambda told: -told.figure.value)
        times = f"{more.figure.value / less.figure.value:.1f}"
        said = f"The one is about {times} times the other: {_as_printed(more)} divided by {_as_printed(less)}"
        quoted = (marks.quote(told.passage) for told in (more, less))
        return " ".join([*quoted, marks.said(said, more.passage, less.passage)])
    return ""


def _told(passage: Passage, measures: set[str], concepts: Concepts) -> Told | None:
    """A sentence on one of the measures with one figure in a unit that may be divided."""
    if passage.kind != "sentence" or not measures & set(concepts.ids(passage.text)):
        return None
    found = [one for one in quantities(passage.text) if one.unit in _UNITS and one.value]
    return Told(passage, found[0]) if len(found) == 1 else None


def _therapies(told: Told, concepts: Concepts) -> set[str]:
    return {own for own in concepts.ids(told.passage.text) if own.startswith("therapy:")}


def _as_printed(told: Told) -> str:
    sign = "$" if told.figure.unit == "usd" else ""
    return f"{sign}{told.passage.text[told.figure.start : told.figure.end].strip('$ ')}"
