"""Runs a suite with the built-in engine and writes its results: `python -m evals.alone SUITE DATA_DIR FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from assistant.api import open_assistant
from assistant.settings import Settings
from evals.command import Asked, outcomes_of
from evals.report.record import as_record
from evals.summary import summed


def main(suite: str, data_dir: str, file: str) -> None:
    """Opens the assistant of the code this runs on, and writes what came of the suite."""
    folder = Path(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    titles, outcomes, about = outcomes_of(lambda: open_assistant(Settings(data_dir=folder)), Asked(suite))
    Path(file).write_text(json.dumps(as_record(summed(titles, outcomes, None, about))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
