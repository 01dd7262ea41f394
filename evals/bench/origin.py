"""What a run was made of: the commit, and the versions of what its times depend on."""

from __future__ import annotations

import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "chromadb", "bm25s", "onnxruntime", "numpy", "pydantic", "gradio", "torch", "sentence-transformers",
    "langchain-core", "langchain-chroma",
)  # fmt: skip


def commit(folder: Path = Path(__file__).parent) -> str:
    """The commit of this clone, with a + where files differ from it; empty where there is no clone."""
    head, changed = _git(folder, "rev-parse", "--short=12", "HEAD"), _git(folder, "status", "--porcelain", "-uno")
    return f"{head}{'+' if changed else ''}" if head else ""


def versions() -> dict[str, str]:
    """Versions of the packages that are installed, by name."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
