"""A small index for faults: a few places of the digest, in two versions of which one has a place more."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.digest import load_digest
from corpus.lexicon import load_concepts
from corpus.models import Passage
from index.open import index_folder, open_index
from index.units import places_of

NAME = "small"
_EVERY = 24
VERSIONS = ("one", "two")
ADDED = "table1.alcantara"
"""The place that only version "two" has."""


def passages(version: str) -> tuple[Passage, ...]:
    """The passages of a version."""
    places = places_of(load_digest().passages)
    kept = [place for place in list(places)[::_EVERY] if place != ADDED]
    return tuple(passage for place in (*kept, *([ADDED] * (version == "two"))) for passage in places[place])


def answer(data_dir: str, version: str) -> None:
    """Opens the index of a version, building it where it is not there, and prints what it finds of ALCANTARA."""
    index = open_index(version, passages(version), Path(data_dir), concepts=load_concepts(), name=NAME,
                       progress=lambda stage, *_: print(stage, file=sys.stderr))  # fmt: skip
    print(index.search("What was the CR rate in ALCANTARA?", 1)[0].passage.place)


def build(data_dir: str, version: str) -> None:
    """Builds the index of a version anew."""
    from index.build import build_index
    from index.open import index_folder

    build_index(passages(version), index_folder(Path(data_dir), NAME), concepts=load_concepts(), corpus_hash=version)
    print("built")


def build_quickly(data_dir: str, version: str, exported: str) -> None:
    """The same with the embedding model's export copied from a folder: the files written are the same, and the seconds
    are those in which they are written."""
    _export_at_hand(exported)
    build(data_dir, version)


def answer_quickly(data_dir: str, version: str, exported: str) -> None:
    """`answer`, where the index is built anew with the export copied from a folder."""
    _export_at_hand(exported)
    answer(data_dir, version)


def _export_at_hand(exported: str) -> None:
    import shutil
    from importlib import import_module

    from index.embed import TOKENIZER_FILE

    def copied(_original: object, workplace: Path, *_more: object) -> str:
        for path in (*Path(exported).glob("*.onnx"), Path(exported) / TOKENIZER_FILE):
            shutil.copyfile(path, workplace / path.name)
        return ""

    building = import_module("index.build")
    building.export_onnx = copied  # type: ignore[attr-defined]
    if _loaded:
        building.SentenceTransformerEmbedder = lambda _source: _loaded[0]  # type: ignore[attr-defined]


_loaded: list[object] = []


def answer_without_building(data_dir: str) -> None:
    """Opens what is in service, of whichever version; prints the version, what it finds of ALCANTARA, and any fault."""
    from importlib import import_module

    from index.errors import DamagedIndexError
    from index.status import verify

    def never(*_: object) -> None:
        raise DamagedIndexError(Path(data_dir), ("nothing whole is in service",))

    import_module("index.open").build_locked = never  # type: ignore[attr-defined]  # a rebuild would hide what was left behind
    for version in VERSIONS:
        try:
            answer(data_dir, version)
        except DamagedIndexError as error:
            print(error, file=sys.stderr)
        else:
            return print(version, *verify(index_folder(Path(data_dir), NAME)))
    print("nothing")


def warm_up() -> None:
    """Loads the model once, so that it and what it imports are there for all processes of a nursery."""
    from index.embed import SentenceTransformerEmbedder
    from index.model import find_model

    _loaded.append(SentenceTransformerEmbedder(find_model().source))
