"""Where studies that the review reports disagree, as data."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from corpus.errors import reading
from corpus.models import Frozen
from corpus.yamls import read_yaml

_FILE = Path(__file__).parent / "disagreements.yaml"


class Disagreement(Frozen):
    """A question on which studies disagree."""

    about: str
    sides: tuple[tuple[str, ...], ...] = Field(min_length=2)
    """Passages of each side, the plainest first."""


@lru_cache(maxsize=1)
def load_disagreements() -> tuple[Disagreement, ...]:
    """All of them, in the file's order."""
    with reading(_FILE, "a list of disagreements"):
        return tuple(Disagreement(**record) for record in read_yaml(_FILE))
