"""`cd19 ask`: a question in, a cited and checked answer out."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, run_lines
from assistant.cli.options import CorpusOption, DataDirOption, JsonlOption, JsonOption, ModelOption, open_quietly


def ask(
    question: Annotated[str, typer.Argument(help='The question, in quotes; "-" reads it from standard input.')] = "",
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
    thread: Annotated[str, typer.Option(help="Continue this conversation; any name.")] = "",
    corpus: CorpusOption = "digest",
    model: ModelOption = "none",
    data_dir: DataDirOption = None,
) -> None:
    """Answer a question about a patient or about what the review says."""
    from assistant.answer.present import as_object

    if jsonl:
        assistant = open_quietly(corpus, model, data_dir)

        def handle(record: Record) -> Record:
            return as_object(assistant.ask(record["question"], thread=record.get("thread") or thread))

        return run_lines(handle, needed=("question",))
    text = typer.get_text_stream("stdin").read() if question == "-" else question
    if not text.strip():
        raise UsageError('ask: got no question; wanted one in quotes, as in cd19 ask "CR rate in ALCANTARA?"')
    answer = open_quietly(corpus, model, data_dir).ask(text, thread=thread)
    if as_json:
        return print(json.dumps(as_object(answer), ensure_ascii=False, indent=2))
    from assistant.cli.show import show_answer

    show_answer(answer)
