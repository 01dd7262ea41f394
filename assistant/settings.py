"""Settings, read once from the environment and handed down."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from pydantic import Field

from corpus.models import Frozen


def _data_dir() -> Path:
    return Path(os.environ.get("CD19_DATA_DIR") or platformdirs.user_data_path("cd19-assistant"))


class Settings(Frozen):
    """Where data lies and which embedding model is used."""

    data_dir: Path = Field(default_factory=_data_dir)
    """Folder for the index; CD19_DATA_DIR, else the system's folder for user data."""
    embedding_model: str = Field(default_factory=lambda: os.environ.get("CD19_EMBEDDING_MODEL") or "default")
    """"default" (all-MiniLM-L6-v2, from its package), or another sentence-transformers name or folder."""
    corpus: str = "digest"
    """Which form of the review is searched and quoted: "digest", "full" (the user's copy), or the path of a file."""
