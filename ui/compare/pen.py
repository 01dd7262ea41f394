"""A pen over a sheet measured in pixels from its top left, written by matplotlib as SVG.

No axes: they would take most of the time, and every place is worked out by ui.compare.layout. Importing this loads
matplotlib, so only what draws does it, when a plot is wanted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

Side = Literal["left", "center", "right"]
_DPI = 72
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "cd19", "font.family": ["DejaVu Sans"], "font.size": 12}


class Pen:
    """Draws lines, markers, texts and strips; what carries a `gid` is found again in the SVG under that id."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, frameon=False)
        self.down = Affine2D().scale(1, -1).translate(0, height)

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float, gid: str = "") -> None:
        """A line through points; one that is not a number breaks it."""
        self._add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt"), gid)

    def marker(self, x: float, y: float, shape: str, size: float, fill: str, edge: str, wide: float, gid: str) -> None:
        """A marker of matplotlib's, `size` across."""
        style: dict[str, Any] = {"markerfacecolor": fill, "markeredgecolor": edge, "markeredgewidth": wide}
        self._add(Line2D([x], [y], linestyle="none", marker=shape, markersize=size, **style), gid)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        colour: str,
        size: float,
        side: Side = "left",
        *,
        gid: str = "",
        bold: bool = False,
    ) -> None:
        """A text, its middle at the height `y`."""
        style: dict[str, Any] = {"fontsize": size, "fontweight": "bold" if bold else "normal", "ha": side}
        self._add(Text(x, y, words, color=colour, va="center", parse_math=False, **style), gid)

    def strip(self, top: float, height: float, width: float, colour: str, gid: str) -> None:
        """A strip from the left edge."""
        self._add(Rectangle((0, top), width, height, facecolor=colour, edgecolor="none"), gid)

    def svg(self) -> str:
        """What was drawn; the same drawing gives the same text."""
        written = io.StringIO()
        with mpl.rc_context(_SETTINGS):
            canvas: Any = FigureCanvasSVG(self.figure)
            canvas.print_svg(written, metadata={"Date": None})
        return written.getvalue()

    def _add(self, artist: Any, gid: str) -> None:
        artist.set_transform(self.down)
        artist.set_gid(gid or None)
        self.figure.add_artist(artist)
