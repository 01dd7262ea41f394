"""Install into this environment with pip, quietly; when pip fails, say why in one plain line with the mend.

Usage: python scripts/install.py PIP-INSTALL-ARGUMENTS. Pip's whole output stays in `pip.log` in the environment.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

ELSEWHERE = "Run make again with another Python from 3.11 on, for instance PYTHON=python3.12."
CAUSES = (
    (
        r"No space left on device|Errno 28",
        "The disk is full. Free about 4 GB, then run make again.",
    ),
    (
        r"(torch\S*) \(from versions: (?!none)",
        "The package index has no {0} for this system. Run make again with "
        'PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu".',
    ),
    (
        r"requirement (\S+) .*\(from versions: (?!none)",
        "The package index has no {0} for this Python and system. " + ELSEWHERE,
    ),
    (
        r"SSLError|CERTIFICATE_VERIFY_FAILED",
        "The package index's certificate is not trusted here, as behind some company proxies. "
        "Set PIP_CERT to the proxy's certificate file, then run make again.",
    ),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|Max retries exceeded|Connection broken"
        r"|ProxyError",
        "The package index cannot be reached. Check the network connection or proxy (pip reads HTTPS_PROXY and "
        'pip.conf; another index: PIP_ARGS="--index-url URL"), then run make again.',
    ),
    (
        r"No matching distribution found for (\S+)",
        "The package index has no {0}. Check the index that pip uses (PIP_ARGS, pip.conf), or: " + ELSEWHERE,
    ),
)
"""What pip prints, from the most telling to the least, and the line for the reader."""


def main(arguments: list[str]) -> int:
    """Exit status 0 when all is installed, else 1."""
    print("Installing what cd19-assistant needs (about 2 GB; one to ten minutes, once) ...", flush=True)
    # Python compiles what it imports; compiling all of it here would take a third of the time.
    quick = ("--no-compile", "--disable-pip-version-check", "--no-input")
    command = [sys.executable, "-m", "pip", "install", *quick, *arguments]
    log = Path(sys.prefix) / "pip.log"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        with log.open("w", encoding="utf-8") as kept:
            lines = list(tee(pip.stdout, kept, live=sys.stdout.isatty()))
    if pip.returncode == 0:
        print("Installed.", flush=True)
        return 0
    print(explain(lines), f"Pip's own words: {log}", file=sys.stderr)
    return 1


def tee(lines: Iterable[str], kept: TextIO, live: bool) -> Iterator[str]:
    """The same lines, kept in a file; on a terminal the package at hand is shown, each over the last."""
    for line in lines:
        kept.write(line)
        if live and line.lstrip().startswith(("Collecting", "Downloading", "Installing")):
            print(f"\r\033[K  {line.strip()[:76]}", end="", flush=True)
        yield line
    if live:
        print("\r\033[K", end="", flush=True)


def explain(lines: Iterable[str]) -> str:
    """Why pip failed and what mends it, from its output; its last error line where the cause is none we know."""
    lines = list(lines)
    output = "".join(lines)
    for pattern, mend in CAUSES:
        if found := re.search(pattern, output):
            return mend.format(*found.groups())
    errors = [line.strip() for line in lines if line.startswith("ERROR:")]
    return f"Pip could not install everything: {errors[-1] if errors else 'it gave no reason'}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
