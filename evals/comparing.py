"""What `cd19 eval compare` does: two files of results, engines or versions, case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.api import Assistant
from evals.command import Asked, outcomes_of
from evals.outcome import Outcome
from evals.paired import Comparison, compared
from evals.report.record import read_record
from evals.versions import PREFIX, run_version

Opening = Callable[[str], Assistant]
"""The assistant of a model's spec; "none" for the built-in engine."""


def run(a: str, b: str, suite: str, opening: Opening, data_dir: Path, as_json: bool) -> None:
    """Compares and prints. Raises ResultError, UnknownSuiteError, VersionError."""
    (named_a, first), (named_b, second) = (_run_of(one, suite, opening, data_dir) for one in (a, b))
    found = compared(named_a, first, named_b, second)
    if as_json:
        print(found.model_dump_json(indent=2))
    else:
        draw(found, Console())


def _run_of(one: str, suite: str, opening: Opening, data_dir: Path) -> tuple[str, tuple[Outcome, ...]]:
    """What is compared, by name, and its outcomes: read from a file, or run now."""
    if Path(one).is_file():
        name, held = read_record(Path(one))
        return name, tuple(outcome for outcome in held if suite in ("all", outcome.suite))
    if one.startswith(PREFIX):
        return run_version(one.removeprefix(PREFIX), suite, data_dir)
    spec = "none" if one in ("built-in", "none") else one
    _, outcomes, about = outcomes_of(lambda: opening(spec), Asked(suite))
    return f"{about['engine']} over {about['corpus']}, {about['version']}", outcomes


def draw(found: Comparison, console: Console) -> None:
    """The table of suites, then each case that only one got right."""
    console.print(Text(f"A: {found.a}\nB: {found.b}\n"))
    table = Table("Suite", "Both", "Only A", "Only B", "Neither", "Unscored", "p", box=None)
    for one in (*found.suites, found.all):
        counts = (one.both, one.only_a, one.only_b, one.neither, one.unscored)
        table.add_row(one.suite, *map(str, counts), f"{one.p:.3g}")
    console.print(table)
    for case in found.differences:
        console.print(Text(f"only {case.right}: {case.suite}, {case.id}. The other: {case.why}"))
    left = (
        f"Not compared: {found.alone} cases in one of the two alone, {found.reworded} that ask or want something else."
    )
    console.print(Text("p: McNemar's exact test, two-sided." + (f" {left}" if found.alone or found.reworded else "")))
