"""Disks that are full, and folders that cannot be written: words with a remedy; nothing half is left in service.

Full: a file system of a few megabytes in memory where the system lets us mount one, else a bound on the size of files
(RLIMIT_FSIZE). Read-only: folders without write permission, in a process of another user, as root may write anywhere.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.faults.files import answer_faults
from evals.faults.models import Ground, Skipped, Trial
from evals.faults.small import VERSIONS

FULL, READ_ONLY = "full disk", "read-only data folder"
_NOBODY = 65534
_BUILD = "evals.faults.small:build"
_WITHOUT = "evals.faults.small:answer_without_building"
_MB = (1, 8, 60, 95, 130)
"""From no room for anything to nearly room for a second index."""


def full(ground: Ground) -> Iterator[Trial | Skipped]:
    """Builds an index, and keeps conversations, where there is too little room."""
    folder = ground.scratch / "disk"
    sizes = _MB[: ground.times or len(_MB)]
    for size in sizes:
        with _mounted(folder, size) as mounted:
            if not mounted:
                break
            yield from _tries(ground, folder, f"a disk of {size} MB", 0)
    chance = random.Random(ground.seed)
    for _ in range(ground.times or 10):
        bound = chance.randrange(4_000, 4_000_000)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield from _tries(ground, folder, f"no file beyond {bound / 1e6:.2f} MB", bound)


def _tries(ground: Ground, folder: Path, fault: str, bound: int) -> Iterator[Trial]:
    before = ground.nursery.run(_WITHOUT, str(folder)).out
    got = ground.nursery.run("evals.faults.disks:build", str(folder), file_bytes=bound)
    after = ground.nursery.run(_WITHOUT, str(folder)).out
    faults = answer_faults(got) if got.status else ""
    left = [path.name for path in folder.rglob("building-*")]
    faults = faults or (f"left behind: {left}" if left else "") or ("" if got.status == 0 or after == before else after)
    how = "built all the same" if got.status == 0 else "told in words; nothing half in service"
    yield Trial(kind=FULL, fault=f"index build, {fault}", survived=not faults, how=how, detail=faults)
    kept = ground.nursery.run("evals.faults.disks:keep", str(folder), 400, file_bytes=bound)
    read = ground.nursery.run("evals.faults.disks:count", str(folder))
    fault_kept = answer_faults(kept) if kept.status else ""
    lost = (
        ""
        if read.out == f"{kept.out.count(chr(10))}\n"
        else f"kept {kept.out.count(chr(10))}, read {read.out}{read.err}"
    )
    yield Trial(kind=FULL, fault=f"conversations, {fault}", survived=not (fault_kept or lost),
                detail=fault_kept or lost,
                how="all kept" if kept.status == 0 else "told in words; all turns until then are there")  # fmt: skip


def build(data_dir: str) -> None:
    """Builds a small index, as the command does: errors in words."""
    from evals.faults import small

    _in_words(lambda: small.build(data_dir, VERSIONS[1]))


def keep(data_dir: str, many: int) -> None:
    """Keeps many turns, and says of each that it is kept."""
    from assistant.threads import AsKept, ThreadStore
    from evals.faults.threads import a_memory, an_answer

    def turns() -> None:
        store = ThreadStore(Path(data_dir) / "threads.sqlite")
        for number in range(many):
            store.keep("t", f"Question {number}?", an_answer(number), a_memory(number), AsKept(key=f"k{number}"))
            print(number, flush=True)

    _in_words(turns)


def count(data_dir: str) -> None:
    """How many turns are kept."""
    from assistant.threads import ThreadStore

    kept = ThreadStore(Path(data_dir) / "threads.sqlite").open("t")
    print(len(kept.turns) if kept else 0)


def read_only(ground: Ground) -> Iterator[Trial | Skipped]:
    """Asks over a data folder that may be read, not written: without an index, and with a sound one."""
    (ground.scratch / "x.md").write_text("# Pathway\n\n## One\n\nText of ours, a sentence.\n", encoding="utf-8")
    for name, source in (("empty", None), ("with a sound index", ground.sound)):
        folder = ground.scratch / name
        if source:
            shutil.copytree(source, folder)
        else:
            folder.mkdir()
        with _bound_read_only(folder) as bound:
            if bound:
                yield from _asked_of(ground, folder, f"{name}, mounted read-only", 0)
            else:
                yield Skipped(kind=READ_ONLY, why="nothing may be mounted here")
        if os.geteuid() == 0 and ground.nursery.run("evals.faults.disks:load", user=_NOBODY).status == 0:
            yield from _asked_of(ground, folder, f"{name}, of another user", _NOBODY)
        else:
            yield Skipped(kind=READ_ONLY, why="no process of another user that can read Python's own files")


_ASKED = (
    ("ask", "CR rate in ALCANTARA?"), ("ask", "--thread", "t", "CR rate in ALCANTARA?"), ("index", "build"),
    ("index", "verify"), ("corpus", "import"), ("corpus", "list"), ("study", "due"), ("info",),
)  # fmt: skip


def _asked_of(ground: Ground, folder: Path, name: str, user: int) -> Iterator[Trial]:
    for asked in _ASKED:
        given = [*asked, *([str(ground.scratch / "x.md")] if asked[-1] == "import" else [])]
        got = ground.nursery.cd19(*given, "--data-dir", str(folder), user=user)
        faults = answer_faults(got) if got.status else ""
        how = "answered" if got.status == 0 else "told in words, with the remedy"
        yield Trial(kind=READ_ONLY, fault=f"{name}: cd19 {' '.join(asked[:2])}", survived=not faults, how=how,
                    detail=faults)  # fmt: skip


def load() -> None:
    """Imports something of Python's own: fails where its files may not be read."""
    import xml.sax.xmlreader  # noqa: F401


@contextmanager
def _bound_read_only(folder: Path) -> Iterator[bool]:
    """The folder mounted over itself, read-only; False where that may not be."""
    bound = subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False)
    if bound.returncode:
        yield False
        return
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], capture_output=True, check=True)
        yield True
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def _mounted(folder: Path, megabytes: int) -> Iterator[bool]:
    """A file system in memory; False where none may be mounted."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def _in_words(job: object) -> None:
    import sys

    from assistant.cli.errors import plain_words

    try:
        job()  # type: ignore[operator]
    except Exception as error:
        print(f"cd19: {plain_words(error)}", file=sys.stderr)
        sys.exit(2)
