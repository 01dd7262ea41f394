"""What is told about a model's part in an answer, read from notes.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.model.writing import Written
from corpus.yamls import read_yaml


@lru_cache(maxsize=1)
def notes() -> dict[str, Any]:
    """All notes, by name."""
    read: dict[str, Any] = read_yaml(Path(__file__).parent / "notes.yaml")
    return read


def kept_note(written: Written, model: str) -> str:
    """What to say under an answer of the model's that is shown; empty where it is shown whole."""
    if written.failure:
        return str(notes()["stopped"]).format(model=model, why=notes()["failures"][written.failure])
    if written.cut_back:
        cut = len(written.cut) - written.repaired
        return str(notes()["cut_back"]).format(model=model, cut=cut, tried=written.kept + cut)
    return ""


def replaced_note(written: Written, model: str, lacking: str) -> str:
    """Why the built-in answer stands in place of the model's."""
    why = notes()["failures"][written.failure] if written.failure else lacking
    return str(notes()["replaced"]).format(model=model, why=why)
