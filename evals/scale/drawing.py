"""The plot of a run over sizes: how long a search and an answer take, against the number of units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.scale.models import ScaleReport, Sized

_SEARCH, _ANSWER = "#1f5fa8", "#b3541e"
_LIMIT = 5.0
"""The aim: p95 of a search at most so many times that of the review alone."""


def draw_plot(report: ScaleReport, path: Path) -> None:
    """Writes the plot, SVG or PNG by the file's name. Both axes are logarithmic."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (axes, kept) = pyplot.subplots(1, 2, figsize=(9.5, 4.2), width_ratios=(2, 1), layout="constrained")
    _times(axes, report)
    _recall(kept, report)
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _times(axes: Any, report: ScaleReport) -> None:
    sizes, units = report.sizes, [one.built.units for one in report.sizes]
    for name, color, times in (
        ("answer", _ANSWER, [one.answer for one in sizes]), ("search", _SEARCH, [one.search for one in sizes]),
    ):  # fmt: skip
        axes.plot(units, [one.p95 for one in times], color=color, marker="o", label=f"{name}, p95")
        axes.plot(units, [one.p50 for one in times], color=color, marker="o", linestyle="--", fillstyle="none",
                  label=f"{name}, p50")  # fmt: skip
    aim = _LIMIT * sizes[0].search.p95
    axes.axhline(aim, color="#777777", linewidth=1)
    axes.annotate("5 times the search p95 of the review alone", (units[0], aim), xytext=(0, 4), fontsize=8,
                  textcoords="offset points", color="#555555")  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="units in the index (times the review)", ylabel="milliseconds",
             title="Time of a question")  # fmt: skip
    _named(axes, sizes)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.yaxis.set_minor_formatter(lambda value, _: f"{value:g}" if f"{value:.0e}"[0] in "25" else "")
    axes.grid(axis="y", which="both", color="#e5e5e5")
    axes.legend(frameon=False, fontsize=9)


def _recall(axes: Any, report: ScaleReport) -> None:
    units = [one.built.units for one in report.sizes]
    axes.plot(units, [one.nearest_kept for one in report.sizes], color="#555555", marker="s", label="nearest kept")
    axes.plot(units, [one.recall for one in report.sizes], color=_SEARCH, marker="o", label="recall@5 of the review")
    axes.set(xscale="log", ylim=(0, 1.03), title="What is still found", xlabel="units in the index")
    _named(axes, report.sizes)
    axes.grid(axis="y", color="#e5e5e5")
    axes.legend(frameon=False, fontsize=9, loc="lower left")


def _named(axes: Any, sizes: tuple[Sized, ...]) -> None:
    """Ticks at the sizes themselves."""
    axes.set_xticks(
        [one.built.units for one in sizes], [f"{_short(one.built.units)}\n{one.built.times:,}x" for one in sizes]
    )
    axes.xaxis.minorticks_off()


def _short(units: int) -> str:
    for least, letter in ((1e6, "M"), (1e3, "k")):
        if units >= least:
            return f"{units / least:.3g}{letter}"
    return str(units)
