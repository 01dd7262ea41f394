"""A new SQLite file, whole before it has its name: one without content is never ours."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def made_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Puts a file in place that `fill` wrote under another name, for its owner alone; one that is there stays."""
    new = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}.new")
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # its log takes that over
    try:
        fill(new)
        with suppress(FileExistsError):  # another process was first
            os.link(new, path)
    finally:
        new.unlink(missing_ok=True)
