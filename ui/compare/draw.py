"""A plot drawn by matplotlib as SVG. Its import takes a while: only ui.compare.plots does, when a plot is wanted.

Everything is placed in pixels. Colours are stand-ins that ui.compare.svg replaces by the page's own, and what belongs
to a point carries its number as `point-3-...`.
"""

from __future__ import annotations

import io
from itertools import count
from math import pi, sqrt
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from corpus.models import Therapy
from ui.compare.layout import LINE, Band, Sheet, bands, most, sheet_of, ticks
from ui.compare.models import Plot, Point
from ui.compare.said import beside, interval, therapy_title
from ui.compare.svg import COLOURS, finished

_DPI = 72
_AREA_OF_ONE = 2.0
"""Square pixels of a point's area for each patient it stands for."""
_PLAIN_AREA = 70.0
_COLOUR: dict[Therapy, str] = {"blinatumomab": COLOURS["blue"], "car_t": COLOURS["green"]}
_MARKER: dict[Therapy, str] = {"blinatumomab": "o", "car_t": "s"}
_FOOT = 44.0
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "cd19", "font.family": ["DejaVu Sans"], "font.size": 12}


def drawn(plot: Plot, *, narrow: bool = False) -> str:
    """The plot as an SVG element that follows the page's colours and fills its place."""
    sheet = sheet_of(plot, narrow=narrow)
    rows = bands(plot, sheet)
    height = rows[-1].top + rows[-1].height + _FOOT
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(sheet.width / _DPI, height / _DPI), dpi=_DPI)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, sheet.width)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _grid(axes, plot, sheet, rows, height - _FOOT)
        points = _rows(axes, plot, sheet, rows)
        written = io.StringIO()
        FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None})
    return finished(written.getvalue(), plot, points, f"cd19-plot-{plot.id}{'-narrow' if narrow else ''}")


def _grid(axes: Any, plot: Plot, sheet: Sheet, rows: tuple[Band, ...], bottom: float) -> None:
    """The axis with its marks and title, and a head for each therapy with its marker."""
    end = most(plot)
    for value in ticks(end):
        x = sheet.x(value, end)
        axes.plot([x, x], [26, bottom], color=COLOURS["line"], linewidth=1, zorder=0)
        _text(axes, x, bottom + 12, f"{value:g}", "soft", ha="center", size=11)
    _text(axes, (sheet.left + sheet.right) / 2, bottom + 30, plot.axis, "soft", ha="center", size=11.5)
    for band in rows:
        if band.series is None:
            y, therapy = band.top + band.height / 2, band.therapy
            _marker(axes, 12, y, therapy, 80.0, hollow=False, gid=None)
            _text(axes, 24, y, therapy_title(therapy), "ink", size=12.5, weight="bold")


def _rows(axes: Any, plot: Plot, sheet: Sheet, rows: tuple[Band, ...]) -> tuple[Point, ...]:
    """Draws the series; the points in the order in which they are numbered."""
    found: list[Point] = []
    numbers = count()
    for band in rows:
        if band.series is None:
            continue
        for number, line in enumerate(band.label):
            if sheet.beside:
                middle = band.top + band.height / 2 + LINE * (number - (len(band.label) - 1) / 2)
                _text(axes, sheet.left - 14, middle, line, "ink", ha="right")
            else:
                _text(axes, 4, band.top + LINE * (number + 0.5), line, "ink")
        for lane, point in zip(band.lanes, band.series.points, strict=True):
            _point(axes, plot, sheet, band, lane, point, f"point-{next(numbers)}")
            found.append(point)
    return tuple(found)


def _point(axes: Any, plot: Plot, sheet: Sheet, band: Band, lane: float, point: Point, gid: str) -> None:
    """A point with its interval, its figures in words, and the strip that may be clicked."""
    end, colour = most(plot), _COLOUR[point.therapy]
    several = len(band.lanes) > 1
    strip = (band.lanes[1] - band.lanes[0]) if several else band.height
    top = lane - strip / 2 if several else band.top
    axes.add_patch(Rectangle((0, top), sheet.width, strip, facecolor=COLOURS["strip"], edgecolor="none", gid=f"{gid}-strip"))
    if point.low is not None and point.high is not None:
        ends = [sheet.x(point.low, end), sheet.x(point.high, end)]
        wide = 9.0 if point.interval == "printed" else 2.0
        axes.plot(ends, [lane, lane], color=colour, linewidth=wide, solid_capstyle="butt", gid=f"{gid}-reach")
        for x in ends:
            axes.plot([x, x], [lane - 5, lane + 5], color=colour, linewidth=2, gid=f"{gid}-end")
    if point.interval == "printed":
        for x in ends:
            _marker(axes, x, lane, point.therapy, _PLAIN_AREA, hollow=False, gid=f"{gid}-mark")
    else:
        area = _AREA_OF_ONE * point.size or _PLAIN_AREA
        hollow = point.pooled or (bool(point.name) and "OS" not in point.name.split())
        _marker(axes, sheet.x(point.value, end), lane, point.therapy, area, hollow=hollow, gid=f"{gid}-mark")
    _figures(axes, plot, sheet, band, lane, point, gid)


def _figures(axes: Any, plot: Plot, sheet: Sheet, band: Band, lane: float, point: Point, gid: str) -> None:
    """The figure in words: right of its row, or above it; in amber with a question mark where the audit doubts it."""
    told = beside(point, plot.unit) + interval(point)
    tone = "amber" if point.doubt else "ink"
    told += "  [?]" if point.doubt else ""
    if sheet.figures_beside:
        _text(axes, sheet.right + 14, lane, told, tone, size=11.5, gid=f"{gid}-text")
    else:
        _text(axes, sheet.width - 4, band.top + LINE / 2, told, tone, ha="right", size=11.5, gid=f"{gid}-text")


def _marker(axes: Any, x: float, y: float, therapy: Therapy, area: float, *, hollow: bool, gid: str | None) -> None:
    """A circle or a square of the same area."""
    size = sqrt(area * 4 / pi) if _MARKER[therapy] == "o" else sqrt(area)
    axes.plot(
        [x],
        [y],
        marker=_MARKER[therapy],
        markersize=size,
        markerfacecolor=COLOURS["surface"] if hollow else _COLOUR[therapy],
        markeredgecolor=_COLOUR[therapy] if hollow else COLOURS["surface"],
        markeredgewidth=2 if hollow else 0.75,
        clip_on=False,
        gid=gid,
    )


def _text(axes: Any, x: float, y: float, text: str, tone: str, **style: Any) -> None:
    axes.text(x, y, text, color=COLOURS[tone], va="center", parse_math=False, **style)
