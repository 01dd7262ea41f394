"""`cd19 bench`: speed beside its yardsticks. The evals package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DataDirOption, JsonOption, open_quietly, settings


def bench(
    what: Annotated[
        str, typer.Argument(help='"scale": at many times the size; "faults": inject faults; else speed.')
    ] = "",
    only: Annotated[list[str] | None, typer.Option(help="Only this measure, one of the table's; repeatable.")] = None,
    rounds: Annotated[int, typer.Option(min=0, help="Rounds of each measure; 0: as many as suit it.")] = 0,
    whole: Annotated[bool, typer.Option("--whole", help="Build the whole index, not a sample: far longer.")] = False,
    weight: Annotated[bool, typer.Option("--weight", help="List what the page loads in a browser, instead.")] = False,
    times: Annotated[str, typer.Option(help="scale: how many times the review, with commas.")] = "1,10,100",
    folder: Annotated[Path | None, typer.Option(help="scale: where its indexes are kept for another run.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw a plot into this file, .svg or .png.")] = None,
    out: Annotated[Path | None, typer.Option(help="scale: write the figures into this file as JSON.")] = None,
    history: Annotated[
        Path | None, typer.Option(help="Speed: the file of all runs; by default in the data folder.")
    ] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Measure speed beside sentence-transformers and LangChain, in turns in one run; two to three minutes.

    `cd19 bench faults` kills, spoils and starves instead, in copies of the data folder: docs/reliability.md.
    """
    home = settings("digest", "none", data_dir).data_dir
    if what == "faults":
        open_quietly("digest", "none", data_dir)  # an index must be there, to be spoilt in copies
        if not import_module("evals.faults.command").run(home, only or (), rounds, as_json):
            raise typer.Exit(1)
        return None
    if what == "scale":
        import_module("evals.scale.command").run(
            lambda: open_quietly("digest", "none", data_dir), home, _sizes(times), rounds or 3, folder=folder,
            plot=plot, out=out, as_json=as_json,
        )  # fmt: skip
        return None
    if what:
        raise UsageError(f"bench: got {what!r}; wanted scale, faults, or nothing for speed")
    if weight:
        return import_module("evals.bench.command").weigh(home)  # type: ignore[no-any-return]
    import_module("evals.bench.command").run(
        lambda: open_quietly("digest", "none", data_dir), home, only or (), rounds, whole, as_json, history, plot,
    )  # fmt: skip


def _sizes(given: str) -> tuple[int, ...]:
    """The sizes named; raises UsageError for what is no whole number of 1 and more."""
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() and int(part) for part in parts):
        raise UsageError(f"bench scale: got --times {given!r}; wanted whole numbers with commas, as in 1,10,100")
    return tuple(map(int, parts))
