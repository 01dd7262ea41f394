"""Memory of processes, as Linux counts it."""

from __future__ import annotations

import re
from pathlib import Path


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process at this moment, in MB; 0 where the system does not tell."""
    return _told(pid, "VmRSS")


def peak_mb(pid: int | str = "self") -> float:
    """The most a process has had resident so far, in MB; 0 where the system does not tell."""
    return _told(pid, "VmHWM")


def _told(pid: int | str, what: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(rf"{what}:\s*(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0
