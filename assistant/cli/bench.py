"""`cd19 bench`: speed beside its yardsticks. The evals package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import DataDirOption, JsonOption, open_quietly, settings


def bench(
    what: Annotated[str, typer.Argument(help='"faults": inject faults and count what was survived; else speed.')] = "",
    only: Annotated[list[str] | None, typer.Option(help="Only this measure, one of the table's; repeatable.")] = None,
    rounds: Annotated[int, typer.Option(min=0, help="Rounds of each measure; 0: as many as suit it.")] = 0,
    whole: Annotated[bool, typer.Option("--whole", help="Build the whole index, not a sample: far longer.")] = False,
    weight: Annotated[bool, typer.Option("--weight", help="List what the page loads in a browser, instead.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Measure speed beside sentence-transformers and LangChain, in turns in one run; two to three minutes.

    `cd19 bench faults` kills, spoils and starves instead, in copies of the data folder: docs/reliability.md.
    """
    folder = settings("digest", "none", data_dir).data_dir
    if what == "faults":
        open_quietly("digest", "none", data_dir)  # an index must be there, to be spoilt in copies
        if not import_module("evals.faults.command").run(folder, only or (), rounds, as_json):
            raise typer.Exit(1)
        return None
    if what:
        raise UsageError(f"bench: got {what!r}; wanted faults, or nothing for speed")
    if weight:
        return import_module("evals.bench.command").weigh(settings("digest", "none", data_dir).data_dir)  # type: ignore[no-any-return]
    import_module("evals.bench.command").run(
        lambda: open_quietly("digest", "none", data_dir), settings("digest", "none", data_dir).data_dir,
        only or (), rounds, whole, as_json,
    )  # fmt: skip
