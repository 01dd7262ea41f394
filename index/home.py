"""Where the vectors of builds live: in Chroma's files beside each build, or on a Chroma server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from corpus.models import Passage
from index.embed import Vectors
from index.errors import DamagedIndexError
from index.manifest import CHROMA, Inputs, Manifest
from index.native import ChromaReader
from index.probe import write_probe
from index.store import ChromaStore, VectorStore
from index.units import Unit

Stored = Callable[[int], None]
"""Hears how many units are in."""


class OpenStore(VectorStore, Protocol):
    """The vectors of one build, open."""

    def count(self) -> int: ...

    def close(self) -> None: ...


class ListedStore(OpenStore, Protocol):
    """The same, of which all ids can be told."""

    def ids(self) -> tuple[str, ...]: ...


class Home(Protocol):
    """A home of vectors. A build fills its own part aside, which is asked by nobody before it is published."""

    def folder(self, data_dir: Path, name: str) -> Path:
        """Where the builds of a corpus lie; whatever is not a vector lies there in any case."""
        ...

    def before(self, folder: Path) -> Path | None:
        """The folder of the same corpus in this process's own home, where that is another: builds are moved from it."""
        ...

    def fill(
        self, workplace: Path, units: Sequence[Unit], vectors: Vectors, passages: Sequence[Passage],
        ef_search: int, stored: Stored,
    ) -> ListedStore:  # fmt: skip
        """All vectors stored aside for a workplace, and its probe written."""
        ...

    def publish(self, workplace: Path, manifest: Manifest) -> None:
        """What was stored for a finished workplace can be asked from now on."""
        ...

    def open(self, build: Path, manifest: Manifest) -> OpenStore:
        """The vectors of a build. DamagedIndexError where they are not all there; Chroma's errors for broken files."""
        ...

    def listed(self, build: Path, inputs: Inputs) -> ListedStore:
        """The same, whether all are there or not; slower to open."""
        ...

    def forget(self, gone: Path, kept: Sequence[Path]) -> None:
        """A build's or workplace's vectors deleted, unless a build that is kept needs them. Never an error."""
        ...

    def where(self, build: Path, inputs: Inputs) -> str:
        """For people."""
        ...


class Embedded:
    """Chroma's files in the build's own folder, opened by this process."""

    def folder(self, data_dir: Path, name: str) -> Path:
        """See Home."""
        return index_folder(data_dir, name)

    def before(self, folder: Path) -> Path | None:
        """See Home."""
        return None

    def fill(
        self, workplace: Path, units: Sequence[Unit], vectors: Vectors, passages: Sequence[Passage],
        ef_search: int, stored: Stored,
    ) -> ListedStore:  # fmt: skip
        """See Home."""
        store = ChromaStore.create(workplace / CHROMA, ef_search, len(units))
        store.add(units, vectors, passages, stored)
        write_probe(workplace, store, int(vectors.shape[1]))
        return store

    def publish(self, workplace: Path, manifest: Manifest) -> None:
        """See Home: the pointer to the build does it."""

    def open(self, build: Path, manifest: Manifest) -> OpenStore:
        """See Home."""
        return complete(ChromaReader(build / CHROMA), build, manifest)

    def listed(self, build: Path, inputs: Inputs) -> ListedStore:
        """See Home."""
        return ChromaStore.open(build / CHROMA)

    def forget(self, gone: Path, kept: Sequence[Path]) -> None:
        """See Home: they go with their folder."""

    def where(self, build: Path, inputs: Inputs) -> str:
        """See Home."""
        return str(build / CHROMA)


EMBEDDED: Home = Embedded()


@lru_cache(maxsize=4)
def home_at(address: str) -> Home:
    """The home on the Chroma server at an address; this process's own for none. Raises ServerAddressError."""
    if not address:
        return EMBEDDED
    from index.served import Served  # what speaks HTTP is loaded where a server is asked for, nowhere else

    return Served(address)


def index_folder(data_dir: Path, name: str) -> Path:
    """Where the index of a corpus lies; names that are no folder names are made one."""
    plain = "".join(character if character.isalnum() or character in "-_" else "-" for character in name)
    return data_dir / "index" / (plain or "corpus")


def complete(store: OpenStore, build: Path, manifest: Manifest) -> OpenStore:
    """The store; DamagedIndexError where it holds fewer or more units than were built."""
    if store.count() != manifest.units:
        problem = f"the vector store holds {store.count()} units, {manifest.units} were built"
        store.close()
        raise DamagedIndexError(build, (problem,))
    return store
