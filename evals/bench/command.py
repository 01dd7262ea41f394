"""What `cd19 bench` does: measure, draw the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.api import Assistant
from assistant.cli.progress import Bar
from evals.bench import weight
from evals.bench.history import HISTORY, add, runs
from evals.bench.machine import machine
from evals.bench.measures import carried_out, chosen
from evals.bench.models import Measured, Report, Spread
from evals.bench.origin import commit, versions
from evals.bench.paging import only_index, page_served
from evals.bench.ratios import draw_ratios
from evals.bench.shared import Shared

_EVERY = 16
"""Of the review's places one in so many is built, unless all are asked for: the whole takes minutes a round."""


def run(
    open_assistant: Callable[[], Assistant],
    data_dir: Path,
    only: Sequence[str],
    rounds: int,
    whole: bool,
    as_json: bool,
    history: Path | None = None,
    plot: Path | None = None,
) -> None:
    """Carries out the measures named (all for none) and prints their table or JSON; the run goes into the history.

    `history`: a file of JSON lines, one a run; by default in the data folder. `plot`: the ratios of all its runs.
    Raises UnknownMeasureError, MissingExtraError, NothingDoneError, ProcessFailedError.
    """
    measures = chosen(only)
    with Bar() as bar, Shared(open_assistant, data_dir, 1 if whole else _EVERY) as shared:
        done = tuple(carried_out(name, one, shared, rounds, bar.advance) for name, one in measures.items())
        threads = shared.threads()
    report = Report(
        date=datetime.now().astimezone().isoformat("T", "minutes"), machine=machine(), commit=commit(),
        versions=versions(), threads=threads, measures=done,
    )  # fmt: skip
    kept = history or data_dir / HISTORY
    add(report, kept)
    draw_ratios(runs(kept), plot or kept.with_suffix(".svg"))
    if as_json:
        print(report.model_dump_json(indent=2))
    else:
        draw(report, Console())


def weigh(data_dir: Path) -> None:
    """Prints what the page loads. Raises MissingExtraError, ProcessFailedError."""
    with only_index(data_dir) as folder, page_served(folder) as url:
        weight.draw(weight.loaded(url), url, Console())


def draw(report: Report, console: Console) -> None:
    """The table: medians, and the interval of each ratio; then what was timed beside what."""
    table = Table("", "Ours", "Beside", "Ratio", "Aim", "Rounds", box=None)
    for one in report.measures:
        aim = "" if one.aim is None else f"at most {one.aim:.2f}"
        ours, its = _value(one.ours_value, one.unit), _value(one.yardstick_value, one.unit)
        table.add_row(one.name, ours, its, _ratio(one), aim, str(one.rounds))
    console.print(table)
    console.print(Text("\nMedians; the ratio with a 95% interval over rounds; below 1 we take less.", style="dim"))
    for one in report.measures:
        console.print(Text(f"{one.name}: {one.ours}, beside {one.yardstick}", style="dim"))
    threads = ", ".join(f"{name} {count}" for name, count in report.threads.items())
    about = (report.date, report.commit, report.machine, threads and f"threads: {threads}")
    console.print(Text("; ".join(part for part in about if part), style="dim"))


def _value(value: Spread, unit: str) -> str:
    if unit == "MB":
        return f"{value.median:,.0f} MB"
    unit, scale = (" s", 1000.0) if value.median >= 1000 else (" ms", 1.0)
    return f"{value.median / scale:.3g}{unit}"


def _ratio(one: Measured) -> Text:
    ratio = one.ratio
    met = one.aim is None or ratio.median <= one.aim
    return Text(f"{ratio.median:.2f} [{ratio.low:.2f}, {ratio.high:.2f}]", style="" if met else "red")
