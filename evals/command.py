"""What `cd19 eval` does: run the suites, draw the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.api import Assistant
from evals.cases import EvalCase, load_cases, load_variants
from evals.errors import UnknownSuiteError
from evals.own import load_own
from evals.runner import Result, asked_of, run_cases

SUITES: Mapping[str, Callable[[], tuple[EvalCase, ...]]] = {"cases": load_cases, "variants": load_variants}
"""The five printed patients, and each told otherwise or changed in one fact."""

MUTATION = "mutation"
"""The mutation harness of the checker: minutes rather than seconds, so run by its name alone."""


def run(open_assistant: Callable[[], Assistant], suite: str, as_json: bool, own: Path | None = None) -> bool:
    """Runs a suite ("all" for every one) and prints its table or JSON. True when nothing regressed.

    `own`: the data folder whose cases of the user's own are run; in place of all suites, or after the one named.

    Raises UnknownSuiteError for a name there is no suite of.
    """
    if suite == MUTATION:
        from evals.mutation.command import run as run_mutation

        return run_mutation(open_assistant, as_json)
    if suite not in ("all", *SUITES):
        raise UnknownSuiteError(suite, (*SUITES, MUTATION))
    assistant = open_assistant()
    wanted = [load for name, load in SUITES.items() if suite == name or (suite == "all" and own is None)]
    cases = [case for load in wanted for case in load()] + list(load_own(own) if own else ())
    results = list(run_cases(cases, lambda case: asked_of(assistant, case)))
    passed = sum(result.passed for result in results)
    if as_json:
        print(
            json.dumps({"passed": passed, "of": len(results), "results": [r.model_dump() for r in results]}, indent=2)
        )
    else:
        _draw(results, passed)
    return passed == len(results)


def _draw(results: list[Result], passed: int) -> None:
    table = Table("Case", "Expected", "Got", "", title="Regression evals", title_justify="left", box=None)
    for result in results:
        mark = Text("passed", style="green") if result.passed else Text("failed", style="red")
        table.add_row(Text(f"{result.id}: {result.title}"), result.expected, result.got, mark)
        for fault in result.faults:
            table.add_row(Text(f"  {fault}", style="red"), "", "", "")
    console = Console()
    console.print(table)
    console.print(f"{passed} of {len(results)} passed")
