"""What a build was made from and what it wrote: tells a stale or damaged index from a sound one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from corpus.models import Frozen, Passage
from index.adapted import AdapterFiles
from index.lexical import Questions
from index.model import DEFAULT, WEIGHTS_SHA256, find_model, sha256_of
from index.settings import BuildSettings
from index.words import Concepts

FORMAT = 8
"""Raised whenever the code would build other files from the same inputs."""
FILE = "manifest.json"
CHROMA = "chroma"


class Inputs(Frozen):
    """All that a build depends on; two builds of equal inputs are the same index."""

    format: int
    corpus: str
    """Hash of the corpus as its loader gives it."""
    passages: str
    questions: str
    concepts: str
    model: str
    """As the user named it."""
    weights: str
    adapters: dict[str, str] = Field(default_factory=dict)
    """sha256 of each file of learned changes, by name."""
    settings: BuildSettings


class Manifest(Frozen):
    """The record that lies beside the built files."""

    inputs: Inputs
    embedder: Literal["onnx", "sentence-transformers"]
    """What embeds questions."""
    note: str
    """Why questions are embedded by sentence-transformers, where they are."""
    max_tokens: int
    """Tokens a question is cut at: the setting's, or the model's own where that is less."""
    dimension: int
    passages: int
    units: int
    unit_ids: str
    """Hash of the ids in the vector store."""
    files: dict[str, str]
    """sha256 by relative path. Chroma's own files are not among them: it rewrites them whenever it opens."""


def inputs_of(
    corpus_hash: str,
    passages: Sequence[Passage],
    questions: Questions,
    concepts: Concepts,
    model: str,
    settings: BuildSettings,
    adapters: AdapterFiles | None = None,
) -> Inputs:
    """The inputs as they are now. Reads no weights for the default model: its hash is fixed."""
    return Inputs(
        format=FORMAT,
        corpus=corpus_hash,
        passages=hash_of(passage.model_dump_json() for passage in passages),
        questions=hash_of(json.dumps([place, list(questions[place])]) for place in sorted(questions)),
        concepts=hash_of(map(repr, concepts.all)),
        model=model,
        weights=WEIGHTS_SHA256 if model == DEFAULT else find_model(model).sha256,
        adapters={name: sha256_of(path) for name, path in (adapters or {}).items()},
        settings=settings,
    )


def hash_of(lines: Iterable[str]) -> str:
    """sha256, in hex, of the lines in their order."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def built_files(folder: Path) -> dict[str, str]:
    """sha256 of every file of a build but the manifest and Chroma's."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: sha256_of(path) for name, path in named.items() if name != FILE and name.split("/")[0] != CHROMA}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest; last of all files, so that a build without one is unfinished."""
    (folder / FILE).write_text(manifest.model_dump_json(indent=2), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a build; None where there is none that can be read."""
    try:
        return Manifest.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def file_problems(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """What is wrong with the built files, in words; nothing when all are as written."""
    problems = []
    for name, wanted in manifest.files.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif sha256_of(path) != wanted:
            problems.append(f"{name} was altered")
    return tuple(problems)
