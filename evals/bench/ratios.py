"""The ratios of all runs with their intervals, a panel each, as a plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.bench.models import Measured, Report

_COLUMNS = 3
_POINT, _AIM = "#1f5fa8", "#b3541e"
_SHOWN = 12
"""Runs of a measure that are drawn, the last ones."""


def draw_ratios(history: Sequence[Report], path: Path) -> None:
    """Writes the plot, SVG or PNG by the file's name: a panel a measure, a point a run, oldest left."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = list(dict.fromkeys(one.name for report in history for one in report.measures))
    rows = -(-len(names) // _COLUMNS)
    figure, panels = pyplot.subplots(rows, _COLUMNS, figsize=(10, 1 + 1.9 * rows), squeeze=False, layout="constrained")
    for axes, name in zip(panels.flat, names, strict=False):
        _panel(axes, name, history)
    for axes in list(panels.flat)[len(names) :]:
        axes.set_axis_off()
    figure.suptitle("Ours by the yardstick's, median and 95% interval over rounds; below 1 we take less", fontsize=10)
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _panel(axes: Any, name: str, history: Sequence[Report]) -> None:
    found: list[tuple[Report, Measured]] = [
        (report, one) for report in history for one in report.measures if one.name == name
    ][-_SHOWN:]
    at, ratios = range(len(found)), [one.ratio for _, one in found]
    middle = [ratio.median for ratio in ratios]
    below = [ratio.median - ratio.low for ratio in ratios]
    above = [ratio.high - ratio.median for ratio in ratios]
    axes.errorbar(at, middle, yerr=(below, above), fmt="o", color=_POINT, capsize=3, markersize=5)
    axes.annotate(f"{middle[-1]:.2f}", (at[-1], middle[-1]), xytext=(7, -3), textcoords="offset points", fontsize=8)
    axes.axhline(1.0, color="#999999", linewidth=0.8)
    aim = found[-1][1].aim
    if aim is not None:
        axes.axhline(aim, color=_AIM, linewidth=0.8, linestyle="--")
        axes.annotate(f"aim {aim:.2g}", (1, aim), xycoords=("axes fraction", "data"), xytext=(-2, 2),
                      textcoords="offset points", ha="right", fontsize=7, color=_AIM)  # fmt: skip
    axes.set(ylim=(0, 1.2 * max(1.0, aim or 0.0, *(ratio.high for ratio in ratios))), xlim=(-0.6, len(found) - 0.4))
    axes.set_title(name, fontsize=9)
    axes.set_xticks(list(at), [f"{report.date[5:10]}\n{report.commit[:7]}" for report, _ in found], fontsize=6)
    axes.tick_params(axis="y", labelsize=7)
