"""What recomputing one claim gave."""

from __future__ import annotations

from typing import NamedTuple

from corpus.audit.models import Kind
from corpus.tables import Row, load_columns


class Outcome(NamedTuple):
    """The kind of result, the recomputed figure in words, the likely denominator, the cells it was held against."""

    kind: Kind
    recomputed: str
    denominator: str = ""
    against: tuple[str, ...] = ()


def cell(row: Row, field: str) -> str:
    """The locator of the cell that holds a field; the row's own where no column does."""
    column = next((column.id for column in load_columns() if field in column.fields), "")
    return f"{row.locator}#{column}" if column else row.locator


def agreed(holds: bool) -> Kind:
    """The kind of a comparison of two places."""
    return "adds up" if holds else "two places disagree"
