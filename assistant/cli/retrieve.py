"""`cd19 retrieve`: the places of the review that bear on a question."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, run_lines
from assistant.cli.options import ChromaOption, CorpusOption, DataDirOption, JsonlOption, JsonOption, open_quietly
from assistant.given import MAX_QUESTION_CHARS, text_of
from assistant.records import found_record


def retrieve(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many places.")] = 10,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
    corpus: CorpusOption = "digest",
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
) -> None:
    """Find the places of the review that bear on a question, best first."""
    if not jsonl and not question.strip():
        raise UsageError('retrieve: got no question; wanted one in quotes, as in cd19 retrieve "CRS with blinatumomab"')
    assistant = open_quietly(corpus, "none", data_dir, chroma=chroma)

    def handle(record: Record) -> Record:
        asked = text_of(record, "question", MAX_QUESTION_CHARS)
        return found_record((*assistant.retrieve(asked, k), *assistant.beside(asked)))

    if jsonl:
        return run_lines(handle, needed=("question",))
    if as_json:
        return print(json.dumps(handle({"question": question}), ensure_ascii=False, indent=2))
    from assistant.cli.show import show_hits

    asked = text_of({"question": question}, "question", MAX_QUESTION_CHARS)
    show_hits(assistant.retrieve(asked, k), assistant.beside(asked))
