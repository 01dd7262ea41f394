"""A cold start: a fresh `cd19 ask` to its last line, beside a fresh process that imports, loads and encodes once.

Modules are compiled before the first round that counts, as they are on any machine on which the program ran before.
"""

from __future__ import annotations

import os
import subprocess
import sys

from evals.bench.shared import Shared
from evals.bench.timing import Sides
from evals.errors import ProcessFailedError
from index.model import find_model

ASK = "from assistant.cli.main import main; main()"
_ENCODE = """
import sys
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
print(len(model.encode([sys.argv[2]])), "vector")
"""


def sides(shared: Shared) -> Sides:
    """Items are processes that ended well and said something."""
    source = find_model().source

    def ours(number: int) -> int:
        return _run(shared, ASK, "ask", shared.questions(number)[0], "--data-dir", str(shared.data_dir))

    def encode(number: int) -> int:
        return _run(shared, _ENCODE, source, shared.questions(number)[0])

    return Sides(ours, encode)


def _run(shared: Shared, code: str, *arguments: str) -> int:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(shared))
    if done.returncode:
        raise ProcessFailedError(arguments[0], done.returncode, done.stderr)
    return int(bool(done.stdout.strip()))


def environment(shared: Shared) -> dict[str, str]:
    """This process's own; where Python is told to keep no compiled modules, they are kept in this run's folder."""
    found = dict(os.environ)
    if found.pop("PYTHONDONTWRITEBYTECODE", ""):
        found["PYTHONPYCACHEPREFIX"] = str(shared.scratch / "compiled")
    return found
