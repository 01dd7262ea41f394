"""The publication behind a statement: the reference, and the sentence that cites it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer.asked import BROAD, Asked
from assistant.answer.marks import Marks
from corpus.digest import Digest
from corpus.lexicon import Concepts
from corpus.models import Passage
from index.rank import ScoredPassage

_STATEMENTS = 3
"""Best statements whose references are considered."""
_REFERENCE = "ref."
_SUBJECTS = ("topic:", "therapy:", "study:")
"""Kinds of concept that a publication is about."""


def source(
    asked: Asked,
    ranked: Sequence[ScoredPassage],
    digest: Digest,
    concepts: Concepts,
    worth: Mapping[str, float],
    marks: Marks,
) -> str:
    """The reference asked for and what it is cited for; empty when none fits. `worth`: of each concept.

    The references of the studies named come first; else those that the search ranks high and that the best statements
    cite. Of these the one that shares most with the question, in words and in what both name.
    """
    statements = [item.passage for item in ranked if item.passage.kind in ("sentence", "cell") and item.passage.refs]
    stated = [passage.refs for passage in statements[:_STATEMENTS]]
    worded = {_number(item.passage): item.lexical for item in ranked if item.passage.kind == "reference"}
    order, most = list(worded), max(worded.values(), default=0.0) or 1.0
    candidates = _of_studies(asked, concepts) or [*dict.fromkeys([*(n for refs in stated for n in refs), *order])]
    named = {own: worth.get(own, 0.0) for own in asked.concepts if own.startswith(_SUBJECTS) and own not in BROAD}
    total = sum(named.values()) or 1.0

    def fit(number: int) -> float:
        spoken = {own for passage in _telling(number, statements, digest) for own in concepts.ids(passage.text)}
        shared = sum(named[own] for own in named.keys() & spoken) / total
        return _fit(number, order, stated) + worded.get(number, 0.0) / most + shared

    best = max(candidates, key=fit, default=None)
    reference = next(iter(digest.at(f"ref.{best}")), None) if best else None
    if reference is None:
        return ""
    cited_for = next((passage for passage in statements if best in passage.refs), None)
    said = [f"{reference.label} of the review: {_in_words(digest, best)} {marks.mark([reference])}."]
    if cited_for is not None:
        said.append(marks.quote(cited_for))
    return " ".join(said)


def _number(reference: Passage) -> int:
    return int(reference.id.removeprefix(_REFERENCE))


def _telling(number: int, statements: Sequence[Passage], digest: Digest) -> list[Passage]:
    """The reference, and the first statement found that cites it: what they speak of, it is cited for."""
    citing = [passage for passage in statements if number in passage.refs][:1]
    return [*digest.at(f"ref.{number}"), *citing]


def _in_words(digest: Digest, number: int | None) -> str:
    """A reference as one sentence: authors, title, journal and year."""
    found = next(reference for reference in digest.references if reference.number == number)
    return f'{found.authors.rstrip(".")}, "{found.title.rstrip(".")}", {found.journal}, {found.year}'


def _fit(number: int, order: Sequence[int], stated: Sequence[Sequence[int]]) -> float:
    """High where the search ranks the reference high, and where a high-ranking statement cites it, best alone."""
    found = 1 / (1 + order.index(number)) if number in order else 0.0
    cited = max(
        (1 / ((1 + rank) * len(refs) ** 0.5) for rank, refs in enumerate(stated) if number in refs), default=0.0
    )
    return found + cited


def _of_studies(asked: Asked, concepts: Concepts) -> list[int]:
    """The references of the studies named: those of their table rows, else those known to be theirs."""
    of_rows = [int(number) for row in asked.rows for number in row.fields["refs"].split()]
    named = [place for own in asked.concepts if own.startswith("study:") for place in concepts[own].places]
    return of_rows or [int(place.removeprefix(_REFERENCE)) for place in named if place.startswith(_REFERENCE)]
