"""A target run on many inputs: counted, timed by CPU, faults minimised; what reaches new lines is mutated further."""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from evals.fuzz.models import Finding, Tally, Target
from evals.fuzz.mutate import mutated

ROOT = str(Path(__file__).parents[2])
SLOW_S = 1.0
"""CPU seconds for one small input from which it is a fault."""
_STOP_S = 10.0
_TRACED = 16
"""One run in so many is traced for the lines it reaches."""
_TRIES = 400
_TOO_LONG = "slow"
_POOL = 2000
Line = tuple[CodeType, int]
"""A line of code that was reached."""


class TooSlowError(BaseException):
    """Raised into a run that does not end; no `except Exception` holds it back."""


class Fuzzing:
    """A target under fuzz: its pool and the lines seen go on from one turn to the next."""

    def __init__(self, target: Target, rng: random.Random, tally: Tally | None = None) -> None:
        """`tally`: counts to go on from. Each kind of fault is kept once."""
        self.target, self.tally, self._rng = target, tally or Tally(), rng
        self._pool, self._seen = list(target.seeds), set[Line]()
        self._known = {one.kind for one in self.tally.findings}
        self._begun = False

    def go(self, until: float, most: int | None = None) -> None:
        """Mangled inputs until the clock (time.monotonic) says so, or so many are done in all."""
        if not self._begun:
            self._begun = True
            for seed in self.target.seeds:  # loads what is loaded once
                self._note(seed, self._seen)
        change = self.target.change or mutated
        while time.monotonic() < until and (most is None or self.tally.runs < most):
            data = change(self._rng, self._pool, self.target.words, self.target.most)
            traced = self._seen if self.tally.runs % _TRACED == 0 else None
            if self._note(data, traced) and len(self._pool) < _POOL:
                self._pool.append(data)
        self.tally.lines = max(self.tally.lines, len(self._seen))
        self.tally.files |= {own for code, _ in self._seen if (own := _own(code))}

    def _note(self, data: bytes, seen: set[Line] | None) -> bool:
        """Runs one input and counts it; whether it reached new lines."""
        before, tally = len(seen or ()), self.tally
        finding, took, refused = run_one(self.target, data, seen)
        if finding and finding.kind == _TOO_LONG:
            finding, took, refused = run_one(self.target, data)  # what is made once, such as patterns, is made now
        tally.runs += 1
        tally.refused += refused
        tally.seconds += took
        tally.slowest_s = max(tally.slowest_s, took if seen is None else 0.0)
        if finding and finding.kind not in self._known:
            self._known.add(finding.kind)
            tally.findings.append(minimised(self.target, finding))
        return seen is not None and len(seen) > before


def fuzz(target: Target, seconds: float, rng: random.Random) -> Tally:
    """Mangled inputs for as long as told."""
    fuzzing = Fuzzing(target, rng)
    fuzzing.go(time.monotonic() + seconds)
    return fuzzing.tally


def _own(code: CodeType) -> str:
    """The file of a piece of code within the project's packages; empty for the fuzzer's own and all others."""
    path = Path(code.co_filename).relative_to(ROOT)
    return path.as_posix() if path.parts[0] in ("corpus", "index", "assistant", "ui") else ""


def run_one(target: Target, data: bytes, seen: set[Line] | None = None) -> tuple[Finding | None, float, bool]:
    """What came of an input: a fault or None, CPU seconds, whether it was refused in words of our own."""
    start, refused = time.process_time(), False
    finding = None
    try:
        with _limited(_STOP_S), _tracing(seen):
            target.run(data)
    except target.own:
        refused = True
    except TooSlowError:
        return Finding(target.name, _TOO_LONG, f"more than {_STOP_S} s", data), _STOP_S, False
    except Exception as error:
        finding = Finding(target.name, _kind(error), "".join(traceback.format_exception(error)[-3:]), data)
    took = time.process_time() - start
    if finding is None and seen is None and took > SLOW_S:
        finding = Finding(target.name, _TOO_LONG, f"{took:.2f} s for {len(data)} bytes", data)
    return finding, took, refused


def minimised(target: Target, finding: Finding) -> Finding:
    """The same fault with as little input as a few hundred tries find."""
    data, tries = finding.data, 0
    size = max(1, len(data) // 2)
    limit = time.monotonic() + 20
    while size and tries < _TRIES and time.monotonic() < limit:
        at, shorter = 0, False
        while at < len(data) and tries < _TRIES and time.monotonic() < limit:
            tries += 1
            less = data[:at] + data[at + size :]
            found = run_one(target, less)[0]
            if found and found.kind == finding.kind:
                data, shorter = less, True
            else:
                at += size
        size = size if shorter and size > 1 else size // 2
    return finding._replace(data=data)


def _kind(error: BaseException) -> str:
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(ROOT)]
    last = own[-1] if own else None
    where = f"{Path(last.filename).relative_to(ROOT).as_posix()}:{last.name}" if last else "?"
    return f"{type(error).__name__} in {where}"


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """TooSlowError once the CPU has worked for so long; regular expressions look up for it too."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _tracing(seen: set[Line] | None) -> Iterator[None]:
    if seen is None:
        yield
        return
    reached: set[Line] = seen

    def line(frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
        if event == "line":
            reached.add((frame.f_code, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:
        return line if frame.f_code.co_filename.startswith(ROOT) else None

    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(None)
