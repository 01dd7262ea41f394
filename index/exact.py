"""A small collection's vectors in memory, compared with a question's one by one: exact, and faster than any graph."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.embed import Vectors


class ExactVectors:
    """Vectors of length 1 by id."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        """`vectors`: (ids, dimension)."""
        self._ids, self._vectors = list(ids), np.ascontiguousarray(vectors, dtype=np.float32)

    def cosines(self, vector: Vectors, most: int | None = None) -> dict[str, float]:
        """See index.store.VectorStore."""
        # One product a row: of a matrix and a vector some make work for several threads, which wait for each other.
        near = np.vecdot(self._vectors, np.asarray(vector, dtype=np.float32))
        wanted = min(len(near), most or len(near))
        rows = np.arange(len(near)) if wanted == len(near) else np.sort(np.argpartition(-near, wanted - 1)[:wanted])
        rows = rows[np.argsort(-near[rows], kind="stable")]
        ids = self._ids
        return dict(zip([ids[row] for row in rows.tolist()], near[rows].tolist(), strict=True))
