"""One figure of a text: its value, unit, limit and place."""

from __future__ import annotations

from typing import Literal, NamedTuple

Comparator = Literal["", "below", "above"]


class Quantity(NamedTuple):
    """A number as a text states it."""

    value: float
    unit: str
    """"%", "month", "count", ...; "" when none is said."""
    comparator: Comparator
    approximate: bool
    start: int
    end: int
    """Characters of the number itself."""
    spelled: bool = False
    """Written in words: "six"."""

    def said(self) -> str:
        """In words for a message: "at least 5%"."""
        sign = {"below": "at most or under ", "above": "at least or over ", "": ""}[self.comparator]
        number = f"{self.value:g}"
        return f"{sign}{number}%" if self.unit == "%" else f"{sign}{number} {self.unit}".strip()
