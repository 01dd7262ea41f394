"""`cd19 eval`: the regression evals. The evals package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from assistant.cli.options import DataDirOption, JsonOption, open_quietly


def evals(
    suite: Annotated[str, typer.Argument(help="Which suite; all by default.")] = "all",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Run the regression evals over the review's five patients; exit status 1 on any regression."""
    passed = import_module("evals.command").run(lambda: open_quietly("digest", "none", data_dir), suite, as_json)
    raise typer.Exit(0 if passed else 1)
