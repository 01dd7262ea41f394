"""`cd19 ui`: the page. The ui package stands above this one: it is called by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import (
    BaseUrlOption,
    ChromaOption,
    CorpusOption,
    DatabaseOption,
    DataDirOption,
    ModelOption,
    open_quietly,
)


def ui(
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; the next free one if taken.", min=1, max=65535)] = 7860,
    corpus: CorpusOption = "digest",
    model: ModelOption = "",
    base_url: BaseUrlOption = "",
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
    database: DatabaseOption = "",
    auth: Annotated[
        Path | None, typer.Option(help="A file of user:hash lines (`cd19 auth add` writes them). Or CD19_UI_AUTH.")
    ] = None,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Offer the functions to programs as MCP tools too, at /mcp.")
    ] = False,
) -> None:
    """Serve the page on this machine."""
    assistant = open_quietly(corpus, model, data_dir, base_url, chroma, database)
    import_module("ui.serve").serve(assistant, host=host, port=port, auth=auth, tools=mcp)
