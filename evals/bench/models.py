"""What a benchmark yields: durations with their spread, beside the yardstick's, as a ratio."""

from __future__ import annotations

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
    ours_ms: Spread
    """Milliseconds an item."""
    yardstick_ms: Spread
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
    measures: tuple[Measured, ...]
