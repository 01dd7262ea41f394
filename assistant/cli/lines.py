"""JSON lines in, JSON lines out: one answer a line, in order, a malformed line answered with its error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assistant.given import GivenError, read_json

Record = dict[str, Any]


def run_lines(handle: Callable[[Record], Record], needed: tuple[str, ...]) -> None:
    """Answers standard input line by line on standard output, each as soon as it is known."""
    if isinstance(sys.stdin, io.TextIOWrapper):  # a byte that is no UTF-8 spoils its own line, not the run
        sys.stdin.reconfigure(errors="replace")
    for answered in answer_lines(sys.stdin, handle, needed):
        print(json.dumps(answered, ensure_ascii=False), flush=True)


def answer_lines(lines: Iterable[str], handle: Callable[[Record], Record], needed: tuple[str, ...]) -> Iterator[Record]:
    """One record for each line that is not blank; {id?, error} where it cannot be handled."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, handle, needed)


def _answer(line: str, number: int, handle: Callable[[Record], Record], needed: tuple[str, ...]) -> Record:
    try:
        record = read_json(line)
    except ValueError as error:
        return {"error": f"line {number}: got no JSON ({error}); wanted one JSON object a line"}
    if not isinstance(record, dict):
        return {"error": f"line {number}: got {type(record).__name__}; wanted a JSON object with {', '.join(needed)}"}
    echo = {"id": record["id"]} if "id" in record else {}
    lacking = [key for key in needed if key not in record]
    if lacking:
        return {**echo, "error": f"line {number}: {', '.join(lacking)} missing; wanted {', '.join(needed)}"}
    wrong = [key for key in ("question", "answer", "thread") if not isinstance(record.get(key), str | None)]
    wrong += [key for key in needed if record[key] is None]
    if wrong:
        return {**echo, "error": f"line {number}: {wrong[0]} is {type(record[wrong[0]]).__name__}; wanted text"}
    try:
        return {**echo, **handle(record)}
    except Exception as error:  # one bad line must not end the run; the error is told in its place
        return {**echo, "error": f"line {number}: {_told(error)}"}


def _told(error: Exception) -> str:
    from assistant.facts.errors import FactError  # brings the reader of notes along

    return str(error) if isinstance(error, GivenError | FactError) else f"{type(error).__name__}: {error}"
