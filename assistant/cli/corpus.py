"""`cd19 corpus`: the review as data, the user's own copy of it, and other documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.audit import audit
from assistant.cli.errors import UsageError
from assistant.cli.options import ChromaOption, CorpusOption, DataDirOption, JsonlOption, JsonOption, settings

if TYPE_CHECKING:
    from corpus.importing.load import Imported
    from corpus.importing.report import Report

app = typer.Typer(help="The review as data, your own copy of it, and other documents.", no_args_is_help=True)
app.command("audit")(audit)


@app.callback()
def corpus() -> None:
    """The review as data, your own copy of it, and other documents."""


@app.command()
def export(
    jsonl: JsonlOption = False,
    place: Annotated[str, typer.Option(help="Only this place, e.g. patient2.4.")] = "",
    corpus: CorpusOption = "digest",
    data_dir: DataDirOption = None,
) -> None:
    """Print every passage: as JSON lines {id, locators, text, refs, kind}, or to read."""
    from assistant.library import open_library
    from corpus.export import json_line

    shown = open_library(settings(corpus, "none", data_dir)).shown
    passages = shown.at(place) if place else shown.passages
    if not passages:
        raise UsageError(
            f"corpus export: got place {place!r}; wanted one of the review's, such as patient2.4 or table3.cns"
        )
    for passage in passages:
        print(json_line(passage) if jsonl else f"{passage.id}\t{passage.text}")


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A file of plain text, Markdown or JATS XML.")],
    name: Annotated[str, typer.Option(help="A name for another document; else its title. Your copy is 'full'.")] = "",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Keep your own copy of the review, for --corpus full, or another document, to be quoted beside the review."""
    from corpus.digest import load_digest
    from corpus.importing.load import imported
    from corpus.importing.shelf import Shelf

    found = imported(path, load_digest(), name)
    shelf = Shelf(settings("digest", "none", data_dir).data_dir)
    replaced = shelf.has_review() if found.report else shelf.has_source(found.document.name)
    if found.report is None:
        where = shelf.put_source(found.document)
        told = {"kind": "source", "name": found.document.name, "title": found.document.title,
                "places": len(found.document.places), "passages": len(found.document.passages),
                "fragment": found.fragment}  # fmt: skip
    else:
        where = shelf.put_review(found.document, found.report)
        told = {"kind": "review", "name": "full", **found.report.model_dump(mode="json")}
    if as_json:
        return print(json.dumps({**told, "replaced": replaced, "file": str(where)}, ensure_ascii=False, indent=2))
    if found.report is None:
        _tell_source(found)
    else:
        _tell(found.report)
    print(f"Kept in {where}{', in place of the one imported before' if replaced else ''}.")


def _tell_source(found: Imported) -> None:
    source = found.document
    print(f"Another document, not the review: {source.title} ({len(source.places)} places).")
    if found.fragment:
        print("  It bears the review's DOI but holds less than half of its paragraphs: give the whole text for a copy.")
    print(f"Its name is {source.name!r}. Answers quote it under a heading of its own, never mixed with the review.")


def _tell(report: Report) -> None:
    print(f"Your copy of the review: {report.places} of its {report.of} places found, {report.passages} passages.")
    for locator in report.missing:
        print(f"  not found: {locator}")
    for piece in report.unplaced:
        at = f"line {piece.lines[0]}" if piece.lines else "somewhere"
        print(f"  left out, {at} (it is like no place of the review): {piece.opens} ...")
    for cell in report.differing:
        print(f"  other figures at {cell.locator}: your copy {cell.printed!r}, built in {cell.built_in!r}")
    print("Use it with --corpus full.")


@app.command("list")
def list_(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List what you have imported."""
    from corpus.importing.shelf import NAME, Shelf

    shelf = Shelf(settings("digest", "none", data_dir).data_dir)
    there = ((shelf.review(),) if shelf.has_review() else ()) + shelf.sources()
    if as_json:
        rows = [{"name": one.name, "title": one.title, "places": len(one.places), "hash": one.hash} for one in there]
        return print(json.dumps(rows, ensure_ascii=False, indent=2))
    width = max((len(one.name) for one in there), default=0)
    for one in there:
        kind = "your copy of the review" if one.name == NAME else one.title
        print(f"{one.name:<{width}}  {len(one.places):>4} places  {kind}")
    if not there:
        print("Nothing imported. Your own copy of the review, or another document: cd19 corpus import PATH")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="As `cd19 corpus list` gives it.")],
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
) -> None:
    """Take away something you imported."""
    from assistant.library import forget

    chosen = settings("digest", "none", data_dir, chroma=chroma)
    if not forget(name, chosen.data_dir, chosen.chroma):
        raise UsageError(f"corpus remove: got {name!r}; wanted a name that `cd19 corpus list` gives")
    print(f"Removed {name!r}, with the indexes that held its words.")
