"""A sound build of this process's own home taken over into another home: its vectors are not computed again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus.models import Passage
from index.builds import Held, current_build
from index.home import Home, Stored
from index.manifest import CHROMA, Inputs, Manifest, file_problems, hash_of, read_manifest
from index.store import ChromaStore


def move(
    source: Path | None, workplace: Path, inputs: Inputs, passages: Sequence[Passage], home: Home, stored: Stored
) -> Manifest | None:
    """The manifest of the workplace, filled with the build in service in `source`; None where there is no such build.

    A build of other inputs, or one that is not as it was built, is left where it is.
    """
    build = current_build(source) if source else None
    manifest = read_manifest(build) if build else None
    if build is None or manifest is None or manifest.inputs != inputs or file_problems(build, manifest):
        return None
    held = Held(build)
    try:
        with closing(ChromaStore.open(build / CHROMA)) as opened:
            units, vectors = opened.all()
    except Exception:  # broken files raise whatever their reader raises: it is built anew
        return None
    if hash_of(sorted(unit.id for unit in units)) != manifest.unit_ids:
        return None
    for name in manifest.files:
        _linked(build / name, workplace / name)
    del held
    home.fill(workplace, units, vectors, passages, inputs.settings.ef_search, stored).close()
    return manifest


def _linked(source: Path, target: Path) -> None:
    """The same file under two names, where the disk can; else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
