"""A fault that was injected, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.models import Frozen

if TYPE_CHECKING:
    from evals.faults.nursery import Nursery


class Trial(Frozen):
    """One fault."""

    kind: str
    """The row of the table it counts in."""
    fault: str
    """What was done, where and when."""
    survived: bool
    how: str = ""
    """What came of it, in a few words: "told in words", "mended", "the old index answers"."""
    detail: str = ""
    """What was seen, where it did not survive."""


class Skipped(Frozen):
    """A kind of fault that could not be injected here, and why."""

    kind: str
    why: str


class Ground(NamedTuple):
    """What injectors work with."""

    nursery: Nursery
    scratch: Path
    """An empty folder of the kind's own."""
    sound: Path
    """A data folder with the digest's index, whole; to be copied, never changed."""
    seed: int
    times: int
    """How many faults; 0: as many as suit the kind."""


Injector = Callable[[Ground], Iterator[Trial | Skipped]]
