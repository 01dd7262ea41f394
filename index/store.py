"""The vector store: one Chroma collection on disk, embedded in this process, with our own vectors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.models import Passage
from index.embed import Vectors
from index.units import Unit

COLLECTION = "review"
_BATCH = 5000
"""Units handed over at once; Chroma takes little more."""
_WRITINGS = 20
"""Times a graph of more units than a batch is written down, about. What is not written down is gone through again at
every adding and every opening (60,000 units: two minutes), and each writing takes the time of the whole graph."""


class VectorStore(Protocol):
    """Anything that compares a question's vector with the stored ones."""

    def cosines(self, vector: Vectors, most: int | None = None) -> Mapping[str, float]:
        """Cosine of the `most` nearest units (all by default) with a vector of length 1, by unit id, best first."""
        ...


class ChromaStore:
    """A Chroma collection, opened for one process. Close it before its folder is moved."""

    def __init__(self, collection: Any, client: Any, written: int = _BATCH) -> None:
        """`written`: units after which the graph is written down."""
        self._collection, self._client, self._written = collection, client, written
        self._count = int(collection.count())

    @classmethod
    def create(cls, folder: Path, ef_search: int, units: int) -> ChromaStore:
        """An empty collection in a new folder, compared by cosine, for so many units: with the last one, or nearly,
        its graph is written down.
        """
        client = _client(folder)
        written = max(2, units // max(1, min(_WRITINGS, -(-units // _BATCH))))
        space = {
            "space": "cosine", "ef_search": ef_search, "ef_construction": 200, "max_neighbors": 32,
            "sync_threshold": written, "batch_size": min(100, written),
        }  # fmt: skip
        # No embedding function: Chroma's default one would download a model.
        collection = client.create_collection(COLLECTION, embedding_function=None, configuration={"hnsw": space})
        return cls(collection, client, written)

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        """The collection in a folder that `create` filled; Chroma's own errors where it is damaged."""
        client = _client(folder.resolve())
        return cls(client.get_collection(COLLECTION, embedding_function=None), client)

    def add(
        self,
        units: Sequence[Unit],
        vectors: Vectors,
        passages: Sequence[Passage],
        stored: Callable[[int], None] = lambda count: None,
    ) -> None:
        """Store the units with their vectors; `stored` hears how many are in after each batch."""
        by_id, start = {passage.id: passage for passage in passages}, 0
        while start < len(units):
            step = min(_BATCH, self._written - self._count % self._written)
            batch = units[start : start + step]
            self._collection.add(
                ids=[unit.id for unit in batch],
                embeddings=vectors[start : start + step],
                documents=[unit.text for unit in batch],
                metadatas=[metadata(unit, by_id.get(unit.id)) for unit in batch],
            )
            self._count += len(batch)
            start += step
            stored(start)

    def count(self) -> int:
        """How many units are stored."""
        return self._count

    def ids(self) -> tuple[str, ...]:
        """The ids of all units, sorted."""
        return tuple(sorted(self._collection.get(include=[])["ids"]))

    def cosines(self, vector: Vectors, most: int | None = None) -> dict[str, float]:
        """See VectorStore."""
        wanted = max(1, min(self._count, most or self._count))
        found = self._collection.query(query_embeddings=[vector], n_results=wanted, include=["distances"])
        return {own: 1.0 - float(far) for own, far in zip(found["ids"][0], found["distances"][0], strict=True)}

    def all(self) -> tuple[tuple[Unit, ...], Vectors]:
        """All units with their vectors, in one order."""
        found = self._collection.get(include=["embeddings", "documents", "metadatas"])
        told = zip(found["ids"], found["metadatas"], found["documents"], strict=True)
        units = tuple(Unit(id=own, kind=more["unit"], place=more["place"], text=text) for own, more, text in told)
        return units, np.asarray(found["embeddings"], dtype=np.float32)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def metadata(unit: Unit, passage: Passage | None) -> dict[str, str]:
    """What other programs need to read the collection by itself."""
    locators = passage.locators if passage else (unit.place,)
    kind = passage.kind if passage else unit.kind
    return {"unit": unit.kind, "place": unit.place, "kind": kind, "locators": json.dumps(locators)}
