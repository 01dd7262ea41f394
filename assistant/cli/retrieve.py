"""`cd19 retrieve`: the places of the review that bear on a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, run_lines
from assistant.cli.options import CorpusOption, DataDirOption, JsonlOption, JsonOption, open_quietly

if TYPE_CHECKING:
    from index.rank import Hit


def retrieve(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many places.")] = 10,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
    corpus: CorpusOption = "digest",
    data_dir: DataDirOption = None,
) -> None:
    """Find the places of the review that bear on a question, best first."""
    if not jsonl and not question.strip():
        raise UsageError('retrieve: got no question; wanted one in quotes, as in cd19 retrieve "CRS with blinatumomab"')
    assistant = open_quietly(corpus, "none", data_dir)

    def handle(record: Record) -> Record:
        hits = (*assistant.retrieve(record["question"], k), *assistant.beside(record["question"]))
        return {"passages": [_found(hit) for hit in hits]}

    if jsonl:
        return run_lines(handle, needed=("question",))
    if as_json:
        return print(json.dumps(handle({"question": question}), ensure_ascii=False, indent=2))
    from assistant.cli.show import show_hits

    show_hits(assistant.retrieve(question, k), assistant.beside(question))


def _found(hit: Hit) -> Record:
    """A place as the contract has it; one of another document says which."""
    found: Record = {"locators": hit.passage.locators, "text": hit.passage.text, "score": hit.score}
    source, _, within = hit.passage.place.partition("/")
    return {**found, "source": source} if within else found
