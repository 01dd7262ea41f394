"""`cd19 decide`: facts to verdict, by the review's criteria."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import JsonOption


def decide(
    case: Annotated[typer.FileText, typer.Option("--case", help='A JSON file of facts; "-" for standard input.')],
    as_json: JsonOption = False,
) -> None:
    """Hold a patient's facts against the review's criteria: verdict, reasons, what would change it, what is missing."""
    from assistant.criteria.engine import decide as decide_case
    from assistant.facts.validate import validate

    try:
        values = json.loads(case.read())
    except ValueError as error:
        raise UsageError(f'decide: {case.name} holds no JSON ({error}); wanted an object like {{"age": 34}}') from error
    if not isinstance(values, dict):
        raise UsageError(f'decide: {case.name} holds {type(values).__name__}; wanted an object like {{"age": 34}}')
    read = validate(values)
    verdict = decide_case(read)
    if as_json:
        return print(
            json.dumps({"case": read.values(), **verdict.model_dump(mode="json")}, ensure_ascii=False, indent=2)
        )
    from assistant.cli.show import show_case, show_verdict

    show_case(read)
    show_verdict(verdict)
