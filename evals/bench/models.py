"""What a benchmark yields: times or memory with their spread, beside the yardstick's, as a ratio."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.models import Frozen


class Spread(Frozen):
    """The median over rounds, and an interval that holds it."""

    median: float
    low: float
    high: float


class Measured(Frozen):
    """One measure: what we take for one item, what the yardstick takes, and the ratio of the two."""

    name: str
    ours: str
    """What was timed on our side, in words."""
    yardstick: str
    unit: Literal["ms", "MB"]
    """Milliseconds an item, or megabytes."""
    ours_value: Spread
    yardstick_value: Spread
    ratio: Spread
    """Ours by the yardstick's, round by round: below 1 we are faster."""
    aim: float | None
    """The ratio we want at most; None where none is set."""
    rounds: int
    items: int
    """Items in one round of ours; the yardstick's may be others (a note beside a question)."""
    yardstick_items: int


class Report(Frozen):
    """A whole run."""

    date: str
    """ISO 8601, to the minute."""
    machine: str
    commit: str = ""
    """Of the clone; with a + where files differ from it."""
    versions: dict[str, str] = Field(default_factory=dict)
    threads: dict[str, int] = Field(default_factory=dict)
    """Of torch, of the yardstick at its best and by default; of our model."""
    measures: tuple[Measured, ...]
