"""The command line as others run it: a process of its own, over this run's index."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.api import Assistant
from evals.faults.nursery import LIGHT, Nursery

MAIN = "from assistant.cli.main import main; main()"


@pytest.fixture(scope="session")
def cd19(
    data_dir: Path, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Runs `cd19` with arguments and standard input in a process of its own, forked from one that has it imported.

    `fresh`: from the start, as at the prompt. `code` runs other Python in its place, fresh.
    """
    environment = {"CD19_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    started = {own: value for own, value in (os.environ | environment).items() if own != "CD19_DEBUG"}
    nursery = Nursery(tmp_path_factory.mktemp("commands"), (*LIGHT, "evals.faults.nursery:warm"))

    def run(
        *arguments: str, stdin: str = "", code: str = MAIN, fresh: bool = False
    ) -> subprocess.CompletedProcess[str]:
        if code == MAIN and not fresh:
            ended = nursery.start(
                "evals.faults.nursery:command", *arguments, environment=environment, stdin=stdin
            ).wait(240)
            assert ended.status is not None, f"cd19 {' '.join(arguments)[:80]} did not end"
            return subprocess.CompletedProcess(arguments, ended.status, ended.out, ended.err)
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, timeout=240, env=started,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip

    yield run
    nursery.close()
