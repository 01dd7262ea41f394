"""The index in service, for people: what it is, and whether it is sound."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.models import Frozen
from index.builds import current_build
from index.errors import (
    DamagedIndexError,
    FolderError,
    NoCollectionError,
    NoIndexError,
    ServerAwayError,
    ServerFailedError,
)
from index.home import EMBEDDED, Home
from index.manifest import CHROMA, Manifest, file_problems, hash_of, read_manifest


class IndexInfo(Frozen):
    """A built index, for people to read."""

    folder: str
    corpus: str
    model: str
    weights: str
    embedder: str
    note: str
    passages: int
    units: int
    dimension: int
    bytes: int
    vectors: str
    """Where they are: a folder, or a server and its collection."""


def info(folder: Path, home: Home = EMBEDDED) -> IndexInfo:
    """What is in service in `folder`. Raises NoIndexError, or DamagedIndexError where its manifest cannot be read."""
    build, manifest = _in_service(folder)
    return IndexInfo(
        folder=str(build),
        corpus=manifest.inputs.corpus,
        model=manifest.inputs.model,
        weights=manifest.inputs.weights,
        embedder=manifest.embedder,
        note=manifest.note,
        passages=manifest.passages,
        units=manifest.units,
        dimension=manifest.dimension,
        bytes=sum(path.stat().st_size for path in build.rglob("*") if path.is_file()),
        vectors=home.where(build, manifest.inputs),
    )


def verify(folder: Path, home: Home = EMBEDDED) -> tuple[str, ...]:
    """What is wrong with the index in service, in words: files, then the vector store; nothing when it is sound.

    Raises NoIndexError where there is none, DamagedIndexError where its manifest cannot be read, FolderError where the
    folder cannot be written: Chroma writes wherever it opens.
    """
    build, manifest = _in_service(folder)
    return (*file_problems(build, manifest), *_store_problems(build, manifest, home))


def _in_service(folder: Path) -> tuple[Path, Manifest]:
    build = current_build(folder)
    if build is None:
        raise NoIndexError(folder)
    manifest = read_manifest(build)
    if manifest is None:
        raise DamagedIndexError(build, ("manifest.json cannot be read",))
    return build, manifest


def _store_problems(build: Path, manifest: Manifest, home: Home) -> tuple[str, ...]:
    if (build / CHROMA).is_dir() and not os.access(build / CHROMA, os.W_OK):
        raise FolderError(build, "read-only")
    try:
        store = home.listed(build, manifest.inputs)
    except (ServerAwayError, ServerFailedError):
        raise
    except NoCollectionError as error:
        return (str(error),)
    except Exception as error:  # Chroma raises its own, SQLite's and Rust's errors alike
        return (f"the vector store does not open ({type(error).__name__}: {error})",)
    try:
        if hash_of(store.ids()) != manifest.unit_ids:
            return (f"the vector store holds {store.count()} units, not the {manifest.units} that were built",)
        return ()
    finally:
        store.close()
