"""`cd19 eval`: the regression evals. The evals package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DataDirOption, JsonOption, open_quietly, settings


def evals(
    suite: Annotated[str, typer.Argument(help='Which suite; all by default. "add" lists rated answers.')] = "all",
    number: Annotated[int | None, typer.Argument(help="With add: the rated answer to make a case of.")] = None,
    as_json: JsonOption = False,
    own: Annotated[bool, typer.Option("--own", help="Run the cases of your own, made with add.")] = False,
    expect: Annotated[str, typer.Option(help="With add: the recommendation that would be right, or none.")] = "",
    must_not: Annotated[list[str] | None, typer.Option(help="With add: words the answer may not hold.")] = None,
    data_dir: DataDirOption = None,
) -> None:
    """Run the regression evals over the review's five patients; exit status 1 on any regression."""
    folder = settings("digest", "none", data_dir).data_dir
    if suite == "add":
        _check_expected(expect)
        import_module("evals.rated").run(folder, number, expect, tuple(must_not or ()))
        return
    if number is not None or expect or must_not:
        raise UsageError("eval: a number, --expect and --must-not go with add, as in cd19 eval add 3 --expect car_t")
    opened = lambda: open_quietly("digest", "none", data_dir)  # noqa: E731
    passed = import_module("evals.command").run(opened, suite, as_json, folder if own else None)
    raise typer.Exit(0 if passed else 1)


def _check_expected(expect: str) -> None:
    from typing import get_args

    from assistant.models import Recommendation

    wanted = ("", "none", *get_args(Recommendation))
    if expect not in wanted:
        raise UsageError(f"--expect {expect!r}: wanted one of {', '.join(wanted[1:])}")
