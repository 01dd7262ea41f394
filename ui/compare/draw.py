"""A plot drawn as SVG. Its import takes a while: only ui.compare.plots does, when a plot is wanted.

Colours are stand-ins that ui.compare.svg replaces by the page's own, and what belongs to a point carries its number as
`point-3-...`.
"""

from __future__ import annotations

from itertools import count
from math import nan, pi, sqrt

from corpus.models import Therapy
from ui.compare.layout import LINE, Band, Sheet, bands, most, sheet_of, ticks
from ui.compare.models import Plot, Point
from ui.compare.pen import Pen
from ui.compare.said import beside, interval, therapy_title
from ui.compare.svg import COLOURS, finished

_LARGEST, _SMALLEST, _PLAIN = 480.0, 16.0, 70.0
"""Areas of points in square pixels: of the largest group of a plot, the least that can be seen, where all are alike."""
_COLOUR: dict[Therapy, str] = {"blinatumomab": COLOURS["blue"], "car_t": COLOURS["green"]}
_MARKER: dict[Therapy, str] = {"blinatumomab": "o", "car_t": "s"}
_FOOT, _HEAD = 44.0, 26.0


def drawn(plot: Plot, *, narrow: bool = False) -> str:
    """The plot as an SVG element that follows the page's colours and fills its place."""
    sheet = sheet_of(plot, narrow=narrow)
    rows = bands(plot, sheet)
    bottom = rows[-1].top + rows[-1].height
    pen = Pen(sheet.width, bottom + _FOOT)
    _axis(pen, plot, sheet, bottom)
    for band in rows:
        _band(pen, sheet, band)
    numbers, points = count(), []
    for band in rows:
        for lane, point in zip(band.lanes, band.series.points if band.series else (), strict=True):
            _point(pen, plot, sheet, band, lane, point, f"point-{next(numbers)}")
            points.append(point)
    return finished(pen.svg(), plot, points, f"cd19-plot-{plot.id}{'-narrow' if narrow else ''}")


def _axis(pen: Pen, plot: Plot, sheet: Sheet, bottom: float) -> None:
    """The marks of the axis and its title."""
    end = most(plot)
    for value in ticks(end):
        x = sheet.x(value, end)
        pen.line([x, x], [_HEAD, bottom], COLOURS["line"], 1)
        pen.text(x, bottom + 12, f"{value:g}", COLOURS["soft"], 11, "center")
    pen.text((sheet.left + sheet.right) / 2, bottom + 30, plot.axis, COLOURS["soft"], 11.5, "center")


def _band(pen: Pen, sheet: Sheet, band: Band) -> None:
    """A therapy's head with its marker, or the label of a series."""
    if band.series is None:
        y = band.top + band.height / 2
        _marker(pen, 12, y, band.therapy, 80.0, "")
        pen.text(24, y, therapy_title(band.therapy), COLOURS["ink"], 12.5, bold=True)
        return
    for number, line in enumerate(band.label):
        if sheet.beside:
            middle = band.top + band.height / 2 + LINE * (number - (len(band.label) - 1) / 2)
            pen.text(sheet.left - 14, middle, line, COLOURS["ink"], 12, "right")
        else:
            pen.text(4, band.top + LINE * (number + 0.5), line, COLOURS["ink"], 12)


def _point(pen: Pen, plot: Plot, sheet: Sheet, band: Band, lane: float, point: Point, gid: str) -> None:
    """A point with its interval, its figures in words, and the strip that may be clicked."""
    end = most(plot)
    several = len(band.lanes) > 1
    tall = band.lanes[1] - band.lanes[0] if several else band.height
    pen.strip(lane - tall / 2 if several else band.top, tall, sheet.width, COLOURS["strip"], f"{gid}-strip")
    if point.low is not None and point.high is not None:
        _reach(pen, sheet.x(point.low, end), sheet.x(point.high, end), lane, point, gid)
    if point.interval != "printed":
        hollow = point.pooled or (bool(point.name) and "OS" not in point.name.split())
        x, area = sheet.x(point.value, end), _area(point, plot)
        _marker(pen, x, lane, point.therapy, area, f"{gid}-mark", hollow=hollow)
    _figures(pen, plot, sheet, band, lane, point, gid)


def _area(point: Point, plot: Plot) -> float:
    """In proportion to what the point stands for."""
    largest = max(other.size for other in plot.points)
    return max(_SMALLEST, _LARGEST * point.size / largest) if largest else _PLAIN


def _reach(pen: Pen, low: float, high: float, y: float, point: Point, gid: str) -> None:
    """An interval as a thin line with ends; a printed range as a bar between two markers."""
    colour = _COLOUR[point.therapy]
    if point.interval == "printed":
        pen.line([low, high], [y, y], colour, 7, f"{gid}-reach")
        for x in (low, high):
            _marker(pen, x, y, point.therapy, _PLAIN, f"{gid}-end")
        return
    xs = [low, high, nan, low, low, nan, high, high]
    ys = [y, y, nan, y - 5, y + 5, nan, y - 5, y + 5]
    pen.line(xs, ys, colour, 2, f"{gid}-reach")


def _figures(pen: Pen, plot: Plot, sheet: Sheet, band: Band, lane: float, point: Point, gid: str) -> None:
    """The figure in words: right of its row, or above it; in amber with a question mark where the audit doubts it."""
    told = beside(point, plot.unit) + interval(point) + ("  [?]" if point.doubt else "")
    colour = COLOURS["amber" if point.doubt else "ink"]
    if sheet.figures_beside:
        pen.text(sheet.right + 14, lane, told, colour, 11.5, gid=f"{gid}-text")
    else:
        pen.text(sheet.width - 4, band.top + LINE / 2, told, colour, 11.5, "right", gid=f"{gid}-text")


def _marker(pen: Pen, x: float, y: float, therapy: Therapy, area: float, gid: str, *, hollow: bool = False) -> None:
    """A circle or a square of the same area."""
    shape, colour, ground = _MARKER[therapy], _COLOUR[therapy], COLOURS["surface"]
    size = sqrt(area * 4 / pi) if shape == "o" else sqrt(area)
    fill, edge, wide = (ground, colour, 2.0) if hollow else (colour, ground, 0.75)
    pen.marker(x, y, shape, size, fill, edge, wide, gid)
