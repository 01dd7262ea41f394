"""Example phrases and notes for what patient facts mean: corpus/meaning, written by clinicians for clinicians."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import field_validator

from corpus.errors import DataFileError, reading
from corpus.models import Frozen
from corpus.yamls import read_yaml

FOLDER = Path(__file__).parent / "meaning"
UNSTATED = "?"
"""The value of words that touch on a fact and tell nothing of it."""
_FLAGS = {"true": True, "false": False}
_MARK = re.compile(r"\[([^\[\]{}]+)\]\{([^\[\]{}]+)\}")


class PhraseBank(Frozen):
    """How notes tell each value of one fact, and how they touch on the fact without telling it."""

    key: str
    values: Mapping[str, tuple[str, ...]]
    """Phrases by the value they tell; flags as "true" and "false"."""
    unstated: tuple[str, ...]
    """Phrases on the same topic that tell no value: feared, planned, awaited, supposed, a relative's."""

    @field_validator("values")
    @classmethod
    def _told(cls, values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if len(values) < 2 or not all(values.values()):
            raise ValueError(f"values {list(values)}: wanted two or more, each with phrases")
        return values

    def value(self, name: str) -> bool | str:
        """A value as the contract writes it: True for "true"."""
        return _FLAGS.get(name, name)


class Mark(Frozen):
    """Words of a note that tell a fact, or touch on it."""

    start: int
    end: int
    key: str
    value: str
    """As the phrase banks name it; UNSTATED where the words tell no value."""


class MarkedNote(Frozen):
    """A whole note, its words marked by the facts they tell."""

    text: str
    marks: tuple[Mark, ...]


@lru_cache(maxsize=1)
def load_phrase_banks() -> tuple[PhraseBank, ...]:
    """All banks, by file name. Raises DataFileError for a file of another shape."""
    return tuple(_bank(path) for path in sorted(FOLDER.glob("*.yaml")))


def _bank(path: Path) -> PhraseBank:
    with reading(path, "a fact's phrases by value"):
        return PhraseBank.model_validate(read_yaml(path))


@lru_cache(maxsize=1)
def load_marked_notes() -> tuple[MarkedNote, ...]:
    """All marked notes, by file name and line. Raises DataFileError for a mark that no phrase bank knows."""
    return tuple(note for path in sorted((FOLDER / "notes").glob("*.txt")) for note in notes_of(path))


def notes_of(path: Path) -> Iterator[MarkedNote]:
    """The notes of a file, one a line; lines that begin with # are for readers. Raises DataFileError."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield _note(line.strip(), path, number)


def _note(line: str, path: Path, number: int) -> MarkedNote:
    text, marks, last = "", [], 0
    for found in _MARK.finditer(line):
        text += line[last : found.start()]
        told = [_told(part, path, number) for part in found[2].split(",")]
        marks += [Mark(start=len(text), end=len(text) + len(found[1]), key=key, value=value) for key, value in told]
        text, last = text + found[1], found.end()
    text += line[last:]
    if stray := re.search(r"[\[\]{}]", text):
        raise DataFileError(path, number, stray[0], "brackets only around marked words: [words]{fact=value}")
    return MarkedNote(text=text, marks=tuple(marks))


def _told(part: str, path: Path, number: int) -> tuple[str, str]:
    key, _, value = part.strip().partition("=")
    bank = next((bank for bank in load_phrase_banks() if bank.key == key), None)
    if bank is None or value not in (UNSTATED, *bank.values):
        wanted = f"one of {', '.join([*bank.values, UNSTATED])}" if bank else "a fact that has a phrase bank"
        raise DataFileError(path, number, part.strip(), wanted)
    return key, value


@lru_cache(maxsize=1)
def examples_hash() -> str:
    """A hash over all banks and notes: what was learned from them holds as long as it stays."""
    paths = [*sorted(FOLDER.glob("*.yaml")), *sorted((FOLDER / "notes").glob("*.txt"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
