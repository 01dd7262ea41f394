"""The prompts, read from their files and checked: each has the variables it needs and no other."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from string import Formatter

from assistant.model.errors import PromptError
from corpus.models import Frozen

_FOLDER = Path(__file__).parent / "prompts"
_WANTED: dict[str, frozenset[str]] = {
    "system": frozenset(),
    "answer": frozenset({"passages", "verdict", "question"}),
    "verdict": frozenset({"verdict", "criteria"}),
    "repair": frozenset({"passages", "verdict", "question", "findings"}),
}


class Prompts(Frozen):
    """All prompts, and the hash that names this version of them."""

    system: str
    answer: str
    verdict: str
    """The part of a prompt that only a patient's question has."""
    repair: str
    hash: str


@lru_cache(maxsize=4)
def load_prompts(folder: Path = _FOLDER) -> Prompts:
    """The prompts of a folder. Raises PromptError where a file's variables are not those that are filled."""
    found = {name: (folder / f"{name}.md").read_text(encoding="utf-8") for name in _WANTED}
    for name, text in found.items():
        _check(f"{name}.md", text, _WANTED[name])
    digest = hashlib.sha256("\0".join(f"{name}\0{found[name]}" for name in sorted(found)).encode())
    return Prompts(**found, hash=digest.hexdigest())


def _check(file: str, text: str, wanted: frozenset[str]) -> None:
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise PromptError(file, str(error), sorted(wanted)) from error
    if named != wanted:
        raise PromptError(file, sorted(named), sorted(wanted))
