"""`cd19 decide`: facts to verdict, by the review's criteria; `--explain` lays the criteria themselves open."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from assistant.cli.errors import UsageError
from assistant.cli.options import JsonOption
from assistant.given import read_json
from assistant.models import Case
from assistant.records import decided_record

CaseOption = Annotated[
    typer.FileText | None, typer.Option("--case", help='A JSON file of facts; "-" for standard input.')
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="All criteria with when, then, weight and place; with --case, their state.")
]


def decide(case: CaseOption = None, explain: ExplainOption = False, as_json: JsonOption = False) -> None:
    """Hold a patient's facts against the review's criteria: verdict, reasons, what would change it, what is missing."""
    if case is None and not explain:
        raise UsageError("decide: got no case; wanted --case FILE (or - for standard input), or --explain")
    read = _read(case) if case is not None else None
    if as_json:
        return print(json.dumps(_object(read, explain), ensure_ascii=False, indent=2))
    _show(read, explain)


def _read(case: typer.FileText) -> Case:
    from assistant.facts.validate import validate

    try:
        values = read_json(case.read())
    except ValueError as error:
        raise UsageError(f'decide: {case.name} holds no JSON ({error}); wanted an object like {{"age": 34}}') from error
    if not isinstance(values, dict):
        raise UsageError(f'decide: {case.name} holds {type(values).__name__}; wanted an object like {{"age": 34}}')
    return validate(values)


def _object(case: Case | None, with_criteria: bool) -> dict[str, Any]:
    """The verdict on a case, where there is one, and the criteria, where they are asked for."""
    from corpus.criteria import criteria_hash

    record: dict[str, Any] = decided_record(case) if case is not None else {}
    if with_criteria:
        record["explain"] = [row.model_dump(mode="json") for row in _explained(case)]
        record["criteria_hash"] = criteria_hash()
    return record


def _show(case: Case | None, with_criteria: bool) -> None:
    from assistant.cli.explain import show_explained
    from assistant.cli.show import show_case, show_verdict
    from assistant.criteria.engine import decide as decide_case
    from assistant.facts.validate import implausible

    if case is not None:
        show_case(case, implausible(case))
        show_verdict(decide_case(case), with_criteria=not with_criteria)
    if with_criteria:
        show_explained(_explained(case))


def _explained(case: Case | None) -> tuple[Any, ...]:
    from assistant.criteria.explain import explain
    from corpus.digest import load_digest

    return explain(load_digest(), case)
