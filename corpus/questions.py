"""Questions that passages answer, written by us: they lead to passages that share few words with a question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.errors import reading
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "questions"


@lru_cache(maxsize=1)
def load_questions() -> dict[str, tuple[str, ...]]:
    """Questions by passage id, from all files of corpus/questions."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        with reading(path, "questions by the place that answers them"):
            for passage, questions in read_yaml(path).items():
                found[passage] = (*found.get(passage, ()), *questions)
    return found
