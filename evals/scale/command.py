"""What `cd19 bench scale` does: make the sizes, measure them beside each other, draw the table and the plot."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.api import Assistant
from assistant.cli.progress import Bar
from corpus.questions import load_questions
from evals.bench.machine import machine
from evals.bench.origin import commit
from evals.cases import load_cases
from evals.scale.drawing import draw_plot
from evals.scale.ground import BUILT, Ground, Told, build
from evals.scale.measuring import Asked, measured, suite
from evals.scale.models import Built, ScaleReport, Sized

SEED = 20200305
_SEARCHES, _ANSWERS = 100, 20
"""Questions of a round that are searched, and that are answered whole."""


def run(
    open_assistant: Callable[[], Assistant], data_dir: Path, times: tuple[int, ...], rounds: int,
    folder: Path | None = None, plot: Path | None = None, out: Path | None = None, as_json: bool = False,
    embedded: int = 9, seed: int = SEED,
) -> ScaleReport:  # fmt: skip
    """Builds an index of each size, measures all in turns, and prints their table or JSON.

    `folder`: where the indexes are kept for another run, and taken from where they are there; none: they are removed.
    `embedded`: copies whose texts are really embedded. `plot`, `out`: files for the plot and the JSON.
    """
    with Bar() as bar, ExitStack() as stack:
        home = folder or Path(stack.enter_context(TemporaryDirectory(prefix="cd19-scale-")))
        assistant = open_assistant()
        copies = min(embedded, max(times) - 1)
        ground = Ground(assistant, seed, copies, bar.advance, home / f"embedded-{seed}.npy")
        built = {size: _built(ground, size, home, bar.advance) for size in sorted(set(times))}
        folders = {size: home / f"{size}x" for size in built}
        sizes = measured(folders, built, _asked(rounds, seed), assistant, data_dir, bar.advance)
    report = ScaleReport(
        date=datetime.now().astimezone().isoformat("T", "minutes"), machine=machine(), commit=commit(), seed=seed,
        cosines=ground.moves.spread, rounds=rounds, sizes=sizes,
    )  # fmt: skip
    if out:
        out.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if plot:
        draw_plot(report, plot)
    if as_json:
        print(report.model_dump_json(indent=1))
    else:
        draw(report, Console())
    return report


def _built(ground: Ground, size: int, home: Path, told: Told) -> Built:
    """The index of a size: as it was kept where it is whole, else made."""
    here, making = home / f"{size}x", home / f"{size}x.making"
    if (here / BUILT).is_file():
        return Built.model_validate_json((here / BUILT).read_text(encoding="utf-8"))
    shutil.rmtree(making, ignore_errors=True)
    found = build(ground, size, making, told)
    making.rename(here)
    return found


def _asked(rounds: int, seed: int) -> Asked:
    """Every question once: what was asked before is remembered in places."""
    known = sorted({question for asked in load_questions().values() for question in asked})
    drawn = random.Random(seed).sample(known, min(len(known), rounds * (_SEARCHES + _ANSWERS)))
    answers = [*(case.note for case in load_cases()), *drawn[: rounds * _ANSWERS]]
    return Asked(suite(), drawn[rounds * _ANSWERS :], answers)


def draw(report: ScaleReport, console: Console) -> None:
    """A line a size."""
    table = Table(box=None)
    for name in ("Times", "Units", "Built/s", "Disk MB", "Memory MB", "Opened s", "Search p50", "p95 ms", "Answer p50",
                 "p95 ms", "Recall@5", "Nearest kept", "Answered"):  # fmt: skip
        table.add_column(name, justify="right")
    for one in report.sizes:
        table.add_row(*_line(one))
    console.print(table)
    first, last = report.sizes[0], report.sizes[-1]
    console.print(Text(
        f"\np95 of a search at {last.built.times:,}x is {last.search.p95 / first.search.p95:.1f} times that at "
        f"{first.built.times}x, of an answer {last.answer.p95 / first.answer.p95:.1f} times.\n"
        f"Copies with their originals: cosine {report.cosines[1]:.2f} (10% below {report.cosines[0]:.2f}, 10% above "
        f"{report.cosines[2]:.2f}); seed {report.seed}. Each question to every size in turns, {first.search.count} "
        f"searches and {first.answer.count} answers.\n{report.date}; {report.commit}; {report.machine}", style="dim",
    ))  # fmt: skip


def _line(one: Sized) -> tuple[str, ...]:
    built = one.built
    return (
        f"{built.times:,}", f"{built.units:,}", f"{built.units_per_s:,.0f}",
        f"{built.store_mb + built.words_mb:,.0f}", f"{one.memory_mb:,.0f}", f"{one.open_s:.1f}",
        f"{one.search.p50:.1f}", f"{one.search.p95:.1f}", f"{one.answer.p50:.1f}", f"{one.answer.p95:.1f}",
        f"{one.recall:.3f}", f"{one.nearest_kept:.3f}", f"{one.answered:.3f}",
    )  # fmt: skip
