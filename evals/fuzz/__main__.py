"""`python -m evals.fuzz --minutes 30`: every parser in turns, counts as JSON, exit status 1 where something broke."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from runpy import run_path
from typing import Any

from assistant.settings import Settings
from evals.fuzz import asking, reading
from evals.fuzz.models import KEPT, Finding, Tally, Target
from evals.fuzz.run import fuzz

_TURN_S = 4.0


def main(given: Sequence[str] | None = None) -> int:
    """Fuzzes; what breaks is minimised and kept under evals/fuzz/kept, where the tests run it ever after."""
    chosen = _arguments(given)
    targets = _targets(chosen)
    tallies = {target.name: Tally() for target in targets}
    seed = chosen.seed or random.SystemRandom().randrange(2**31)
    rng, until = random.Random(seed), time.monotonic() + chosen.minutes * 60
    while time.monotonic() < until:
        for target in targets:
            if time.monotonic() < until:
                before = len(tallies[target.name].findings)
                fuzz(target, min(_TURN_S, max(0.1, until - time.monotonic())), rng, tallies[target.name])
                for finding in tallies[target.name].findings[before:]:
                    _keep(finding)
        if chosen.out:
            chosen.out.write_text(json.dumps(_told(tallies, seed), indent=1), encoding="utf-8")
    print(json.dumps(_told(tallies, seed), indent=1))
    return 1 if any(tally.findings for tally in tallies.values()) else 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long in all")
    parser.add_argument("--only", action="append", default=[], help="only this target; repeatable")
    parser.add_argument("--seed", type=int, default=0, help="of the mutations; 0: another each time")
    parser.add_argument("--out", type=Path, help="counts as JSON, renewed each round")
    parser.add_argument("--also", type=Path, action="append", default=[], help="a Python file with more TARGETS")
    return parser.parse_args(given)


def _targets(chosen: argparse.Namespace) -> list[Target]:
    more = [target for file in chosen.also for target in run_path(str(file))["TARGETS"]]
    every = [*reading.targets(), *asking.targets(asking.open_for(Settings().data_dir)), *more]
    unknown = set(chosen.only) - {target.name for target in every}
    if unknown:
        sys.exit(f"--only {', '.join(sorted(unknown))}: wanted of {', '.join(target.name for target in every)}")
    return [target for target in every if not chosen.only or target.name in chosen.only]


def _keep(finding: Finding) -> None:
    folder = KEPT / finding.target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{hashlib.sha256(finding.data).hexdigest()[:12]}.bin").write_bytes(finding.data)
    print(f"{finding.target}: {finding.kind}\n{finding.told}\n{finding.data[:300]!r}", file=sys.stderr, flush=True)


def _told(tallies: dict[str, Tally], seed: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "executions": sum(tally.runs for tally in tallies.values()),
        "targets": {
            name: {"executions": tally.runs, "refused": tally.refused, "lines": tally.lines,
                   "slowest_s": round(tally.slowest_s, 3), "findings": [one.kind for one in tally.findings]}
            for name, tally in tallies.items()
        },
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
