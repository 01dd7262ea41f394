"""`cd19 index`: the searchable index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.options import ChromaOption, CorpusOption, DataDirOption, JsonOption, settings

if TYPE_CHECKING:
    from index.home import Home

app = typer.Typer(help="The searchable index.", no_args_is_help=True)


@app.command()
def build(corpus: CorpusOption = "digest", data_dir: DataDirOption = None, chroma: ChromaOption = "") -> None:
    """Build the index anew; the old one serves until the new one is whole."""
    from assistant.api import index_adapters, index_name
    from assistant.cli.progress import Bar
    from assistant.library import open_library
    from corpus.lexicon import load_concepts
    from index.build import build_index
    from index.home import home_at

    chosen = settings(corpus, "none", data_dir, chroma=chroma)
    library, home = open_library(chosen), home_at(chosen.chroma)
    with Bar() as bar:
        built = build_index(
            library.shown.passages, home.folder(chosen.data_dir, index_name(library)), concepts=load_concepts(),
            corpus_hash=library.shown.hash, model=chosen.embedding_model, questions=library.questions(),
            adapters=index_adapters(chosen), progress=bar.advance, home=home,
        )  # fmt: skip
    where = built.vectors if chosen.chroma else built.folder
    print(f"Built: {built.passages} passages, {built.units} vectors, in {where}")


@app.command()
def verify(corpus: CorpusOption = "digest", data_dir: DataDirOption = None, chroma: ChromaOption = "") -> None:
    """Say whether the index is whole and of this corpus; exit status 1 where not (the next question mends it)."""
    from index.status import info as info_of
    from index.status import verify as problems_of

    folder, corpus_hash, home = _folder(corpus, data_dir, chroma)
    problems = list(problems_of(folder, home))
    if info_of(folder, home).corpus != corpus_hash:
        problems.append("It was built from another version of the corpus.")
    for problem in problems:
        print(problem)
    if problems:
        print("Mend it with: cd19 index build")
        raise typer.Exit(1)
    print("The index is sound.")


@app.command()
def info(
    as_json: JsonOption = False,
    corpus: CorpusOption = "digest",
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
) -> None:
    """Say what the index holds and where it lies."""
    from index.status import info as info_of

    folder, _, home = _folder(corpus, data_dir, chroma)
    found = info_of(folder, home).model_dump()
    if as_json:
        return print(json.dumps(found, indent=2))
    for key, value in found.items():
        print(f"{key:<10} {value}")


def _folder(corpus: str, data_dir: Path | None, chroma: str) -> tuple[Path, str, Home]:
    """Where the index of a corpus lies, the hash of the corpus as it is now, and the home of the vectors."""
    from assistant.api import index_name
    from assistant.library import open_library
    from index.home import home_at

    chosen = settings(corpus, "none", data_dir, chroma=chroma)
    library, home = open_library(chosen), home_at(chosen.chroma)
    return home.folder(chosen.data_dir, index_name(library)), library.shown.hash, home
