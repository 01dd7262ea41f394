"""`cd19 eval`: the regression evals. The evals package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import (
    BaseUrlOption,
    CorpusOption,
    DataDirOption,
    JsonOption,
    ModelOption,
    open_quietly,
    settings,
)

if TYPE_CHECKING:
    from assistant.api import Assistant


def evals(
    suite: Annotated[
        str, typer.Argument(help='Which suite; "all" by default. Or an act: add, baseline or compare.')
    ] = "all",
    rest: Annotated[
        list[str] | None,
        typer.Argument(
            help="With add: the rated answer's number. With baseline: a suite. With compare: A, B and a suite; each of "
            "A and B a file of results, an engine (built-in or provider:name) or a version (git:REVISION)."
        ),
    ] = None,
    as_json: JsonOption = False,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML to this file too.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write one HTML page, answers and evidence in it, too.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Another baseline than that of the engine and corpus.")] = None,
    every: Annotated[int, typer.Option(min=1, help="Run one case in so many of each suite.")] = 1,
    own: Annotated[bool, typer.Option("--own", help="Run the cases of your own, made with add.")] = False,
    expect: Annotated[str, typer.Option(help="With add: the recommendation that would be right, or none.")] = "",
    must_not: Annotated[list[str] | None, typer.Option(help="With add: words the answer may not hold.")] = None,
    corpus: CorpusOption = "digest",
    model: ModelOption = "none",
    base_url: BaseUrlOption = "",
    data_dir: DataDirOption = None,
) -> None:
    """Run the regression evals over any engine and corpus; exit status 1 on any regression. docs/evals.md."""
    folder, named = settings("digest", "none", data_dir).data_dir, tuple(rest or ())
    if suite != "add" and (expect or must_not):
        raise UsageError("eval: --expect and --must-not go with add, as in cd19 eval add 3 --expect car_t")

    def opened(spec: str = model) -> Assistant:
        return open_quietly(corpus, spec, data_dir, base_url)

    if suite == "add":
        return _add(named, folder, expect, tuple(must_not or ()))
    if suite == "compare":
        return _compare(named, opened, folder, as_json)
    act, command = suite, import_module("evals.command")
    if act == "baseline":
        suite, named = (named[0] if named else "all"), named[1:]
    if named:
        raise UsageError(
            f"eval: got {' '.join(named)!r} after {suite!r}; wanted one suite, or add, baseline or compare"
        )
    asked = command.Asked(suite, folder if own else None, every)
    outputs = command.Outputs(as_json, junit, html)
    if act == "baseline":
        if own or every > 1:
            raise UsageError("eval baseline: wanted whole suites; --own and --every do not go with it")
        return command.keep(opened, asked, folder, outputs, baseline)  # type: ignore[no-any-return]
    raise typer.Exit(0 if command.run(opened, asked, folder, outputs, baseline) else 1)


def _add(named: tuple[str, ...], folder: Path, expect: str, must_not: tuple[str, ...]) -> None:
    _check_expected(expect)
    if len(named) > 1 or (named and not named[0].isdecimal()):
        raise UsageError(f"eval add: got {' '.join(named)!r}; wanted one number of the list that cd19 eval add prints")
    import_module("evals.rated").run(folder, int(named[0]) if named else None, expect, must_not)


def _compare(named: tuple[str, ...], opened: object, folder: Path, as_json: bool) -> None:
    if len(named) not in (2, 3):
        raise UsageError(
            f"eval compare: got {len(named)} names; wanted two and, if need be, a suite, as in "
            "cd19 eval compare before.json built-in factual"
        )
    suite = named[2] if len(named) == 3 else "all"
    import_module("evals.comparing").run(named[0], named[1], suite, opened, folder, as_json)


def _check_expected(expect: str) -> None:
    from typing import get_args

    from assistant.models import Recommendation

    wanted = ("", "none", *get_args(Recommendation))
    if expect not in wanted:
        raise UsageError(f"--expect {expect!r}: wanted one of {', '.join(wanted[1:])}")
