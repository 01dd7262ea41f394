"""Whom a piece of text is about: therapies, studies, measures, the opposing poles of comparisons, denominators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.checker.lexicon import cue, words
from assistant.checker.negation import denied
from corpus.lexicon import Mention, load_concepts


class Subject(NamedTuple):
    """What is named, with where: (family, pole) pairs such as ("therapy", "car_t"), ("age", "older")."""

    family: str
    pole: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The shared lexicon's concepts in a text."""
    return load_concepts().find(text)


@lru_cache(maxsize=4096)
def subjects(text: str, plain: str) -> tuple[Subject, ...]:
    """All that is named in a text, in order."""
    found = [*_therapies(text), *_studies(text), *_measures(text, plain), *_poles(plain)]
    return tuple(sorted(found, key=lambda subject: subject.start))


def _therapies(text: str) -> list[Subject]:
    rules = words("subjects")
    found = [
        Subject("therapy", rules["same"].get(name, name), mention.start, mention.end)
        for mention in mentions(text)
        if (name := mention.id.removeprefix("therapy:")) != mention.id
        and (name in rules["therapies"] or name in rules["same"])
    ]
    return [one for one in found if not any(_hides(other, one) for other in found)]


def _hides(other: Subject, one: Subject) -> bool:
    hidden = one.pole in words("subjects")["narrower"].get(other.pole, ())
    return hidden and other.start <= one.end + 2 and one.start <= other.end + 2


def _studies(text: str) -> list[Subject]:
    everyday = cue("subjects", "not_study_names")
    return [
        Subject("study", mention.id, mention.start, mention.end)
        for mention in mentions(text)
        if mention.id.startswith("study:") and not everyday.fullmatch(text[mention.start : mention.end].lower())
    ]


def _measures(text: str, plain: str) -> list[Subject]:
    found = [
        Subject("measure", mention.id.removeprefix("measure:"), mention.start, mention.end)
        for mention in mentions(text)
        if mention.id.startswith("measure:")
    ]
    for measure in words("subjects")["more_words"]:
        matches = cue("subjects", "more_words", measure).finditer(plain)
        found += [Subject("measure", measure, match.start(), match.end()) for match in matches]
    return [one for one in found if not any(_wider(other, one) for other in found)]


def _wider(other: Subject, one: Subject) -> bool:
    """A measure inside a longer phrase of another: the "relapse" of "CD19-negative relapse"."""
    inside = other.start <= one.start and one.end <= other.end
    return other.pole != one.pole and inside and (other.end - other.start) > (one.end - one.start)


def _poles(plain: str) -> list[Subject]:
    found = []
    for family, poles in words("arms").items():
        hits = [
            Subject(family, pole, match.start(), match.end())
            for pole in poles
            for match in cue("arms", family, pole).finditer(plain)
        ]
        kept = [one for one in hits if not any(_wider(other, one) for other in hits)]
        found += [_turned(plain, one) for one in kept]
        found += [
            one._replace(pole=other) for one in kept for other in poles if other != one.pole and _either(plain, one)
        ]
    return found


def _either(plain: str, one: Subject) -> bool:
    """Whether both sides are named in one: "with and without a prior transplant"."""
    return plain.startswith("without", one.start) and plain[: one.start].endswith(("with and ", "with or "))


def _turned(plain: str, one: Subject) -> Subject:
    """The other pole where a pole is denied: "were not transplanted"."""
    other = words("subjects")["turned_by_denial"].get(one.family, {}).get(one.pole)
    return one._replace(pole=other) if other and denied(plain, one.start, one.end) else one


def denominators(plain: str) -> tuple[Subject, ...]:
    """The denominators a text names: "of all patients treated", "of the relapses"; none runs over a comma."""
    return tuple(
        Subject("denominator", name, match.start(), match.end())
        for name in words("reading")["denominators"]
        for match in _within_clause(cue("reading", "denominators", name), plain)
    )


def _within_clause(pattern: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    match = pattern.search(plain)
    while match:
        apart = re.search(r"[,;:()]", match[0])
        if not apart:
            yield match
        match = pattern.search(plain, match.start() + 1 if apart else match.end())


@lru_cache(maxsize=256)
def study_places(study: str) -> frozenset[str]:
    """The table rows and references that hold a study."""
    return frozenset(load_concepts()[study].places)


@lru_cache(maxsize=256)
def studies_at(place: str) -> frozenset[str]:
    """The studies that a table row or a reference of the review reports."""
    return frozenset(concept.id for concept in load_concepts().all if place in concept.places)
