"""The passages an answer cites, read once: their figures, subjects and words, ready to hold claims against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.checker.lexicon import words
from assistant.checker.quantities import quantities
from assistant.checker.quantity import Quantity
from assistant.checker.regions import regions
from assistant.checker.subjects import Subject, denominators, studies_at, study_places, subjects
from corpus.digest import Digest
from corpus.lexicon import fold
from corpus.models import Passage
from corpus.tables import load_columns

_MEASURED_BY_WORDS = ("survival", "cr-mrd")
"""Columns whose cells hold several measures, told apart by the words beside each figure."""

_ENDS = re.compile(r"range [<≤]?(?:\d+-)?$")
"""Before the ends of a range of ages; the other figure is the median."""
_SIZE = re.compile(r"(?<!\w)n = $|\d of $")


class Figure(NamedTuple):
    """A quantity of the review and what it is of; an empty set says nothing."""

    quantity: Quantity
    passage: str
    part: int
    """Which ";" part of its passage: figures of one part belong together."""
    therapy: frozenset[str]
    studies: frozenset[str]
    """Table rows and references of the studies named."""
    measures: frozenset[str]
    arms: frozenset[tuple[str, str]]
    denominators: frozenset[str]
    before: frozenset[str] = frozenset()
    """The therapy whose earlier use it counts."""


class Source(NamedTuple):
    """A passage with what was read from it."""

    passage: Passage
    plain: str
    subjects: tuple[Subject, ...]
    figures: tuple[Figure, ...]


class _Key:
    """A digest, told apart by its hash: hashing its passages anew for every look-up would cost more than the check."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest

    def __hash__(self) -> int:
        return hash((self.digest.name, self.digest.hash))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and hash(self) == hash(other)


def sources(digest: Digest, locators: Sequence[str]) -> tuple[Source, ...]:
    """The passages that some locators name, each once; locators the review does not have are passed over."""
    found = {source.passage.id: source for locator in locators for source in _at(_Key(digest), locator)}
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _at(key: _Key, locator: str) -> tuple[Source, ...]:
    return tuple(_source(key, passage.id) for passage in key.digest.at(locator))


@lru_cache(maxsize=4096)
def _source(key: _Key, passage_id: str) -> Source:
    passage = key.digest.at(passage_id)[0]
    plain = fold(passage.text)
    return Source(passage, plain, subjects(passage.text, plain), _figures(passage, plain))


def _figures(passage: Passage, plain: str) -> tuple[Figure, ...]:
    if passage.kind == "row":  # its cells hold the same figures, each with its own measure
        return ()
    found = quantities(plain)
    places = {index: region for region in regions(plain, found) for index in region.figures}
    named = subjects(passage.text, plain)
    return tuple(
        _figure(passage, plain, quantity, named, (places[at].start, places[at].end))
        for at, quantity in enumerate(found)
    )


def _figure(
    passage: Passage, plain: str, quantity: Quantity, named: Sequence[Subject], near: tuple[int, int]
) -> Figure:
    note = _annotation(passage, quantity)
    therapy = note.get("therapy") or passage.therapies or _poles(named, "therapy")
    part = plain.count(";", 0, quantity.start)
    size = passage.place.startswith(("table1.", "table2.")) and _SIZE.search(plain[: quantity.start])
    measures = frozenset({"n"} if size else note.get("measure") or _measured(passage, plain, quantity, named, near))
    return Figure(
        quantity,
        passage.id,
        part,
        frozenset(therapy),
        _studies(passage, named),
        measures,
        frozenset(dict(note.get("arms") or _level(plain, quantity, named)).items()),
        frozenset(_denominator(passage, plain, quantity, note, measures)),
        frozenset(before for measure, before in words("subjects")["given_before"].items() if measure in measures),
    )


def _level(plain: str, quantity: Quantity, named: Sequence[Subject]) -> dict[str, str]:
    """The pole that a table counts the patients of: "CNS-3 = 2"."""
    begin = quantity.start - len(" = ")
    told = plain[max(0, begin) : quantity.start] == " = "
    return {one.family: one.pole for one in named if told and one.end == begin and one.family in words("arms")}


def _annotation(passage: Passage, quantity: Quantity) -> dict[str, Any]:
    """What figures.yaml says of a figure; empty where the passage says it plainly."""
    said = f"{quantity.value:g}%" if quantity.unit == "%" else f"{quantity.value:g} {quantity.unit}"
    signed = {"below": "<", "above": ">", "": ""}[quantity.comparator] + said
    keys = ((at, value) for at in (passage.id, passage.place) for value in (signed, said))
    return next((note for key in keys if (note := _annotations().get(key))), {})


@lru_cache(maxsize=1)
def _annotations() -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["at"], str(entry["value"])): entry for entry in words("figures")}


def _poles(named: Sequence[Subject], family: str) -> list[str]:
    return [subject.pole for subject in named if subject.family == family]


def _studies(passage: Passage, named: Sequence[Subject]) -> frozenset[str]:
    if passage.place.startswith(("table1.", "table2.")) and passage.kind in ("cell", "row"):
        return frozenset({passage.place, *(f"ref.{number}" for number in passage.refs)})
    studies = set(_poles(named, "study"))
    if not studies and len(passage.refs) == 1:
        studies = set(studies_at(f"ref.{passage.refs[0]}"))
    return frozenset(place for study in studies for place in study_places(study))


def _measured(
    passage: Passage, plain: str, quantity: Quantity, named: Sequence[Subject], near: tuple[int, int]
) -> list[str]:
    column = passage.id.partition("#")[2]
    measures = {entry.id: entry.measure for entry in load_columns()}
    if column in measures and column not in _MEASURED_BY_WORDS:
        return ["age-range"] if column == "age" and _ENDS.search(plain[: quantity.start]) else [measures[column]]
    start = max(near[0], plain.rfind(": ", 0, quantity.start))  # what a cell's own heading names is said of all of it
    inside = [one.pole for one in named if one.family == "measure" and start <= one.start < near[1]]
    return inside if column in measures else _poles(named, "measure")


def _denominator(
    passage: Passage, plain: str, quantity: Quantity, note: dict[str, Any], measures: frozenset[str]
) -> list[str]:
    if note.get("denominator"):
        return [str(note["denominator"])]
    column = passage.id.partition("#")[2]
    if column == "cr-mrd":
        return ["responders"] if "mrd-negative" in measures and "of responders" in plain else []
    if passage.place.startswith(("table1.", "table2.")):
        found = words("denominators").get(column)
        return [found] if found and quantity.unit == "%" else []
    return [one.pole for one in denominators(plain)]
