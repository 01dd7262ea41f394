"""What is fuzzed, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

Change = Callable[[random.Random, Sequence[bytes], Sequence[bytes], int], bytes]
"""An input made of a pool of others, with words of the language, of at most so many bytes."""


class Target(NamedTuple):
    """A parser under fuzz."""

    name: str
    run: Callable[[bytes], object]
    """Reads an input; raises `own` for one that it refuses. AssertionError where its result breaks a promise."""
    seeds: tuple[bytes, ...]
    own: tuple[type[BaseException], ...] = ()
    words: tuple[bytes, ...] = ()
    """Pieces of its language, put in by the mutations."""
    most: int = 4096
    """Bytes of the longest input."""
    aim: int = 150_000
    """Executions of a whole campaign: many where one costs little, and no fewer than 2,000 where it costs much."""
    change: Change | None = None
    """How inputs are made in place of `mutate.mutated`."""


class Finding(NamedTuple):
    """An input that broke a promise."""

    target: str
    kind: str
    """The exception and where it was raised; "slow" for one that took too long."""
    told: str
    data: bytes


@dataclass
class Tally:
    """Counts of one target."""

    runs: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    seconds: float = 0.0
    """CPU time of all runs."""
    lines: int = 0
    """Lines of the project's code reached, as the sampled runs saw them."""
    files: set[str] = field(default_factory=set)
    """Files of the project's packages that these lines stand in."""
    earlier: int = 0
    """Runs of code that has changed since; not among `runs`."""
    findings: list[Finding] = field(default_factory=list)


KEPT = Path(__file__).parent / "kept"
"""Minimised inputs that once broke something: a folder per target, run by the tests for ever."""
