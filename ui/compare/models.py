"""What the plots show: a point for each figure, a plot of points."""

from __future__ import annotations

from typing import Literal

from corpus.models import Frozen, Therapy

IntervalKind = Literal["none", "wilson", "printed"]


class Point(Frozen):
    """One figure of a table, as printed, with what is worked out from it."""

    series: str
    """Its row in the plot: the study, or the topic of Table 3."""
    name: str = ""
    """Which of the row's figures it is, where there are several: "median OS"."""
    therapy: Therapy
    place: str
    """Locator of its cell."""
    label: str
    """The place in words: "Table 2, FHCRC"."""
    refs: tuple[int, ...]
    value: float
    """Percent or months, as printed; worked out where `computed`."""
    computed: bool = False
    low: float | None = None
    high: float | None = None
    interval: IntervalKind = "none"
    """Whose low and high are: Wilson's interval, worked out here, or a range that the table prints."""
    count: int | None = None
    of: int | None = None
    """The size of the group that the percentage is of."""
    group: str = ""
    """That group in words: "27 responders, worked out here"."""
    patients: int | None = None
    """N of the study."""
    size: int = 0
    """What the point's area stands for; 0 for points of one size."""
    pooled: bool = False
    question: str
    doubt: str = ""
    """What the audit says against the figure; empty when nothing."""


class Series(Frozen):
    """The points of one row of a plot."""

    name: str
    therapy: Therapy
    points: tuple[Point, ...]


class Plot(Frozen):
    """A plot with its words."""

    id: str
    title: str
    axis: str
    unit: Literal["%", "months"]
    caption: str
    sized: str = ""
    """What the area of its points stands for, in words; empty when all are alike."""
    points: tuple[Point, ...]

    def rows(self, therapy: Therapy) -> tuple[Series, ...]:
        """The rows of a therapy, the highest figure first, pooled ones last."""
        names = dict.fromkeys(point.series for point in self.points if point.therapy == therapy)
        found = [Series(name=name, therapy=therapy, points=self._of(name, therapy)) for name in names]
        return tuple(sorted(found, key=_rank))

    def _of(self, name: str, therapy: Therapy) -> tuple[Point, ...]:
        return tuple(point for point in self.points if (point.series, point.therapy) == (name, therapy))


def _rank(series: Series) -> tuple[bool, float]:
    return any(point.pooled for point in series.points), -max(point.value for point in series.points)


def figures(number: float, unit: str) -> str:
    """A figure with its unit: "85%", "7.6 months"."""
    return f"{number:g}%" if unit == "%" else f"{number:g} {unit}"
