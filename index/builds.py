"""The builds in an index folder: which one is in service, putting a new one in, clearing away old ones.

A folder holds `current` (the name of the build in service), `build-*` folders, and at times one `building-*` folder.
The pointer is replaced in one step after the new build is whole: whoever dies before that leaves the old one serving.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without it: builds that are read from are told by their age alone
    fcntl = None  # type: ignore[assignment]

_POINTER = "current"


def current_build(folder: Path) -> Path | None:
    """The build in service; None where there is none."""
    try:
        name = (folder / _POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    build = folder / name
    # A garbled pointer must not lead out of the folder.
    return build.resolve() if name.startswith("build-") and build.parent == folder and build.is_dir() else None


def new_workplace(folder: Path) -> Path:
    """A fresh folder to build in, beside the builds so that it can be renamed."""
    workplace = folder / f"building-{uuid.uuid4().hex[:12]}"
    workplace.mkdir(parents=True)
    return workplace


def put_in_service(workplace: Path) -> Path:
    """Make a finished workplace the build in service; returns its new place."""
    folder = workplace.parent
    build = folder / workplace.name.replace("building-", "build-", 1)
    workplace.rename(build)
    pointer = folder / f"{_POINTER}.new"
    pointer.write_text(build.name + "\n", encoding="utf-8")
    if (folder / _POINTER).is_dir():  # whatever made it one: a folder cannot be replaced by a file
        shutil.rmtree(folder / _POINTER)
    os.replace(pointer, folder / _POINTER)
    return build


class Held:
    """A build that this process reads from: no other one clears it away until this is let go of, or the process ends.

    The system's lock on a folder, shared by all that read from it; where there is no such lock, nothing is held.
    """

    def __init__(self, build: Path) -> None:
        self._opened = _locked(build, shared=True)

    def __del__(self) -> None:
        if self._opened is not None:
            os.close(self._opened)


def _locked(build: Path, *, shared: bool) -> int | None:
    """The folder opened and locked; None where it cannot be."""
    if fcntl is None:
        return None
    opened = None
    try:
        opened = os.open(build, os.O_RDONLY)
        fcntl.flock(opened, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        if opened is not None:
            os.close(opened)
        return None
    return opened


def _in_use(build: Path) -> bool:
    if fcntl is None:
        return False
    opened = _locked(build, shared=False)
    if opened is not None:
        os.close(opened)
    return opened is None


def prune(
    folder: Path,
    keep: tuple[Path | None, ...],
    forget: Callable[[Path, Sequence[Path]], None] = lambda gone, kept: None,
) -> None:
    """Remove all builds and workplaces but those to keep and those in use. Hold the lock: another may be building.

    `forget` hears first which one goes, and which ones stay.
    """
    found = [path for pattern in ("build-*", "building-*") for path in folder.glob(pattern)]
    kept = {path.name for path in keep if path is not None}
    stays = [path for path in found if path.name in kept or _in_use(path)]
    for path in found:
        if path not in stays:
            forget(path, stays)
            # A file that another process has open cannot be removed on every system; the next build tries again.
            shutil.rmtree(path, ignore_errors=True)
