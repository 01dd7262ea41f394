"""Where the rows of a plot stand, in pixels from the top left: labels beside them where wide, above where narrow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpus.models import Frozen, Therapy
from ui.compare.models import Plot, Series

THERAPIES: tuple[Therapy, ...] = ("blinatumomab", "car_t")
LINE = 14.0
"""Height of a line of text."""


class Sheet(Frozen):
    """The measures of a drawing."""

    width: float
    left: float
    """Where the axis begins; labels stand left of it, or above the rows."""
    right: float
    """Where the axis ends; figures stand right of it, or above the rows."""
    beside: bool
    """Whether labels stand left of the axis."""
    letters: int
    """Letters to a line of a label."""
    figures_beside: bool
    """Whether figures stand right of the axis, each at its point."""

    def x(self, value: float, most: float) -> float:
        """Where a value of an axis from 0 to `most` stands."""
        return self.left + (self.right - self.left) * value / most


WIDE = Sheet(width=660, left=206, right=506, beside=True, letters=31, figures_beside=True)
NARROW = Sheet(width=350, left=12, right=338, beside=False, letters=27, figures_beside=False)
NARROW_LANES = Sheet(width=350, left=12, right=200, beside=False, letters=40, figures_beside=True)


def sheet_of(plot: Plot, *, narrow: bool) -> Sheet:
    """The measures for a plot: where rows have several points, each keeps its figure beside it."""
    if not narrow:
        return WIDE
    return NARROW_LANES if any(point.name for point in plot.points) else NARROW


class Band(Frozen):
    """One row of a drawing: a therapy's head, or a series with its lines of text."""

    top: float
    height: float
    therapy: Therapy
    series: Series | None = None
    label: tuple[str, ...] = ()
    lanes: tuple[float, ...] = ()
    """The height at which each point stands."""


def bands(plot: Plot, sheet: Sheet) -> tuple[Band, ...]:
    """The rows from top to bottom: each therapy's head and its series."""
    return tuple(_bands(plot, sheet))


def _bands(plot: Plot, sheet: Sheet) -> Iterator[Band]:
    top = 4.0
    for therapy in THERAPIES:
        rows = plot.rows(therapy)
        if not rows:
            continue
        yield Band(top=top, height=26, therapy=therapy)
        top += 26
        for series in rows:
            band = _band(series, sheet, top)
            yield band
            top += band.height
        top += 8


def _band(series: Series, sheet: Sheet, top: float) -> Band:
    label, many = tuple(textwrap.wrap(series.name, sheet.letters)), len(series.points)
    lane = 15.0 if many > 1 else 26.0
    if sheet.beside:
        height = max(many * lane + (4 if many > 1 else 0), len(label) * LINE + 6)
        first = top + (height - many * lane) / 2 + lane / 2
    else:
        above, lane = LINE * len(label), min(lane, 20.0)
        height, first = above + many * lane + 10, top + above + lane / 2
    return Band(
        top=top,
        height=height,
        therapy=series.therapy,
        series=series,
        label=label,
        lanes=tuple(first + lane * number for number in range(many)),
    )


def most(plot: Plot) -> float:
    """Where the axis ends: 100% where a figure passes 60%, else 60%; for months the ten after the last."""
    high = max(point.high or point.value for point in plot.points)
    if plot.unit == "months":
        return 10.0 * (high // 10 + 1)
    return 60.0 if high <= 60 else 100.0


def ticks(end: float) -> tuple[float, ...]:
    """The marks of the axis."""
    step = 10 if end <= 60 else 20
    return tuple(float(value) for value in range(0, int(end) + 1, step))
