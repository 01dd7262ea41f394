"""Errors of the evals.

EvalError
└── UnknownSuiteError   there is no suite of that name
"""

from __future__ import annotations

from collections.abc import Sequence


class EvalError(Exception):
    """Anything that keeps the evals from running."""


class UnknownSuiteError(EvalError):
    """There is no suite of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"eval: got suite {name!r}; wanted all or one of {', '.join(known)}")
        self.name = name
