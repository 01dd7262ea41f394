"""Another version of the project, run on this version's suites: its code from git, these evals over it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from evals.errors import VersionError
from evals.outcome import Outcome
from evals.report.record import read_record

PREFIX = "git:"
_ROOT = Path(__file__).parents[1]
_PACKAGES = ("corpus", "index", "assistant")


def run_version(revision: str, suite: str, data_dir: Path, root: Path = _ROOT) -> tuple[str, tuple[Outcome, ...]]:
    """A version by name, and its outcomes. Its index is its own, kept in the data folder: the first run builds it.

    Raises VersionError where there is no such revision, or where its code cannot run these evals.
    """
    commit = _git(revision, root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    with tempfile.TemporaryDirectory() as held:
        folder, results = Path(held) / "code", Path(held) / "results.json"
        archive = _git(revision, root, "archive", commit, *_PACKAGES)
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        shutil.copytree(root / "evals", folder / "evals", ignore=shutil.ignore_patterns("__pycache__"))
        kept = data_dir / "evals" / f"version-{commit[:12]}"
        command = [sys.executable, "-m", "evals.alone", suite, str(kept), str(results)]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise VersionError(revision, f"its code cannot run these evals: {said}")
        _, outcomes = read_record(results)
    return f"{PREFIX}{revision} ({commit[:12]})", outcomes


def _git(revision: str, root: Path, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise VersionError(revision, "git knows no such revision of this project") from error
