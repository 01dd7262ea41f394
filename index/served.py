"""The vectors of builds on a Chroma server, one collection for each; the rest of a build lies in the data folder.

1. A build fills a collection of its own, `cd19-building-...`, that nothing asks.
2. Once it is whole and answers as the vectors do, it is given the name of what it was made from, in one step of the
   server: the corpus, the index's format and a hash of all inputs. So equal builds share one, whoever made it first.
3. One that is there already is taken where it answers as our own vectors do, and replaced where it does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from corpus.models import Passage
from index.chroma import ChromaServer, packed
from index.embed import Vectors
from index.errors import DamagedIndexError, NoCollectionError, SearchIndexError
from index.exact import ExactVectors
from index.home import ListedStore, OpenStore, Stored, complete, index_folder
from index.manifest import Inputs, Manifest, hash_of, read_manifest
from index.probe import FILE as PROBE
from index.probe import check_probe, write_probe
from index.store import metadata
from index.units import Unit

SERVED = "+served"
"""Ends the name of a folder whose builds have their vectors on a server."""
_BATCH, _PAGE = 500, 5000
_HASH = 16


class Served:
    """A Chroma server as a home of vectors."""

    def __init__(self, address: str) -> None:
        """Raises ServerAddressError; connects to nothing yet."""
        self._server = ChromaServer(address)

    def folder(self, data_dir: Path, name: str) -> Path:
        """See Home."""
        own = index_folder(data_dir, name)
        return own.with_name(own.name + SERVED)

    def before(self, folder: Path) -> Path | None:
        """See Home."""
        return folder.with_name(folder.name.removesuffix(SERVED))

    def fill(
        self, workplace: Path, units: Sequence[Unit], vectors: Vectors, passages: Sequence[Passage],
        ef_search: int, stored: Stored,
    ) -> ListedStore:  # fmt: skip
        """See Home. The probe is what the vectors themselves answer: the server is held against it."""
        name = building(workplace)
        store = ServedStore(self._server, name, self._server.create(name, ef_search))
        store.add(units, vectors, passages, stored)
        if not (workplace / PROBE).exists():
            # Of very many, the nearest are found by a graph, nearly all of them: it is held against itself later.
            exact = ExactVectors([unit.id for unit in units], vectors)
            write_probe(workplace, exact if len(units) <= _PAGE else store, int(vectors.shape[1]))
        check_probe(workplace, store)
        return store

    def publish(self, workplace: Path, manifest: Manifest) -> None:
        """See Home."""
        aside, name = building(workplace), published(workplace.parent, manifest.inputs)
        while not self._server.rename(self._server.id_of(aside), name):
            try:
                check_probe(workplace, self.open(workplace, manifest))
            except DamagedIndexError:
                self._server.delete(name)
            else:
                return self._server.delete(aside)

    def open(self, build: Path, manifest: Manifest) -> OpenStore:
        """See Home."""
        try:
            return complete(self.listed(build, manifest.inputs), build, manifest)
        except NoCollectionError as error:
            raise DamagedIndexError(build, (str(error),)) from error

    def listed(self, build: Path, inputs: Inputs) -> ListedStore:
        """See Home."""
        name = published(build.parent, inputs)
        return ServedStore(self._server, name, self._server.id_of(name))

    def forget(self, gone: Path, kept: Sequence[Path]) -> None:
        """See Home. Where the server is away, they are left behind there."""
        needed = {published(one.parent, found.inputs) for one in kept if (found := read_manifest(one))}
        manifest = None if gone.name.startswith("building-") else read_manifest(gone)
        names = {building(gone), *([published(gone.parent, manifest.inputs)] if manifest else [])}
        with suppress(SearchIndexError):
            for name in names - needed:
                self._server.delete(name)

    def where(self, build: Path, inputs: Inputs) -> str:
        """See Home."""
        return f"{self._server.shown}, collection {published(build.parent, inputs)}"


class ServedStore:
    """One collection; found again by its name where it was replaced meanwhile."""

    def __init__(self, server: ChromaServer, name: str, own: str) -> None:
        self._server, self._name, self._own = server, name, own
        self._count = server.count(own)

    def add(self, units: Sequence[Unit], vectors: Vectors, passages: Sequence[Passage], stored: Stored) -> None:
        """Store the units with their vectors."""
        by_id = {passage.id: passage for passage in passages}
        for start in range(0, len(units), _BATCH):
            batch = units[start : start + _BATCH]
            told = {
                "ids": [unit.id for unit in batch],
                "embeddings": packed(vectors[start : start + _BATCH]),
                "documents": [unit.text for unit in batch],
                "metadatas": [metadata(unit, by_id.get(unit.id)) for unit in batch],
            }
            self._server.ask(self._own, "add", told)
            stored(start + len(batch))
        self._count = self._server.count(self._own)

    def count(self) -> int:
        """How many units are stored."""
        return self._count

    def ids(self) -> tuple[str, ...]:
        """The ids of all units, sorted."""
        found: list[str] = []
        for start in range(0, self._count, _PAGE):
            body = {"include": [], "limit": _PAGE, "offset": start}
            found += self._server.ask(self._own, "get", body)["ids"]
        return tuple(sorted(found))

    def cosines(self, vector: Vectors, most: int | None = None) -> dict[str, float]:
        """See VectorStore. Raises ServerAwayError, ServerFailedError, NoCollectionError."""
        wanted = max(1, min(self._count, most or self._count))
        body = {"query_embeddings": [vector.tolist()], "n_results": wanted, "include": ["distances"]}
        try:
            found = self._server.ask(self._own, "query", body)
        except NoCollectionError:
            self._own = self._server.id_of(self._name)
            found = self._server.ask(self._own, "query", body)
        return {own: 1.0 - float(far) for own, far in zip(found["ids"][0], found["distances"][0], strict=True)}

    def close(self) -> None:
        """Nothing: the server's connections are shared."""


def building(workplace: Path) -> str:
    """The name of the collection that a workplace, or the build it became, filled."""
    return f"cd19-building-{workplace.name.rpartition('-')[2]}"


def published(folder: Path, inputs: Inputs) -> str:
    """The name under which the vectors made from these inputs are asked."""
    corpus = re.sub(r"[^a-zA-Z0-9]+", "-", folder.name.removesuffix(SERVED))[:40].strip("-") or "corpus"
    told = json.dumps(inputs.model_dump(mode="json"), sort_keys=True)
    return f"cd19-{corpus}-{inputs.format}-{hash_of([told])[:_HASH]}"
