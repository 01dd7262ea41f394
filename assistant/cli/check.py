"""`cd19 check`: any answer, pasted or as JSON, held against the passages it cites and the criteria."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, answer_lines, run_lines
from assistant.cli.options import JsonlOption, JsonOption
from assistant.given import MAX_ANSWER_CHARS, read_json
from assistant.records import checked_record

_NEEDED = ("answer", "citations")


def check(
    file: Annotated[
        typer.FileText | None,
        typer.Argument(
            help="An answer: text with [n] marks and a list of sources below, or a JSON file "
            '{question, case, answer, citations: {"1": [locators]}}; "-" for standard input.'
        ),
    ] = None,
    question: Annotated[str, typer.Option("--question", help="The question it answers.")] = "",
    case: Annotated[str, typer.Option("--case", help="The patient's facts as JSON, or a JSON file.")] = "",
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
) -> None:
    """Check an answer: does each sentence cite, does each figure stand where it cites, does the verdict agree?"""
    if jsonl:
        return run_lines(checked_record, needed=_NEEDED)
    if file is None:
        raise UsageError(
            "check: got no file; wanted an answer to check: a text or JSON file, - for standard input, or --jsonl"
        )
    record = _read(file.read())
    record.update({key: value for key, value in (("question", question), ("case", _facts(case))) if value})
    result = next(answer_lines([json.dumps(record)], checked_record, _NEEDED))
    if "error" in result:
        raise UsageError(f"check: {result['error']}")
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        from assistant.cli.show import show_report

        show_report(result, record["answer"])
    raise typer.Exit(0 if result["passed"] else 1)


def _read(text: str) -> Record:
    """A record {answer, citations, ...} from JSON or from pasted text. Raises UsageError where neither can be read."""
    from assistant.checker.pasted import read_pasted
    from corpus.digest import load_digest

    if not text.strip():
        raise UsageError("check: the file is empty; wanted an answer with its sources, or a JSON object")
    if text.lstrip().startswith("{"):
        return _object(text)
    if len(text) > 2 * MAX_ANSWER_CHARS:
        raise UsageError(f"check: got {len(text):,} characters; wanted an answer of at most {MAX_ANSWER_CHARS:,}")
    pasted = read_pasted(text, load_digest())
    if not pasted.citations:
        raise UsageError(
            "check: the text cites nothing; wanted marks like [1] in it and a list of sources below, such as\n"
            "  [1] Table 1, BLAST\n  [2] Patient 2, paragraph 4\nor places in the text itself, such as [table3.cns]"
        )
    return {"answer": pasted.answer, "citations": {mark: list(places) for mark, places in pasted.citations.items()}}


def _object(text: str) -> Record:
    try:
        record: Any = read_json(text)
    except ValueError as error:
        raise UsageError(f"check: got no JSON ({error}); wanted one JSON object, or plain text") from error
    lacking = [key for key in _NEEDED if key not in record]
    if lacking:
        raise UsageError(f"check: {', '.join(lacking)} missing; wanted {', '.join(_NEEDED)}")
    found: Record = record
    return found


def _facts(case: str) -> Record:
    """The facts of --case. Raises UsageError where they are no JSON object."""
    if not case:
        return {}
    said = case if case.lstrip().startswith("{") else _file(case)
    try:
        facts: Any = read_json(said)
    except ValueError as error:
        raise UsageError(f'check: --case is no JSON ({error}); wanted facts such as {{"cd19": "positive"}}') from error
    if not isinstance(facts, dict):
        raise UsageError(f'check: --case is {type(facts).__name__}; wanted facts such as {{"cd19": "positive"}}')
    return facts


def _file(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"check: --case {name!r} cannot be read; wanted a JSON file or the facts themselves"
        ) from error
