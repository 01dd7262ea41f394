"""Options that commands share, and the assistant they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.errors import UsageError

if TYPE_CHECKING:
    from assistant.api import Assistant
    from assistant.settings import Settings

CorpusOption = Annotated[
    str, typer.Option("--corpus", help="digest (built in), full (your own copy, imported), or the path of a file.")
]
ModelOption = Annotated[str, typer.Option("--model", help="A chat model; none (the built-in engine) by default.")]
DataDirOption = Annotated[Path | None, typer.Option("--data-dir", help="Folder for the index (or CD19_DATA_DIR).")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="JSON lines on standard input, JSON lines out.")]


def settings(corpus: str, model: str, data_dir: Path | None) -> Settings:
    """The settings of a command. Raises UsageError for a corpus or model there is none of."""
    from assistant.settings import Settings

    if corpus not in ("digest", "full") and not Path(corpus).is_file():
        raise UsageError(f"--corpus {corpus!r}: wanted digest, full, or the path of a file; there is no such file")
    if model != "none":
        raise UsageError(f"--model {model!r}: wanted none; answers come from the built-in engine so far")
    return Settings(data_dir=data_dir, corpus=corpus) if data_dir else Settings(corpus=corpus)


def open_quietly(corpus: str, model: str, data_dir: Path | None) -> Assistant:
    """The assistant; a first build of the index shows a progress bar on standard error."""
    from assistant.api import open_assistant
    from assistant.cli.progress import Bar

    with Bar() as bar:
        return open_assistant(settings(corpus, model, data_dir), progress=bar.advance)
