"""The references of an answer: the review itself, then what the passages it cites refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from assistant.formats.vancouver import vancouver
from assistant.formats.wording import wording
from assistant.models import Answer, Citation
from corpus.models import Frozen
from corpus.references import Reference
from corpus.yamls import read_yaml

_PLACE = re.compile(r"ref\.(\d+)(?:#.*)?")


class Entry(Frozen):
    """One line of a list of references."""

    number: int | None
    """As the review numbers it; None for the review itself."""
    vancouver: str
    doi: str
    """Empty where none is known."""


def entries(answer: Answer, references: Iterable[Reference]) -> tuple[Entry, ...]:
    """The review, then every reference cited by the answer's passages, by number.

    `references`: the review's list. A number that it lacks is kept and said to be unlisted, never dropped.
    """
    known = {reference.number: reference for reference in references}
    numbers = sorted({number for citation in answer.citations for number in cited_numbers(citation)})
    own = _entry(the_review(), None)
    return (own, *(_entry(known.get(number), number) for number in numbers))


def cited_numbers(citation: Citation) -> tuple[int, ...]:
    """The numbers a passage refers to, and its own where it is an entry of the list."""
    own = (int(found[1]) for place in citation.locators if (found := _PLACE.fullmatch(place)))
    return tuple(sorted({*citation.refs, *own}))


@lru_cache(maxsize=1)
def the_review() -> Reference:
    """The review, numbered 0: it stands outside its own list."""
    return Reference.model_validate(read_yaml(Path(__file__).with_name("review.yaml")))


def _entry(reference: Reference | None, number: int | None) -> Entry:
    if reference is None:
        return Entry(number=number, vancouver=wording()["unlisted"], doi="")
    return Entry(number=number, vancouver=vancouver(reference), doi=reference.doi)
