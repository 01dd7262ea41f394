"""The command line as others run it: a process of its own, over this run's index."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.api import Assistant

MAIN = "from assistant.cli.main import main; main()"


@pytest.fixture(scope="session")
def cd19(data_dir: Path, assistant: Assistant) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `cd19` with arguments and standard input; `code` runs other Python in its place."""
    environment = {**os.environ, "CD19_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    environment.pop("CD19_DEBUG", None)

    def run(*arguments: str, stdin: str = "", code: str = MAIN) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, timeout=240, env=environment,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip

    return run
