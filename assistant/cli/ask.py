"""`cd19 ask`: a question in, a cited and checked answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.ahead import read_ahead
from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, run_lines
from assistant.cli.options import (
    BaseUrlOption,
    ChromaOption,
    CorpusOption,
    DatabaseOption,
    DataDirOption,
    JsonlOption,
    JsonOption,
    ModelOption,
    open_quietly,
)
from assistant.cli.output import FormatOption, OutOption, check_out, chosen, put
from assistant.given import MAX_QUESTION_CHARS, text_of
from assistant.records import answer_record
from corpus.signs import whole

if TYPE_CHECKING:
    from assistant.api import Assistant


def ask(
    question: Annotated[str, typer.Argument(help='The question, in quotes; "-" reads it from standard input.')] = "",
    form: FormatOption = "",
    out: OutOption = None,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
    thread: Annotated[str, typer.Option(help="Continue this conversation; any name.")] = "",
    corpus: CorpusOption = "digest",
    model: ModelOption = "",
    base_url: BaseUrlOption = "",
    data_dir: DataDirOption = None,
    chroma: ChromaOption = "",
    database: DatabaseOption = "",
) -> None:
    """Answer a question about a patient or about what the review says."""
    wanted = chosen(form, as_json, out)
    if jsonl:
        if out or wanted not in (None, "json"):
            raise UsageError("ask: --jsonl writes JSON lines to standard output; leave --format and --out away")
        return _answer_lines(open_quietly(corpus, model, data_dir, base_url, chroma, database), thread)
    check_out(out)
    text = whole(typer.get_text_stream("stdin").read() if question == "-" else question)
    if len(text) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"ask: got {len(text):,} characters; wanted at most {MAX_QUESTION_CHARS:,}. Shorten the question."
        )
    if not text.strip():
        raise UsageError('ask: got no question; wanted one in quotes, as in cd19 ask "CR rate in ALCANTARA?"')
    with read_ahead(text):
        assistant = open_quietly(corpus, model, data_dir, base_url, chroma, database)
    answer = assistant.ask(text, thread=thread)
    if wanted:
        return put(answer, text, wanted, out)
    from assistant.cli.show import show_answer

    show_answer(answer)


def _answer_lines(assistant: Assistant, thread: str) -> None:
    def handle(record: Record) -> Record:
        answer = assistant.ask(text_of(record, "question", MAX_QUESTION_CHARS), thread=record.get("thread") or thread)
        return answer_record(answer)

    return run_lines(handle, needed=("question",))
