"""The view's words, as words.yaml gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.models import Frozen
from corpus.tables import Row
from corpus.yamls import read_yaml

Group = Literal["evaluable", "responders", "relapses", "collected"]


class Order(Frozen):
    """What a column is sorted by."""

    field: str = ""
    or_field: str = ""
    patterns: tuple[str, ...] = ()
    by: str = ""
    """In words, where the head of the column does not say it."""

    def key(self, row: Row) -> float | None:
        """A row's number in this order; None where it has none and comes last."""
        if self.patterns:
            printed = row.fields.get(self.field, "")
            found = [float(one) for pattern in self.patterns for one in re.findall(pattern, printed)]
            return sum(found) if found else (0.0 if printed == "None" else None)
        number = row.number(self.field)
        return row.number(self.or_field) if number is None else number


class ColumnWords(Frozen):
    """A column's narrow head, the question about its cells, and their order."""

    short: str
    ask: str
    order: Order


class Pooled(Frozen):
    """A share that Table 3 pools over the studies."""

    topic: str
    name: str
    pattern: str


class PlotWords(Frozen):
    """What a plot shows and how it is said."""

    id: str
    kind: Literal["share", "landmark", "range"]
    title: str
    axis: str
    caption: str
    unit: Literal["%", "months"] = "%"
    column: str = ""
    percent: str = ""
    count: str = ""
    of: Group = "evaluable"
    sized: Literal["study", "group"] = "study"
    field: str = ""
    pattern: str = ""
    named: str = ""
    ask: str = ""
    pooled: Pooled | None = None
    topics: tuple[str, ...] = ()


class Words(Frozen):
    """All of words.yaml."""

    columns: Mapping[str, ColumnWords]
    topic: str
    plots: tuple[PlotWords, ...] = Field(min_length=1)


@cache
def load_words() -> Words:
    """The view's words; a malformed words.yaml raises pydantic's ValidationError, naming the key."""
    return Words.model_validate(read_yaml(Path(__file__).with_name("words.yaml")))
