"""What `cd19 eval mutation` does: make the answers, run the suite, draw the table."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from assistant.api import Assistant
from corpus.digest import load_digest
from evals.mutation.answers import built_in, written
from evals.mutation.judging import Share
from evals.mutation.running import SEED, MutationReport, run_mutation

QUESTIONS = 60
"""Questions of the corpus put to the built-in engine for answers to corrupt, besides the cases."""
_SHOWN = 10


def run(open_assistant: Callable[[], Assistant], as_json: bool) -> bool:
    """Runs the suite and prints its table or JSON. True when every kind holds its floor."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {stage: progress.add_task(stage, total=None) for stage in ("Faithful answers", "Mutants")}
        answers = [*written(), *built_in(open_assistant().ask, QUESTIONS, Random(SEED))]

        def advance(stage: str, done: int, total: int) -> None:
            progress.update(tasks[stage], completed=done, total=total)

        report = run_mutation(answers, load_digest(), advance)
    if as_json:
        print(report.model_dump_json(indent=2))
    else:
        draw(report)
    return not report.below


def draw(report: MutationReport, console: Console | None = None) -> None:
    """The table of kinds, the totals, and what lies below its floor."""
    console = console or Console()
    table = Table("Fault", "Caught", "Share (95%)", "Held back", title="Mutants", title_justify="left", box=None)
    for kind, share in sorted(report.kinds.items(), key=lambda one: one[1].share):
        table.add_row(kind, f"{share.hits} of {share.of}", _said(share), _brief(report.held_back_kinds.get(kind)))
    table.add_row(
        "all", f"{report.caught.hits} of {report.caught.of}", _said(report.caught), _brief(report.held_back_caught)
    )
    alarms = report.false_alarms
    table.add_row("false alarms", f"{alarms.hits} of {alarms.of}", _said(alarms), _brief(report.held_back_false_alarms))
    console.print(table)
    for one in report.missed[:_SHOWN]:
        console.print(
            f"{'missed' if one.changed else 'false alarm'}: {one.kind}, {one.original} {one.changed}", markup=False
        )
    for fault in report.below:
        console.print(f"below its floor: {fault}", style="red", markup=False)
    console.print(f"{report.milliseconds:.1f} ms a check")


def _said(share: Share) -> str:
    return f"{share.share:.3f} ({share.low:.3f}-{share.high:.3f})"


def _brief(share: Share | None) -> str:
    return f"{share.hits} of {share.of}" if share else "-"
