"""Passages to a searchable index on disk, built aside and put in service whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus.models import Frozen, Passage
from index.builds import current_build, new_workplace, prune, put_in_service
from index.embed import Embedder, SentenceTransformerEmbedder, Vectors
from index.errors import DamagedIndexError, NoIndexError
from index.export import export_onnx
from index.lexical import build_lexical, documents
from index.lock import only_builder
from index.manifest import (
    CHROMA,
    Inputs,
    Manifest,
    built_files,
    file_problems,
    hash_of,
    inputs_of,
    read_manifest,
    write_manifest,
)
from index.model import DEFAULT, find_model
from index.settings import BuildSettings
from index.store import ChromaStore
from index.units import Questions, Unit, searched_text, units_of
from index.words import Concepts, stemmer, terms

Progress = Callable[[str, int, int], None]
"""Hears the stage, how much of it is done, and how much there is."""
LEXICAL = "lexical"
NAMED = "concepts.json"
_BATCH = 64
_PROBES = 12


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


def build_index(
    passages: Sequence[Passage],
    folder: Path,
    *,
    concepts: Concepts,
    corpus_hash: str = "",
    model: str = DEFAULT,
    questions: Questions | None = None,
    settings: BuildSettings | None = None,
    progress: Progress | None = None,
) -> IndexInfo:
    """Build the index anew and put it in service in `folder`; an older one serves until then.

    `questions`: questions that places are known to answer, by locator. Raises ModelError, PassageTooLongError, BusyError.
    """
    settings = settings or BuildSettings()
    inputs = inputs_of(corpus_hash, passages, questions or {}, concepts, model, settings)
    with only_builder(folder):
        build_locked(passages, folder, inputs, concepts, questions or {}, progress or _silent)
    return info(folder)


def build_locked(
    passages: Sequence[Passage],
    folder: Path,
    inputs: Inputs,
    concepts: Concepts,
    questions: Questions,
    progress: Progress,
) -> None:
    """`build_index` for a caller that holds the folder's lock."""
    before = current_build(folder)
    prune(folder, keep=(before,))
    workplace = new_workplace(folder)
    try:
        _fill(workplace, passages, inputs, concepts, questions, progress)
        build = put_in_service(workplace)
    except BaseException:
        shutil.rmtree(workplace, ignore_errors=True)
        raise
    # The build before stays until the next one: another process may still read from it.
    prune(folder, keep=(build, before))


def info(folder: Path) -> IndexInfo:
    """What is in service in `folder`. Raises NoIndexError, or DamagedIndexError where its manifest cannot be read."""
    build, manifest = _in_service(folder)
    return IndexInfo(
        folder=str(build), corpus=manifest.inputs.corpus, model=manifest.inputs.model, weights=manifest.inputs.weights,
        embedder=manifest.embedder, note=manifest.note, passages=manifest.passages, units=manifest.units,
        dimension=manifest.dimension, bytes=sum(path.stat().st_size for path in build.rglob("*") if path.is_file()),
    )  # fmt: skip


def verify(folder: Path) -> tuple[str, ...]:
    """What is wrong with the index in service, in words: files, then the vector store; nothing when it is sound.

    Raises NoIndexError where there is none, DamagedIndexError where its manifest cannot be read.
    """
    build, manifest = _in_service(folder)
    return (*file_problems(build, manifest), *_store_problems(build, manifest))


def _in_service(folder: Path) -> tuple[Path, Manifest]:
    build = current_build(folder)
    if build is None:
        raise NoIndexError(folder)
    manifest = read_manifest(build)
    if manifest is None:
        raise DamagedIndexError(build, ("manifest.json cannot be read",))
    return build, manifest


def _store_problems(build: Path, manifest: Manifest) -> tuple[str, ...]:
    try:
        store = ChromaStore.open(build / CHROMA)
    except Exception as error:  # Chroma raises its own, SQLite's and Rust's errors alike
        return (f"the vector store does not open ({type(error).__name__}: {error})",)
    try:
        if hash_of(store.ids()) != manifest.unit_ids:
            return (f"the vector store holds other units than were built (got {store.count()}, built {manifest.units})",)
        return ()
    finally:
        store.close()


def _fill(
    workplace: Path, passages: Sequence[Passage], inputs: Inputs, concepts: Concepts, questions: Questions,
    progress: Progress,
) -> None:  # fmt: skip
    settings = inputs.settings
    progress("Loading the embedding model", 0, 1)
    embedder = SentenceTransformerEmbedder(find_model(inputs.model).source)
    max_tokens = min(settings.max_tokens, embedder.max_tokens)
    units = units_of(passages, questions, embedder.count_tokens, max_tokens)
    progress("Exporting it for questions", 0, 1)
    note = export_onnx(embedder, workplace, max_tokens, _probes(units))
    vectors = _embed_all(embedder, units, progress)
    progress("Storing the vectors", 0, len(units))
    store = ChromaStore.create(workplace / CHROMA, settings.ef_search)
    try:
        store.add(units, vectors, passages, lambda done: progress("Storing the vectors", done, len(units)))
        unit_ids = hash_of(store.ids())
    finally:
        store.close()
    progress("Indexing the words", 0, 1)
    stem = stemmer()
    texts = documents(passages, questions)
    build_lexical(texts, lambda text: terms(text, stem, concepts), settings.bm25_k1, settings.bm25_b,
                  workplace / LEXICAL)  # fmt: skip
    named = {passage.id: concepts.ids(searched_text(passage)) for passage in passages}
    (workplace / NAMED).write_text(json.dumps(named), encoding="utf-8")
    write_manifest(workplace, Manifest(
        inputs=inputs, embedder="sentence-transformers" if note else "onnx",
        note=f"Questions are embedded by sentence-transformers, which is slower: the model {note}." if note else "",
        dimension=int(vectors.shape[1]), passages=len(passages), units=len(units), unit_ids=unit_ids,
        files=built_files(workplace),
    ))  # fmt: skip
    progress("Done", 1, 1)


def _probes(units: Sequence[Unit]) -> list[str]:
    """A few texts of every length, evenly spread."""
    by_length = sorted((unit.text for unit in units), key=len)
    step = max(1, len(by_length) // _PROBES)
    return by_length[::step]


def _embed_all(embedder: Embedder, units: Sequence[Unit], progress: Progress) -> Vectors:
    parts = []
    for start in range(0, len(units), _BATCH):
        progress("Embedding the passages", start, len(units))
        parts.append(embedder.embed([unit.text for unit in units[start : start + _BATCH]]))
    return np.vstack(parts)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress nobody listens to."""
