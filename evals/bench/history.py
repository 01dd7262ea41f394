"""The runs of the past, one JSON object a line, oldest first."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from evals.bench.models import Report
from evals.errors import HistoryError

HISTORY = "bench.jsonl"
"""In the data folder."""


def add(report: Report, path: Path) -> None:
    """Adds a run at the end. Raises HistoryError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as lines:
            lines.write(report.model_dump_json() + "\n")
    except OSError as error:
        raise HistoryError(path, error.strerror or str(error)) from error


def runs(path: Path) -> tuple[Report, ...]:
    """All runs. Raises HistoryError for a line that is none, with its number."""
    found: list[Report] = []
    number = 0
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):  # noqa: B007
            if line.strip():
                found.append(Report.model_validate_json(line))
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError(path, str(error)) from error
    except ValidationError as error:
        fault = error.errors()[0]
        raise HistoryError(path, f"line {number}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error
    return tuple(found)
