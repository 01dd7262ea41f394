"""`cd19 corpus`: the review as data."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import JsonlOption

app = typer.Typer(help="The review as data.", no_args_is_help=True)


@app.callback()
def corpus() -> None:
    """The review as data."""


@app.command()
def export(
    jsonl: JsonlOption = False, place: Annotated[str, typer.Option(help="Only this place, e.g. patient2.4.")] = ""
) -> None:
    """Print every passage: as JSON lines {id, locators, text, refs, kind}, or to read."""
    from corpus.digest import load_digest
    from corpus.export import json_line

    digest = load_digest()
    passages = digest.at(place) if place else digest.passages
    if not passages:
        from assistant.cli.errors import UsageError

        raise UsageError(
            f"corpus export: got place {place!r}; wanted one of the review's, such as patient2.4 or table3.cns"
        )
    for passage in passages:
        print(json_line(passage) if jsonl else f"{passage.id}\t{passage.text}")
