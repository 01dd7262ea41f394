"""What study needs as data: how cases are drawn and told, how reasons are named, how the printed patients unfold."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from corpus.errors import DataFileError
from corpus.models import Frozen
from corpus.yamls import read_yaml

_FOLDER = Path(__file__).parent / "study"


class Drawing(Frozen):
    """How often each fact and each value comes up; see drawing.yaml."""

    lean: dict[str, float]
    least: int
    told: dict[str, float]
    values: dict[str, dict[bool | int | str, float]]
    numbers: dict[str, tuple[float, float, float]]
    """Lowest, highest and step."""
    only: dict[str, dict[str, tuple[str | bool, ...]]]
    never: tuple[dict[str, bool | int | str], ...]
    """Facts that contradict each other when all of an entry hold."""
    levels: dict[int, int]
    """Points from which a case is of this level; below all of them it is of level 1."""


class Voice(Frozen):
    """How a note of one kind opens and ends."""

    opening: tuple[str, ...]
    closing: tuple[str, ...]


class Telling(Frozen):
    """The ways in which facts are told; see telling.yaml."""

    prose: Voice
    chart: Voice
    facts: dict[str, dict[str, dict[str, tuple[str, ...]]]]
    """By fact, then value in small letters ("any" of a number), then kind of note."""
    order: tuple[tuple[str, ...], ...]
    person: dict[str, dict[str, str]]
    nth: dict[int, str]


class Step(Frozen):
    """One step of a printed patient: its name, and the sentences of the review told in it."""

    name: str
    places: tuple[str, ...]


class PrintedPatient(Frozen):
    """A patient of the review as the case unfolded; the facts are those known when the choice was made."""

    id: str
    title: str
    facts: dict[str, Any]
    steps: tuple[Step, ...]


class Naming(Frozen):
    """How people name a criterion in a reason."""

    words: tuple[str, ...]
    """Phrases that name it outright."""
    topic: tuple[str, ...] = ()
    """Phrases that touch on it."""


class Namings(Frozen):
    """How reasons are worded; see reasons.yaml."""

    criteria: dict[str, Naming]
    concedes_after: tuple[str, ...]
    concedes_before: tuple[str, ...]
    favors: tuple[str, ...]
    opposes: tuple[str, ...]
    denies: tuple[str, ...]


class FieldAsked(Frozen):
    """How a figure of the tables is asked for."""

    column: str
    ask: str
    unit: str
    compare: str = ""
    """How two studies are set side by side; empty where they are not."""


class Asking(Frozen):
    """How questions are put; see asking.yaml."""

    fields: dict[str, FieldAsked]
    turns: dict[str, str]
    topics: dict[str, str]


def _read(name: str) -> Any:
    path = _FOLDER / f"{name}.yaml"
    try:
        return read_yaml(path)
    except yaml.YAMLError as error:
        raise DataFileError(path, 1, str(error).splitlines()[0], "plain YAML") from error


def _wrong(name: str, error: ValidationError) -> DataFileError:
    fault = error.errors()[0]
    where = ".".join(map(str, fault["loc"]))
    return DataFileError(_FOLDER / f"{name}.yaml", 1, f"{where}: {fault['msg']}", "the form its first lines tell")


@lru_cache(maxsize=1)
def load_drawing() -> Drawing:
    """How cases are drawn. Raises DataFileError where the file does not read."""
    try:
        return Drawing.model_validate(_read("drawing"))
    except ValidationError as error:
        raise _wrong("drawing", error) from error


@lru_cache(maxsize=1)
def load_telling() -> Telling:
    """How cases are told. Raises DataFileError where the file does not read."""
    try:
        return Telling.model_validate(_read("telling"))
    except ValidationError as error:
        raise _wrong("telling", error) from error


@lru_cache(maxsize=1)
def load_namings() -> Namings:
    """How reasons are worded. Raises DataFileError where the file does not read."""
    try:
        return Namings.model_validate(_read("reasons"))
    except ValidationError as error:
        raise _wrong("reasons", error) from error


@lru_cache(maxsize=1)
def load_asking() -> Asking:
    """How questions are put. Raises DataFileError where the file does not read."""
    try:
        return Asking.model_validate(_read("asking"))
    except ValidationError as error:
        raise _wrong("asking", error) from error


@lru_cache(maxsize=1)
def load_patients() -> tuple[PrintedPatient, ...]:
    """The review's five patients, in its order. Raises DataFileError where the file does not read."""
    try:
        return tuple(PrintedPatient.model_validate(record) for record in _read("patients"))
    except ValidationError as error:
        raise _wrong("patients", error) from error


@lru_cache(maxsize=1)
def study_words() -> dict[str, Any]:
    """Texts of questions, answers and papers: wording.yaml."""
    found: dict[str, Any] = _read("wording")
    return found
