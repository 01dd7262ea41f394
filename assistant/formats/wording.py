"""The words around an answer, read from wording.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.yamls import read_yaml


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """All wordings, by name."""
    words: dict[str, Any] = read_yaml(Path(__file__).with_name("wording.yaml"))
    return words
