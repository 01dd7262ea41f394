"""A run as JSON, and read back from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.errors import ResultError
from evals.outcome import Outcome
from evals.summary import Report

_DERIVED = ("state", "faults")


def as_record(report: Report) -> dict[str, Any]:
    """Counts, suites, changes and every outcome, as plain values."""
    return {
        "passed": sum(one.passed for one in report.tallies), "of": len(report.outcomes),
        "unscored": sum(one.unscored for one in report.tallies), "broken": len(report.broken),
        "better": len(report.better), **report.about,
        "suites": [one.model_dump() for one in report.tallies],
        "changes": [{**one.model_dump(), "why": one.why} for one in report.changes],
        "results": [_outcome(one) for one in report.outcomes],
    }  # fmt: skip


def _outcome(one: Outcome) -> dict[str, Any]:
    return {**one.model_dump(), **{name: getattr(one, name) for name in _DERIVED}}


def read_record(path: Path) -> tuple[str, tuple[Outcome, ...]]:
    """What was run, and its outcomes. Raises ResultError where the file holds no results."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        held = [{name: value for name, value in one.items() if name not in _DERIVED} for one in record["results"]]
        told = (
            f"{record.get('engine', '?')} over {record.get('corpus', '?')}, {record.get('version', '?')} ({path.name})"
        )
        return told, tuple(Outcome.model_validate(one) for one in held)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise ResultError(path.name, f"no results can be read from it ({type(error).__name__})") from error
