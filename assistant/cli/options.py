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
ModelOption = Annotated[
    str, typer.Option("--model", help="A chat model, provider:name; none (the built-in engine). Or CD19_MODEL.")
]
BaseUrlOption = Annotated[
    str, typer.Option("--base-url", help="An OpenAI-compatible server for --model. Or CD19_MODEL_BASE_URL.")
]
DataDirOption = Annotated[Path | None, typer.Option("--data-dir", help="Folder for the index (or CD19_DATA_DIR).")]
ChromaOption = Annotated[
    str, typer.Option("--chroma", help="A Chroma server for the vectors, http://HOST:PORT. Or CD19_CHROMA.")
]
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database",
        help="A PostgreSQL server for conversations and study, postgresql://USER@HOST/NAME. Or CD19_DATABASE.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="JSON lines on standard input, JSON lines out.")]


def settings(
    corpus: str, model: str, data_dir: Path | None, base_url: str = "", chroma: str = "", database: str = ""
) -> Settings:
    """The settings of a command; what is empty is the environment's. Raises UsageError for a corpus there is none of.

    Raises SpecError for a model that cannot be meant.
    """
    from assistant.model.spec import NONE, parse_spec
    from assistant.settings import ModelSettings, Settings, model_settings

    if corpus not in ("digest", "full") and not Path(corpus).is_file():
        raise UsageError(f"--corpus {corpus!r}: wanted digest, full, or the path of a file; there is no such file")
    # Without a model (index, retrieve, --model none) the server of the environment's model is not asked for either.
    chosen = model_settings(spec=model, base_url=base_url) if model != NONE else ModelSettings(base_url=base_url)
    parse_spec(chosen.spec, chosen.base_url)
    given = {"data_dir": data_dir, "chroma": chroma, "database": database}
    return Settings.model_validate(
        {"corpus": corpus, "model": chosen, **{name: value for name, value in given.items() if value}}
    )


def open_quietly(
    corpus: str, model: str, data_dir: Path | None, base_url: str = "", chroma: str = "", database: str = ""
) -> Assistant:
    """The assistant; a first build of the index shows a progress bar on standard error."""
    from assistant.api import open_assistant
    from assistant.cli.progress import Bar

    with Bar() as bar:
        return open_assistant(settings(corpus, model, data_dir, base_url, chroma, database), progress=bar.advance)
