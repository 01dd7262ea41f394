"""Passages to a searchable index on disk, built aside and put in service whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus.models import Passage
from index.adapted import AdapterFiles, read_adapters
from index.builds import current_build, new_workplace, prune, put_in_service
from index.embed import Embedder, OnnxEmbedder, SentenceTransformerEmbedder, Vectors
from index.errors import BuildError, EmptyCorpusError, FolderError, SearchIndexError
from index.export import export_onnx
from index.home import EMBEDDED, Home, Stored
from index.lexical import Questions, build_lexical, documents
from index.lock import only_builder
from index.manifest import (
    Inputs,
    Manifest,
    built_files,
    hash_of,
    inputs_of,
    write_manifest,
)
from index.model import DEFAULT, find_model
from index.moving import move
from index.settings import BuildSettings
from index.status import IndexInfo, info
from index.units import Unit, searched_text, units_of
from index.words import Concepts, terms

Progress = Callable[[str, int, int], None]
"""Hears the stage, how much of it is done, and how much there is."""
LEXICAL = "lexical"
NAMED = "concepts.json"
_BATCH = 64
_PROBES = 12


def build_index(
    passages: Sequence[Passage],
    folder: Path,
    *,
    concepts: Concepts,
    corpus_hash: str = "",
    model: str = DEFAULT,
    questions: Questions | None = None,
    settings: BuildSettings | None = None,
    adapters: AdapterFiles | None = None,
    progress: Progress | None = None,
    home: Home = EMBEDDED,
) -> IndexInfo:
    """Build the index anew and put it in service in `folder`; an older one serves until then.

    `questions`: questions known to be answered, by passage or place. `adapters`: files of changes to the
    model's layers, by name; the exported model then gives their states beside its vectors (`index.adapted`).
    `home`: where the vectors are kept, `folder` being its folder of this corpus.
    Raises ModelError, AdaptersError, EmptyCorpusError, PassageTooLongError, UnknownPlaceError, BusyError.
    """
    settings = settings or BuildSettings()
    inputs = inputs_of(corpus_hash, passages, questions or {}, concepts, model, settings, adapters)
    with only_builder(folder):
        build_locked(passages, folder, inputs, concepts, questions or {}, progress or _silent, adapters, home)
    return info(folder, home)


def build_locked(
    passages: Sequence[Passage],
    folder: Path,
    inputs: Inputs,
    concepts: Concepts,
    questions: Questions,
    progress: Progress,
    adapters: AdapterFiles | None = None,
    home: Home = EMBEDDED,
) -> None:
    """`build_index` for a caller that holds the folder's lock."""
    if not passages:
        raise EmptyCorpusError()
    before = current_build(folder)
    prune(folder, (before,), home.forget)
    try:
        workplace = new_workplace(folder)
    except OSError as error:
        raise FolderError(folder, error.strerror or str(error)) from error
    try:
        _fill(workplace, passages, inputs, concepts, questions, progress, adapters, home)
        build = put_in_service(workplace)
    except BaseException as error:
        home.forget(workplace, (before,) if before else ())
        shutil.rmtree(workplace, ignore_errors=True)
        if isinstance(error, SearchIndexError) or not isinstance(error, Exception):
            raise
        raise BuildError(folder, f"{type(error).__name__}: {error}") from error
    # The build before stays until the next one: another process may still read from it.
    prune(folder, (build, before), home.forget)


def _fill(
    workplace: Path,
    passages: Sequence[Passage],
    inputs: Inputs,
    concepts: Concepts,
    questions: Questions,
    progress: Progress,
    adapters: AdapterFiles | None,
    home: Home,
) -> None:
    settings = inputs.settings
    moved = move(home.before(workplace.parent), workplace, inputs, passages, home, _storing(progress, passages))
    if moved:
        home.publish(workplace, moved)
        write_manifest(workplace, moved)
        return progress("Done", 1, 1)
    progress("Loading the embedding model", 0, 1)
    original = SentenceTransformerEmbedder(find_model(inputs.model).source)
    max_tokens = min(settings.max_tokens, original.max_tokens)
    units = units_of(passages, original.count_tokens, max_tokens)
    progress("Exporting it to ONNX", 0, 1)
    changes = {name: read_adapters(path) for name, path in (adapters or {}).items()}
    note = export_onnx(original, workplace, max_tokens, _probes(units), changes)
    # Passages and questions by the same code; it is faster as well.
    vectors = _embed_all(original if note else OnnxEmbedder(workplace, max_tokens), units, progress)
    unit_ids = _store_all(workplace, passages, units, vectors, settings, progress, home)
    progress("Indexing the words", 0, 1)
    _index_words(workplace, passages, questions, concepts, settings)
    manifest = Manifest(
        inputs=inputs,
        embedder="sentence-transformers" if note else "onnx",
        note=f"Questions are embedded by sentence-transformers, which is slower: the model {note}." if note else "",
        max_tokens=max_tokens,
        dimension=int(vectors.shape[1]),
        passages=len(passages),
        units=len(units),
        unit_ids=unit_ids,
        files=built_files(workplace),
    )
    home.publish(workplace, manifest)
    write_manifest(workplace, manifest)
    progress("Done", 1, 1)


def _store_all(
    workplace: Path,
    passages: Sequence[Passage],
    units: Sequence[Unit],
    vectors: Vectors,
    settings: BuildSettings,
    progress: Progress,
    home: Home,
) -> str:
    """Fill the vector store; the hash of the ids it then holds."""
    store = home.fill(workplace, units, vectors, passages, settings.ef_search, _storing(progress, units))
    try:
        return hash_of(store.ids())
    finally:
        store.close()


def _storing(progress: Progress, all_of_them: Sequence[object]) -> Stored:
    return lambda done: progress("Storing the vectors", min(done, len(all_of_them)), len(all_of_them))


def _index_words(
    workplace: Path, passages: Sequence[Passage], questions: Questions, concepts: Concepts, settings: BuildSettings
) -> None:
    texts = documents(passages, questions)
    words = {own: [*terms(text), *concepts.ids(text)] for own, text in texts.items()}
    build_lexical(words, settings.bm25_k1, settings.bm25_b, workplace / LEXICAL)
    named = {passage.id: concepts.ids(searched_text(passage)) for passage in passages}
    (workplace / NAMED).write_text(json.dumps(named), encoding="utf-8")


def _probes(units: Sequence[Unit]) -> list[str]:
    """A few texts of every length, evenly spread."""
    by_length = sorted((unit.text for unit in units), key=len)
    step = max(1, len(by_length) // _PROBES)
    return by_length[::step]


def _embed_all(embedder: Embedder, units: Sequence[Unit], progress: Progress) -> Vectors:
    """One row a unit. The shortest come first: a batch's texts are then of one length, or nearly."""
    order = sorted(range(len(units)), key=lambda number: len(units[number].text))
    vectors: dict[int, Vectors] = {}
    for start in range(0, len(order), _BATCH):
        progress("Embedding the passages", start, len(units))
        batch = order[start : start + _BATCH]
        vectors.update(zip(batch, embedder.embed([units[number].text for number in batch]), strict=True))
    return np.asarray([vectors[number] for number in range(len(units))], dtype=np.float32)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress nobody listens to."""
