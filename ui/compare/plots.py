"""The plots as HTML: each with its caption, the table behind it, and the same as a file."""

from __future__ import annotations

import csv
import html
import io
from functools import cache
from threading import Lock
from urllib.parse import quote

from ui.compare.cells import FLAG, references_html
from ui.compare.models import Plot, Point
from ui.compare.points import all_plots
from ui.compare.said import OURS, figure_of, interval_of, therapy_title

_DRAWING = Lock()
"""One builds, the others wait: matplotlib's settings are the process's own, and nothing is drawn twice."""
_HEADS = ("Therapy", "Study", "Figure", "95% interval or range", "Count", "Of", "N", "Place", "References", "Audit")


def plots_html() -> str:
    """All plots, drawn once in a process."""
    with _DRAWING:
        return _built()


@cache
def _built() -> str:
    plots = all_plots()
    links = "".join(f'<a href="#{anchor(plot)}">{html.escape(plot.title)}</a>' for plot in plots)
    figures = "".join(map(_figure, plots))
    return (
        f'<div class="cd19-compare"><h2>Plots of the same figures</h2>'
        '<p class="cd19-quiet">Select a point to ask about it. '
        f"● is blinatumomab, ■ CD19 CAR T cells; [?] marks a figure that the audit questions. Intervals: {OURS}.</p>"
        f'<nav class="cd19-plot-links" aria-label="Plots">{links}</nav><div class="cd19-figures">{figures}</div></div>'
    )


def anchor(plot: Plot) -> str:
    """The page's anchor of a plot."""
    return f"cd19-plot-{plot.id}"


def _figure(plot: Plot) -> str:
    from ui.compare.draw import drawn  # matplotlib loads when a plot is wanted, not with the page

    title, own = html.escape(plot.title), anchor(plot)
    area = f" Area of a point: {plot.sized}; the smallest are enlarged." if plot.sized else ""
    ours = f" Lines: {OURS}." if any(point.interval == "wilson" for point in plot.points) else ""
    return (
        f'<figure class="cd19-figure" id="{own}" tabindex="-1" aria-labelledby="{own}-title">'
        f'<h3 id="{own}-title">{title}</h3><div class="cd19-wide">{drawn(plot)}</div>'
        f'<div class="cd19-narrow">{drawn(plot, narrow=True)}</div>'
        f"<figcaption>{html.escape(plot.caption + area + ours)}</figcaption>{_behind(plot)}</figure>"
    )


def _behind(plot: Plot) -> str:
    """The table behind a plot, folded, and the link that saves it."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS[:-1])
    body = "".join(_row(point, plot) for point in plot.points)
    link = f"data:text/csv;charset=utf-8,{quote(as_csv(plot))}"
    return (
        f'<details><summary>The same as a table</summary><div class="cd19-slide" tabindex="0" role="region" '
        f'aria-label="{html.escape(plot.title, quote=True)}, table"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
        f'<a class="cd19-save" download="{plot.id}.csv" href="{html.escape(link, quote=True)}">Save as CSV</a>'
    )


def _row(point: Point, plot: Plot) -> str:
    therapy, study, figure, reach, *rest, label, _, doubt = cells(point, plot)
    flag = FLAG.format(html.escape(doubt, quote=True)) if doubt else ""
    texts = (f"{html.escape(figure)}{flag}", *(html.escape(one) for one in (reach, *rest)))
    found = "".join(f"<td>{one}</td>" for one in texts)
    links = references_html(point.refs)
    return (
        f'<tr><td>{html.escape(therapy)}</td><th scope="row">{html.escape(study)}</th>{found}'
        f'<td>{html.escape(label)}</td><td class="cd19-studyrefs">{links}</td></tr>'
    )


def cells(point: Point, plot: Plot) -> tuple[str, ...]:
    """A point as the cells of its row, as _HEADS names them."""
    name = f"{point.name} " if point.name else ""
    return (
        therapy_title(point.therapy),
        point.series,
        name + figure_of(point, plot.unit),
        interval_of(point),
        "" if point.count is None else str(point.count),
        point.group,
        "" if point.patients is None else str(point.patients),
        point.label,
        " ".join(map(str, point.refs)),
        point.doubt,
    )


def as_csv(plot: Plot) -> str:
    """The table behind a plot as CSV."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEADS)
    table.writerows(cells(point, plot) for point in plot.points)
    return written.getvalue()
