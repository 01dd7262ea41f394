"""What `cd19 bench faults` does: inject, count, draw the table."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.errors import UnknownFaultError
from evals.faults import building, clocks, disks, files, pairs, soak, study, talking, threads
from evals.faults.models import Ground, Injector, Skipped, Trial
from evals.faults.nursery import HEAVY, LIGHT, Nursery

INJECTORS: Mapping[str, Injector] = {
    "kill-build": building.injected, "kill-threads": threads.injected, "kill-study": study.injected,
    "full-disk": disks.full, "read-only": disks.read_only, "spoilt-index": files.of_index,
    "spoilt-threads": files.of_conversations, "spoilt-import": files.of_imports, "spoilt-corpus": files.of_corpus,
    "clock": clocks.injected, "two-index": pairs.of_index, "two-threads": pairs.of_threads,
    "model": talking.faults, "model-away": talking.away, "soak": soak.in_process, "soak-page": soak.over_http,
}  # fmt: skip
_BUILDING = frozenset({"kill-build", "full-disk", "read-only", "spoilt-index", "spoilt-import", "two-index"})
"""Those whose processes build an index: they import far more."""
SEED = 20200305
Came = Trial | Skipped


def run(sound: Path, only: Sequence[str] = (), times: int = 0, as_json: bool = False) -> bool:
    """Injects faults of the kinds named, all by default, over copies of a data folder. True when all was survived.

    `times`: of each kind; 0: as many as suit it. Raises UnknownFaultError for a kind there is none of.
    """
    for name in only:
        if name not in INJECTORS:
            raise UnknownFaultError(name, tuple(INJECTORS))
    console = Console(stderr=True)
    came: list[Came] = []
    with suppress(KeyboardInterrupt):  # what came until then counts
        for name in only or INJECTORS:
            for one in injected(name, sound, times):
                came.append(one)
                if isinstance(one, Trial) and not one.survived:
                    console.print(Text(f"{one.kind}: {one.fault}: {one.detail}", style="red"))
            console.print(Text(f"{name}: {len(came)} so far", style="dim"))
    if as_json:
        print(json.dumps([one.model_dump() for one in came], indent=1))
    else:
        draw(came)
    return all(one.survived for one in came if isinstance(one, Trial))


def injected(name: str, sound: Path, times: int = 0, seed: int = SEED) -> Iterator[Came]:
    """What comes of the faults of one kind, as it comes."""
    scratch = Path(tempfile.mkdtemp(prefix="cd19-faults-"))
    scratch.chmod(0o755)  # a process of another user must find its way
    (scratch / "ground").mkdir()
    nursery = Nursery(scratch / "jobs", HEAVY if name in _BUILDING else LIGHT)
    try:
        yield from INJECTORS[name](Ground(nursery, scratch / "ground", sound, seed, times))
    finally:
        nursery.close()
        shutil.rmtree(scratch, ignore_errors=True)


def draw(came: Sequence[Came]) -> None:
    """A line a kind: injected, survived, and what came of them."""
    table = Table("Fault", "Injected", "Survived", "What came of it", title="Faults", title_justify="left", box=None)
    for kind in dict.fromkeys(one.kind for one in came):
        skipped = [one for one in came if isinstance(one, Skipped) and one.kind == kind]
        trials = [one for one in came if isinstance(one, Trial) and one.kind == kind]
        if not trials:
            table.add_row(kind, "-", "-", f"skipped: {skipped[0].why}")
            continue
        survived = sum(one.survived for one in trials)
        style = "green" if survived == len(trials) else "red"
        table.add_row(kind, str(len(trials)), Text(str(survived), style=style), _outcomes(trials))
    Console().print(table)


def _outcomes(trials: Sequence[Trial]) -> str:
    hows = [one.how for one in trials if one.survived]
    return "; ".join(f"{hows.count(how)} {how}" for how in dict.fromkeys(hows))
