"""The five patients told in other ways, or changed in one fact."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import EvalCase
from evals.scorers.patient import score
from evals.scorers.scorer import Scorer


def told_otherwise(cases: Sequence[EvalCase]) -> tuple[EvalCase, ...]:
    """Each variant as a case of its own."""
    return tuple(told for case in cases for told in case.told_otherwise())


SCORER = Scorer(item=EvalCase, score=score, expand=told_otherwise)
