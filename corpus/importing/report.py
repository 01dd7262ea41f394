"""What an import found: told to the user, and kept beside what was imported."""

from __future__ import annotations

from corpus.models import Frozen


class Unplaced(Frozen):
    """A piece of the file that belongs to no place."""

    lines: tuple[int, ...]
    opens: str
    """Its first words."""


class Differing(Frozen):
    """A table cell whose figures are not those of the built-in data."""

    locator: str
    printed: str
    """As the copy has it."""
    built_in: str


class Report(Frozen):
    """The outcome of reading a copy of the review."""

    places: int
    of: int
    """How many places the review has."""
    passages: int
    missing: tuple[str, ...]
    """Places the copy lacks."""
    unplaced: tuple[Unplaced, ...]
    differing: tuple[Differing, ...]
    lines: dict[str, tuple[int, ...]]
    """Lines of the file by place; empty where the file has none."""
