"""The entries of a reference list matched with the review's numbers: by their own number, checked by title."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.importing.blocks import Block
from corpus.importing.likeness import Likeness, alike
from corpus.models import Frozen
from corpus.references import Reference

_SAME = 0.5
"""Likeness from which an entry is taken for the reference it is compared with."""


class Listed(Frozen):
    """A reference list after matching."""

    found: dict[int, Block]
    unknown: tuple[Block, ...]
    """Entries that are none of the review's."""


def numbered(entries: Sequence[Block], references: Sequence[Reference]) -> Listed:
    """Each entry under its number in the review; lists that lost their numbers are matched by authors and title."""
    printed = {reference.number: reference.vancouver() for reference in references}
    likeness = Likeness(list(printed.values()))
    known = {number: likeness.terms(text) for number, text in printed.items()}
    found: dict[int, Block] = {}
    unknown: list[Block] = []
    for entry in entries:
        terms = likeness.terms(entry.text)
        open_numbers = [number for number in known if number not in found]
        best = max(open_numbers, key=lambda number: alike(terms, known[number]), default=None)
        if best is not None and alike(terms, known[best]) >= _SAME:
            found[best] = entry
        else:
            unknown.append(entry)
    return Listed(found=found, unknown=tuple(unknown))
