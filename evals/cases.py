"""The review's five patients as regression cases, one file each in evals/cases."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.models import Recommendation
from corpus.models import Frozen
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "cases"


class EvalCase(Frozen):
    """A patient as told to the assistant, and what its answer must and must not hold."""

    id: str
    title: str
    note: str
    facts: dict[str, Any]
    """Facts that must be understood, with their values."""
    recommendation: Recommendation
    criteria: tuple[str, ...]
    """Criteria that must be true."""
    places: tuple[tuple[str, ...], ...]
    """Places that must be cited: one of each group."""
    must_not: tuple[str, ...]
    """Claims that must not appear in the answer."""


@lru_cache(maxsize=1)
def load_cases() -> tuple[EvalCase, ...]:
    """All cases, in the order of the review."""
    return tuple(EvalCase(**read_yaml(path)) for path in sorted(_FOLDER.glob("*.yaml")))
