"""`cd19 check`: any answer held against the passages it cites and the criteria."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.lines import Record, answer_lines, run_lines
from assistant.cli.options import JsonlOption, JsonOption

_NEEDED = ("answer", "citations")


def check(
    file: Annotated[
        typer.FileText | None,
        typer.Argument(
            help='A JSON file {question, case, answer, citations: {"1": [locators]}}; "-" for standard input.'
        ),
    ] = None,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
) -> None:
    """Check an answer: does each sentence cite, does each figure stand where it cites, does the verdict agree?"""
    if jsonl:
        return run_lines(_handle, needed=_NEEDED)
    if file is None:
        raise UsageError("check: got no file; wanted a JSON file, - for standard input, or --jsonl")
    result = next(answer_lines([file.read().replace("\n", " ")], _handle, _NEEDED), {"error": "the file is empty"})
    if "error" in result:
        raise UsageError(f"check: {result['error']}")
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        from assistant.cli.show import show_report

        show_report(result)
    raise typer.Exit(0 if result["passed"] else 1)


def _handle(record: Record) -> Record:
    from assistant.checker.check import check_answer
    from assistant.criteria.engine import decide
    from assistant.facts.reader import read_case
    from assistant.facts.validate import validate
    from corpus.digest import load_digest

    question = record.get("question") or ""
    case = validate(record.get("case") or {})
    for fact in read_case(question).facts if case.facts else ():
        case = case if case.get(fact.key) is not None else case.with_fact(fact)
    report = check_answer(
        record["answer"], record["citations"], digest=load_digest(), verdict=decide(case) if case.facts else None,
        question=question,
    )  # fmt: skip
    return report.model_dump(mode="json")
