"""The vector store as questions search it: the same collection, through Chroma's compiled engine itself.

Chroma's Python client hands every call on to this engine, and takes longer to import than an answer takes: embedding
services, telemetry and network clients that nothing here uses. Building and checking go through the client (`store`);
a test holds both to the same answers. The calls are those of the chromadb version that pyproject.toml names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.exact import ExactVectors
from index.store import COLLECTION

_HOME = ("default_tenant", "default_database")
"""Tenant and database where Chroma's client puts what names no other."""
_OPEN_COLLECTIONS = 16
EXACT_UP_TO = 20_000
"""Units up to which to compare them all is faster than Chroma's graph, which also is not exact (docs/scale.md)."""


class ChromaReader:
    """A collection that `ChromaStore` filled, open for searching. Close it before its folder is moved."""

    def __init__(self, folder: Path, exact_up_to: int = EXACT_UP_TO) -> None:
        """`folder`: of the store; Chroma's own errors where it is damaged or holds no such collection.

        `exact_up_to`: units up to which vectors are read once and compared here; of more, Chroma's graph is asked.
        """
        self._engine = _engine(folder.resolve())
        self._collection = str(self._engine.get_collection(COLLECTION, *_HOME).id)
        self._count = int(self._engine.count(self._collection, *_HOME))
        self._exact = self._read() if self._count <= exact_up_to else None

    def count(self) -> int:
        """How many units are stored."""
        return self._count

    def cosines(self, vector: Vectors, most: int | None = None) -> dict[str, float]:
        """See VectorStore."""
        if self._exact is not None:
            return self._exact.cosines(vector, most)
        wanted = max(1, min(self._count, most or self._count))
        found = self._engine.query(self._collection, None, [vector], wanted, None, None, ["distances"], *_HOME)
        return {own: 1.0 - float(far) for own, far in zip(found.ids[0], found.distances[0], strict=True)}

    def _read(self) -> ExactVectors:
        found = self._engine.get(self._collection, None, None, None, 0, None, ["embeddings"], *_HOME)
        return ExactVectors(found.ids, np.asarray(found.embeddings, dtype=np.float32))

    def close(self) -> None:
        """Let go of the files."""
        del self._engine


def _engine(folder: Path) -> Any:
    import chromadb_rust_bindings as chroma

    # Migrations as the client runs them: the file was written by this version, so that there is nothing to migrate.
    database = chroma.SqliteDBConfig(
        hash_type=chroma.MigrationHash.MD5,
        migration_mode=chroma.MigrationMode.Apply,
        url=str(folder / "chroma.sqlite3"),
    )
    return chroma.Bindings(
        allow_reset=False, sqlite_db_config=database, persist_path=str(folder), hnsw_cache_size=_OPEN_COLLECTIONS
    )
