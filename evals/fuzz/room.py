"""Where targets keep files: in memory where the system has room there, as disks are not what is fuzzed."""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

_IN_MEMORY = Path("/dev/shm")


def room() -> Path:
    """An empty folder, gone at the end of the process."""
    folder = Path(mkdtemp(prefix="cd19-fuzz-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
