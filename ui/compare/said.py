"""Points in words: beside the plot, read aloud, in the table behind it."""

from __future__ import annotations

from corpus.models import Therapy
from corpus.references import load_references
from corpus.tables import load_rows
from ui.compare.models import Plot, Point, figures

OURS = "95% Wilson interval computed here from n; not in the review"


def therapy_title(therapy: Therapy) -> str:
    """A therapy as its tables name it: "CD19 CAR T cells"."""
    treatment = next(row.treatment for row in load_rows() if row.therapy == therapy)
    return treatment[0].upper() + treatment[1:]


def beside(point: Point, unit: str) -> str:
    """The figure, short: "85%", "OS 7.7", "23% to 47%"."""
    if point.interval == "printed":
        return f"{point.low:g}% to {point.high:g}%"
    if point.name:
        shown = f"{point.value:g}%" if unit == "%" else f"{point.value:g}"
        return f"{point.name.removeprefix('median ')} {shown}"
    return f"{point.value:.0f}%"


def interval(point: Point) -> str:
    """The interval with the size of the group: " (73–92), n 53"; empty without one."""
    if point.interval != "wilson" or point.low is None or point.high is None:
        return ""
    return f" ({point.low:.0f}–{point.high:.0f}), n {point.of}"


def figure_of(point: Point, unit: str) -> str:
    """The figure with its unit, and whether it is printed: "85%", "31% (worked out here)"."""
    if point.interval == "printed":
        return f"{point.low:g}% to {point.high:g}%"
    if point.computed:
        return f"{point.value:.0f}% (worked out here)"
    return figures(point.value, unit)


def interval_of(point: Point) -> str:
    """Its interval and whose it is: "73% to 92%, Wilson 95%, computed here"; empty without one."""
    if point.low is None or point.high is None:
        return ""
    if point.interval == "printed":
        return f"{point.low:g}% to {point.high:g}%, range as printed"
    return f"{point.low:.1f}% to {point.high:.1f}%, Wilson, computed here"


def references(point: Point) -> str:
    """Its references, short: "ref 41, Hay 2019"."""
    known = {reference.number: reference for reference in load_references()}
    return "; ".join(f"ref {n}, {known[n].first_author} {known[n].year}" for n in point.refs)


def aloud(point: Point, plot: Plot) -> str:
    """Everything about a point in one sentence or two, for its title and screen readers."""
    name = f"{point.name} " if point.name else ""
    parts = [f"{point.series} ({therapy_title(point.therapy)}): {name}{figure_of(point, plot.unit)}"]
    if point.interval == "wilson":
        parts.append(f"{point.count} of {point.group}")
        parts.append(f"95% Wilson interval {point.low:.0f}% to {point.high:.0f}%")
    elif point.patients is not None:
        parts.append(f"N = {point.patients}")
    parts.append(point.label)
    if point.refs:
        parts.append(references(point))
    return "; ".join(parts) + "." + (f" {point.doubt}" if point.doubt else "")
