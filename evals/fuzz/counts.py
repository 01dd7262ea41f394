"""Counts of a campaign, kept as JSON between runs: what was counted of this code, and what of earlier code.

A target's counts hold for the files that its traced runs reached. Where one of them is another by now, they move to
`earlier` and the target is counted anew; the others' go on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.fuzz.models import Tally
from evals.fuzz.run import ROOT


def read_counts(path: Path | None) -> dict[str, Tally]:
    """The tallies kept in a file, by target; none where there is no such file. Findings are not gone on from."""
    kept = json.loads(path.read_text(encoding="utf-8"))["targets"] if path and path.is_file() else {}
    return {name: _tally(one) for name, one in kept.items()}


def _tally(kept: Mapping[str, Any]) -> Tally:
    tally = Tally(files=set(kept["files"]), earlier=kept["earlier"], lines=kept["lines"])
    if kept["code"] != code_of(tally.files):
        return Tally(earlier=kept["earlier"] + kept["executions"])
    tally.runs, tally.refused = kept["executions"], kept["refused"]
    tally.slowest_s, tally.seconds = kept["slowest_s"], kept["cpu_s"]
    return tally


def told(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    """The counts as plain data; `read_counts` reads them back."""
    return {
        "executions": sum(tally.runs for tally in tallies.values()),
        "earlier": sum(tally.earlier for tally in tallies.values()),
        "targets": {
            name: {"executions": tally.runs, "refused": tally.refused, "lines": tally.lines,
                   "slowest_s": round(tally.slowest_s, 3), "cpu_s": round(tally.seconds, 1),
                   "findings": [one.kind for one in tally.findings], "earlier": tally.earlier,
                   "code": code_of(tally.files), "files": sorted(tally.files)}
            for name, tally in tallies.items()
        },
    }  # fmt: skip


def code_of(files: set[str]) -> str:
    """A hash over the files as they are now; one that is gone counts as empty."""
    whole = hashlib.sha256()
    for name in sorted(files):
        path = Path(ROOT) / name
        whole.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return whole.hexdigest()[:16]
