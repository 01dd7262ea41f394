"""What can go wrong with the sense of questions.

SenseError   what was learned from corpus/asking and corpus/scope is missing or damaged: it is learned anew
"""

from __future__ import annotations

from pathlib import Path


class SenseError(ValueError):
    """The weights learned from the example questions cannot be used."""

    def __init__(self, path: Path, fault: str) -> None:
        self.path, self.fault = path, fault
        super().__init__(
            f"corpus/asking/{path.name}: wanted weights learned from the example questions beside it ({fault}). "
            "Learn them anew: python scripts/asking.py"
        )
