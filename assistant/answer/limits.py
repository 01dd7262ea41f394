"""Which studies of a column a question keeps: those above or below a limit, those that had none, those not reported."""

from __future__ import annotations

from typing import Literal

from corpus.lexicon import ways_of_asking
from corpus.models import Frozen
from corpus.tables import UNREPORTED, Column, Row

_NONE = ("None", "0")


class Limit(Frozen):
    """What a study's cell must hold."""

    kind: Literal["over", "under", "none", "unreported"]
    number: float = 0.0
    """Of "over" and "under", in the column's unit."""
    itself: bool = False
    """Whether the number itself is within the limit."""

    def keeps(self, row: Row, column: Column, value: float | None) -> bool:
        """Whether a row is kept; `value`: the number its cell is compared by, None where it has none."""
        printed = row.fields.get(column.fields[0])
        if self.kind in ("none", "unreported"):
            return printed in (_NONE if self.kind == "none" else UNREPORTED)
        if value is None:
            return False
        beyond = value > self.number if self.kind == "over" else value < self.number
        return beyond or (self.itself and value == self.number)


def limit_in(plain: str) -> Limit | None:
    """The limit that a folded question sets; None where it sets none, or several. Pure."""
    ways = ways_of_asking()
    found = [
        Limit(kind=kind, number=float(match["number"]), itself=bool(match["least"] or match["more"]))
        for kind in ("over", "under")
        for match in ways[kind].finditer(plain)
    ]
    found += [Limit(kind=kind) for kind in ("none", "unreported") if ways[kind].search(plain)]
    return found[0] if len(found) == 1 else None
