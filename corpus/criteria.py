"""The review's criteria as data: one file each in corpus/criteria, with the cases that prove it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from corpus.errors import DataFileError, reading
from corpus.models import Frozen, Therapy
from corpus.yamls import read_yaml, yaml_of

_FOLDER = Path(__file__).parent / "criteria"


class ProvingCase(Frozen):
    """Facts at, just below or just above a criterion's limit, and the state they must give."""

    facts: dict[str, Any]
    state: Literal["true", "false", "unknown"]


class Criterion(Frozen):
    """A point of the review that bears on the choice, with its logic over the patient facts."""

    id: str
    as_of: str
    point: str
    """The review's point, in our own words."""
    when: str
    then: str
    therapy: Literal["blinatumomab", "car_t", "both"]
    effect: Literal["excludes", "against", "for", "caution", "access"]
    weight: Literal["decisive", "strong", "minor"]
    toward: Therapy | None = None
    places: tuple[str, ...]
    """Where the review says so, the plainest place first."""
    logic: dict[str, Any]
    """`all`, `any`, `unless` over tests of one fact; see assistant.criteria.logic."""
    cases: tuple[ProvingCase, ...]


class FactSpec(Frozen):
    """A fact about a patient: its values, limits, and how to ask for it."""

    key: str
    title: str
    type: Literal["choice", "flag", "number", "list"]
    ask: str
    unit: str = ""
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    probes: tuple[float, ...] = ()
    needs: dict[str, Any] = Field(default_factory=dict)
    """Facts without which this one makes no sense."""
    say: dict[str, str] = Field(default_factory=dict)
    """Values in words, where they are not words themselves."""
    if_true: str = ""
    """A flag as the condition of an "if": "the disease could not wait"."""
    if_false: str = ""
    if_value: str = ""
    """A value as the condition of an "if", where title and value make no sentence: "the patient were {value} old"."""
    fixed: bool = False
    """Known once and for all: no what-if about it is told."""
    unused: str = ""
    """Why no criterion uses it, where none does."""
    unused_values: dict[str, str] = Field(default_factory=dict)
    """Why no criterion names a value ("true" and "false" for a flag), where none does."""

    def in_words(self, value: object) -> str:
        """A value as people say it, with its unit: "70%", "3 months", "remission with MRD", "yes"."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple | list):
            return ", ".join(self.in_words(item) for item in value)
        if isinstance(value, str):
            return self.say.get(value, value)
        unit = self.unit if self.unit in ("", "%") else f" {self.unit}"
        return f"{value:g}{unit}" if isinstance(value, int | float) else str(value)


@lru_cache(maxsize=1)
def load_criteria() -> tuple[Criterion, ...]:
    """All criteria, decisive ones first. Raises DataFileError naming the file that does not read."""
    rank = {"decisive": 0, "strong": 1, "minor": 2}
    effect = {"excludes": 0, "against": 1, "for": 2, "access": 3, "caution": 4}
    criteria = [_read(path) for path in sorted(_FOLDER.glob("*.yaml"))]
    return tuple(sorted(criteria, key=lambda c: (rank[c.weight], effect[c.effect], c.id)))


def _read(path: Path) -> Criterion:
    with reading(path):
        return criterion_of(path.read_text(encoding="utf-8"), path)


def criterion_of(text: str, path: Path) -> Criterion:
    """The criterion that a file's text holds; `path` names it. Raises DataFileError."""
    try:
        criterion = Criterion(**yaml_of(text))
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise DataFileError(path, 1, str(error).splitlines()[0], "a criterion as in CONTRIBUTING.md") from error
    if criterion.id != path.stem:
        raise DataFileError(path, 1, criterion.id, f"the id {path.stem!r}, as the file is named")
    return criterion


@lru_cache(maxsize=1)
def source_notes() -> dict[str, str]:
    """What opens each criterion's file, by id: the point in the source, and where a reading was a choice."""
    return {path.stem: _opening(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def _opening(path: Path) -> str:
    lines = takewhile(lambda line: line.startswith("#"), path.read_text(encoding="utf-8").splitlines())
    return " ".join(line.lstrip("# ").strip() for line in lines)


@lru_cache(maxsize=1)
def load_fact_specs() -> tuple[FactSpec, ...]:
    """The facts of the contract, in its order."""
    path = _FOLDER.parent / "facts.yaml"
    with reading(path, "a list of facts"):
        return tuple(FactSpec(**record) for record in read_yaml(path))


@lru_cache(maxsize=1)
def criteria_hash() -> str:
    """sha256 over all criteria files: the same criteria, the same hash."""
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
