"""The questions put to a model: the bench's, where it lies beside the repository; else those the project ships."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.questions import load_questions
from evals.cases import load_cases

_BENCH = Path(__file__).parents[3] / "shared" / "bench"
_FILES = ("facts", "vignettes", "out_of_scope")
_PARTS = (0.62, 0.30, 0.08)
"""Share of facts, patients and questions out of scope: the last never reach the model."""


def questions(number: int, bench: Path = _BENCH) -> tuple[str, ...]:
    """About `number` questions, spread evenly over each set; the same ones each time."""
    if all((bench / f"{name}.jsonl").is_file() for name in _FILES):
        sets = [_asked(bench / f"{name}.jsonl") for name in _FILES]
    else:
        known = [asked[0] for asked in load_questions().values() if asked]
        sets = [known, [case.note for case in load_cases()], []]
    parts = (_spread(asked, round(number * part)) for asked, part in zip(sets, _PARTS, strict=True))
    return tuple(question for part in parts for question in part)


def _asked(path: Path) -> list[str]:
    return [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _spread(asked: Sequence[str], wanted: int) -> list[str]:
    if not asked or wanted <= 0:
        return []
    step = max(1.0, len(asked) / wanted)
    return [asked[int(at * step)] for at in range(min(wanted, len(asked)))]
