"""Errors of the evals.

EvalError
├── UnknownSuiteError    there is no suite of that name
├── SuiteError           a suite's data cannot be read
├── ResultError          a file of results or a baseline cannot be read, or what is compared has no case in common
├── VersionError         another version of the project cannot be run
├── UnscorableError      a case cannot be scored: it counts as neither right nor wrong
├── UnknownMeasureError  there is no benchmark of that name
├── UnknownFaultError    there is no kind of fault of that name
├── MissingExtraError    a package that only benchmarks need is not installed
├── ProcessFailedError   a process whose start was timed ended badly
├── NothingDoneError     what was timed did nothing: its time means nothing
├── HistoryError         the file of earlier benchmarks cannot be read or written
├── UnknownRatingError   no answer was rated under that number
└── NoExpectationError   an answer was rated not right, and nothing says what would be
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class EvalError(Exception):
    """Anything that keeps the evals from running."""


class UnknownSuiteError(EvalError):
    """There is no suite of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"eval: got suite {name!r}; wanted all or one of {', '.join(known)}")
        self.name = name


class SuiteError(EvalError):
    """The data of a suite cannot be read."""

    def __init__(self, suite: str, fault: str) -> None:
        super().__init__(f"eval: suite {suite!r}: {fault}. docs/evals.md tells how a suite is written")
        self.suite = suite


class ResultError(EvalError):
    """Results cannot be read or compared."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(
            f"eval: {name}: {fault}. `cd19 eval --json > FILE` writes results, `cd19 eval baseline` a baseline"
        )
        self.name = name


class VersionError(EvalError):
    """Another version cannot be had or run."""

    def __init__(self, revision: str, fault: str) -> None:
        super().__init__(f"eval compare: git:{revision}: {fault}. Wanted a commit, tag or branch of this clone")
        self.revision = revision


class UnscorableError(EvalError):
    """A case cannot be scored; the message says why."""


class UnknownMeasureError(EvalError):
    """There is no benchmark of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"bench: got --only {name!r}; wanted one of {', '.join(known)}")
        self.name = name


class MissingExtraError(EvalError):
    """A yardstick is not installed."""

    def __init__(self, measure: str, package: str) -> None:
        super().__init__(
            f"bench: {measure!r} is measured beside {package}, which is not installed. Install it with: "
            'pip install -e ".[bench]"; or choose other measures with --only.'
        )
        self.measure, self.package = measure, package


class ProcessFailedError(EvalError):
    """A process ended with an error."""

    def __init__(self, what: str, status: int, said: str) -> None:
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        super().__init__(f"bench: the process of {what!r} ended with exit status {status}, wanted 0: {last}")
        self.what, self.status = what, status


class NothingDoneError(EvalError):
    """A job came back without having done any of its items."""

    def __init__(self, job: str) -> None:
        super().__init__(
            f"bench: {job} did 0 items, wanted at least one. Look whether the index is sound: cd19 index verify"
        )
        self.job = job


class HistoryError(EvalError):
    """Earlier runs cannot be read, or this one cannot be kept."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            f"bench: the history {path}: {fault}. Wanted a file of one run a line, as cd19 bench writes it; "
            "mend it, or name another with --history"
        )
        self.path = path


class UnknownRatingError(EvalError):
    """There is no rating of that number."""

    def __init__(self, got: int, known: Sequence[int]) -> None:
        listed = f"one of {', '.join(map(str, known))}" if known else "none: no answer has been rated yet"
        super().__init__(f"eval add: got number {got}; wanted {listed}. `cd19 eval add` lists them")
        self.got = got


class NoExpectationError(EvalError):
    """A case of an answer that is not right needs to be told what would be."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"eval add: answer {number} was rated not right; say what would be: --expect car_t (or blinatumomab, "
            "either, neither, conflicting, insufficient, none), or --must-not with words that may not stand in it"
        )
        self.number = number


class UnknownFaultError(EvalError):
    """A kind of fault that is not there."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"bench faults: got --only {name!r}, wanted one of: {', '.join(known)}.")
        self.name = name
