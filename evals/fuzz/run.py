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


class TooSlowError(BaseException):
    """Raised into a run that does not end; no `except Exception` holds it back."""


def fuzz(target: Target, seconds: float, rng: random.Random, tally: Tally | None = None) -> Tally:
    """Mangled inputs for as long as told; the tally goes on from the one given. Each kind of fault is kept once."""
    tally = tally or Tally()
    pool, seen = list(target.seeds), set[tuple[CodeType, int]]()
    known, until = {one.kind for one in tally.findings}, time.monotonic() + seconds
    for seed in target.seeds if not tally.runs else ():
        _note(target, seed, tally, known, seen)
    while time.monotonic() < until:
        data = mutated(rng, pool, target.words, target.most)
        traced = seen if tally.runs % _TRACED == 0 else None
        if _note(target, data, tally, known, traced) and len(pool) < 2000:
            pool.append(data)
    tally.lines = max(tally.lines, len(seen))
    return tally


def _note(target: Target, data: bytes, tally: Tally, known: set[str], seen: set[tuple[CodeType, int]] | None) -> bool:
    """Runs one input and counts it; whether it reached new lines."""
    before = len(seen or ())
    tally.runs += 1
    finding, took, refused = run_one(target, data, seen)
    tally.refused += refused
    tally.slowest_s = max(tally.slowest_s, took if seen is None else 0.0)
    if finding and finding.kind not in known:
        known.add(finding.kind)
        tally.findings.append(minimised(target, finding))
    return seen is not None and len(seen) > before


def run_one(
    target: Target, data: bytes, seen: set[tuple[CodeType, int]] | None = None
) -> tuple[Finding | None, float, bool]:
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
def _tracing(seen: set[tuple[CodeType, int]] | None) -> Iterator[None]:
    if seen is None:
        yield
        return
    reached: set[tuple[CodeType, int]] = seen

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
