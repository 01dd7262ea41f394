"""`cd19 index`: the searchable index."""

from __future__ import annotations

import json

import typer

from assistant.cli.options import CorpusOption, DataDirOption, JsonOption, settings

app = typer.Typer(help="The searchable index.", no_args_is_help=True)


@app.command()
def build(corpus: CorpusOption = "digest", data_dir: DataDirOption = None) -> None:
    """Build the index anew; the old one serves until the new one is whole."""
    from assistant.cli.progress import Bar
    from corpus.digest import load_digest
    from corpus.lexicon import load_concepts
    from corpus.questions import load_questions
    from index.build import build_index
    from index.open import index_folder

    chosen, digest = settings(corpus, "none", data_dir), load_digest()
    with Bar() as bar:
        built = build_index(
            digest.passages, index_folder(chosen.data_dir, digest.name), concepts=load_concepts(),
            corpus_hash=digest.hash, model=chosen.embedding_model, questions=load_questions(), progress=bar.advance,
        )  # fmt: skip
    print(f"Built: {built.passages} passages, {built.units} vectors, in {built.folder}")


@app.command()
def verify(corpus: CorpusOption = "digest", data_dir: DataDirOption = None) -> None:
    """Say whether the index is whole and of this corpus; exit status 1 where not (the next question mends it)."""
    from corpus.digest import load_digest
    from index.open import index_folder
    from index.status import info as info_of
    from index.status import verify as problems_of

    digest = load_digest()
    folder = index_folder(settings(corpus, "none", data_dir).data_dir, digest.name)
    problems = list(problems_of(folder))
    if info_of(folder).corpus != digest.hash:
        problems.append("It was built from another version of the corpus.")
    for problem in problems:
        print(problem)
    if problems:
        print("Mend it with: cd19 index build")
        raise typer.Exit(1)
    print("The index is sound.")


@app.command()
def info(as_json: JsonOption = False, corpus: CorpusOption = "digest", data_dir: DataDirOption = None) -> None:
    """Say what the index holds and where it lies."""
    from index.open import index_folder
    from index.status import info as info_of

    found = info_of(index_folder(settings(corpus, "none", data_dir).data_dir, corpus)).model_dump()
    if as_json:
        return print(json.dumps(found, indent=2))
    for key, value in found.items():
        print(f"{key:<10} {value}")
