"""kill -9 at a random moment of writing to SQLite: all that was acknowledged is there, and nothing half.

A process does a known series of changes and says after each that it is done. Killed, it leaves a file that must hold
just what the first n changes give, where n is how many it had said were done, or one more.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evals.faults.models import Ground, Trial

Change = Callable[[Path, int], None]
_LONGEST_S = 0.6


def killed_at_random(
    ground: Ground, kind: str, job: str, change: Change, contents: Callable[[Path], str], times: int
) -> Iterator[Trial]:
    """Kills `job` (called with the file's path and a seed) so many times; `change` does its n-th change here."""
    moments = random.Random(ground.seed)
    for number in range(times):
        path = ground.scratch / f"{number}.sqlite"
        child = ground.nursery.start(job, str(path), number)
        until = time.monotonic() + 60
        while not child.said() and time.monotonic() < until:  # the first is done: what comes now is cut somewhere
            time.sleep(0.001)
        after_s = moments.uniform(0, _LONGEST_S)
        time.sleep(after_s)
        child.kill()
        died = child.wait()
        done = died.out.count("\n")
        fault = _fault(path, ground.scratch / f"{number}.again", done, change, contents)
        yield Trial(
            kind=kind, fault=f"{after_s:.3f} s after the first change, {done} done", survived=not fault,
            how="all that was done is there, nothing half", detail=fault or "",
        )  # fmt: skip


def _fault(path: Path, again: Path, done: int, change: Change, contents: Callable[[Path], str]) -> str:
    """What is wrong with the file, against the same changes done in peace."""
    database = sqlite3.connect(path)
    sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    if sound != "ok" or not done:
        return f"{done} changes, integrity check: {sound}"
    for number in range(done):
        change(again, number)
    found = contents(path)
    if found == contents(again):
        return ""
    change(again, done)
    wanted = contents(again)
    return "" if found == wanted else f"after {done} changes: found {found[:300]!r}, wanted {wanted[:300]!r}"
