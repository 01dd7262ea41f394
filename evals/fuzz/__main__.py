"""`python -m evals.fuzz --minutes 30`: every parser in turns, counts as JSON, exit status 1 where something broke.

`--also tests/ui/page_targets.py` adds what the page and its functions for programs take in.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from runpy import run_path

from assistant.settings import Settings
from evals.fuzz import asking, reading, studying
from evals.fuzz.counts import read_counts, told
from evals.fuzz.models import KEPT, Finding, Target
from evals.fuzz.run import Fuzzing

_ROUNDS = 20
"""In so many rounds each target comes to its aim: cheap ones and dear ones side by side, should time run out."""
_LONGEST_TURN_S = 60.0


def main(given: Sequence[str] | None = None) -> int:
    """Fuzzes; what breaks is minimised and kept under evals/fuzz/kept, where the tests run it ever after."""
    chosen = _arguments(given)
    seed = chosen.seed or random.SystemRandom().randrange(2**31)
    rng, until = random.Random(seed), time.monotonic() + chosen.minutes * 60
    tallies = read_counts(chosen.out)
    at_work = [Fuzzing(target, rng, tallies.get(target.name)) for target in _targets(chosen)]
    tallies |= {one.target.name: one.tally for one in at_work}
    for turn in itertools.count(1):
        if time.monotonic() > until or (chosen.to_aim and turn > _ROUNDS):
            break
        for one in at_work:
            _turn(one, one.target.aim * turn // _ROUNDS, until)
            if chosen.out:
                chosen.out.write_text(json.dumps(told(tallies), indent=1), encoding="utf-8")
    print(json.dumps({"seed": seed, **told(tallies)}, indent=1))
    return 1 if any(tally.findings for tally in tallies.values()) else 0


def _turn(fuzzing: Fuzzing, most: int, until: float) -> None:
    before = len(fuzzing.tally.findings)
    fuzzing.go(min(until, time.monotonic() + _LONGEST_TURN_S), most)
    for finding in fuzzing.tally.findings[before:]:
        _keep(finding)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long in all")
    parser.add_argument("--only", action="append", default=[], help="only this target; repeatable")
    parser.add_argument("--seed", type=int, default=0, help="of the mutations; 0: another each time")
    parser.add_argument("--to-aim", action="store_true", help="end once each target has as many as it aims at")
    parser.add_argument("--out", type=Path, help="counts as JSON, renewed as it goes and gone on from")
    parser.add_argument("--also", type=Path, action="append", default=[], help="a Python file with more TARGETS")
    return parser.parse_args(given)


def _targets(chosen: argparse.Namespace) -> list[Target]:
    more = [target for file in chosen.also for target in run_path(str(file))["TARGETS"]]
    every = [*reading.targets(), *asking.targets(asking.open_for(Settings().data_dir)), *studying.targets(), *more]
    unknown = set(chosen.only) - {target.name for target in every}
    if unknown:
        sys.exit(f"--only {', '.join(sorted(unknown))}: wanted of {', '.join(target.name for target in every)}")
    return [target for target in every if not chosen.only or target.name in chosen.only]


def _keep(finding: Finding) -> None:
    folder = KEPT / finding.target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{hashlib.sha256(finding.data).hexdigest()[:12]}.bin").write_bytes(finding.data)
    print(f"{finding.target}: {finding.kind}\n{finding.told}\n{finding.data[:300]!r}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
