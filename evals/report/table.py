"""A run in the terminal: a line a suite, then what broke, what got better, what fails as before."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.summary import Report, Tally

_SHOWN = 12
"""Cases that fail as before: so many are listed."""


def draw(report: Report, console: Console) -> None:
    """Prints the run."""
    table = Table("Suite", "Passed", "Rate (95%)", "Unscored", "Since the baseline", box=None)
    for tally in report.tallies:
        table.add_row(
            Text(tally.title), _passed(tally), _rate(tally), str(tally.unscored or "-"), _since(report, tally)
        )
    console.print(table)
    _draw_figures(report, console)
    _draw_kinds(report, console)
    for change in report.broken:
        console.print(Text(f"broken: {change.suite}, {change.id}. {change.why}", style="red"))
    for change in report.better:
        console.print(Text(f"better: {change.suite}, {change.id}. {change.why}", style="green"))
    _draw_known(report, console)
    passed, of = sum(one.passed for one in report.tallies), len(report.outcomes)
    said = "no regression" if not report.broken else f"{len(report.broken)} broken"
    console.print(
        Text(f"{passed} of {of} passed; {said}. {report.about.get('engine')} over {report.about.get('corpus')}")
    )
    if not report.compared:
        console.print(Text("There is no baseline yet: every case has to pass. Write one with: cd19 eval baseline"))


def _draw_figures(report: Report, console: Console) -> None:
    for tally in report.tallies:
        if tally.figures and len(tally.figures) < 8:
            told = ", ".join(
                f"{name} {one.mean:.3f} ({one.low:.3f}-{one.high:.3f})" for name, one in tally.figures.items()
            )
            console.print(Text(f"{tally.title}: {told}", style="dim"))


def _draw_kinds(report: Report, console: Console) -> None:
    """Cases that are shares held to a floor or a ceiling, as the kinds of fault of the mutation suite."""
    kinds = [one for one in report.outcomes if one.checks and one.checks[0].name in ("at least", "at most")]
    if kinds:
        table = Table("Kind", "Wanted", "Caught", box=None)
        for one in kinds:
            table.add_row(Text(one.id), one.expected, Text(one.got, style="red" if one.state == "failed" else ""))
        console.print(table)


def _draw_known(report: Report, console: Console) -> None:
    known = [one for one in report.outcomes if one.state != "passed" and report.change_of(one) is None]
    for one in known[:_SHOWN]:
        said = "; ".join(one.faults or one.unscored)
        console.print(Text(f"{one.state} as before: {one.suite}, {one.id}. {said}", style="dim"))
    if len(known) > _SHOWN:
        console.print(Text(f"and {len(known) - _SHOWN} more: --html FILE shows every case", style="dim"))


def _passed(tally: Tally) -> str:
    return f"{tally.passed} of {tally.passed + tally.failed}"


def _rate(tally: Tally) -> str:
    return "-" if tally.rate is None else f"{100 * tally.rate:.1f}% ({100 * tally.low:.1f}-{100 * tally.high:.1f})"


def _since(report: Report, tally: Tally) -> Text:
    kinds = Counter(change.kind for change in report.changes if change.suite == tally.name)
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in ("broken", "better") if kinds[kind])
    return Text(told or "as before" if report.compared else told, style="red" if kinds["broken"] else "")
