"""The index of a corpus, ready for questions: opened where a sound one exists, built where not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from corpus.models import Passage
from index.adapted import AdapterFiles
from index.build import LEXICAL, NAMED, Progress, build_locked
from index.builds import Held, current_build
from index.embed import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from index.errors import DamagedIndexError, ServerAwayError, ServerFailedError
from index.home import EMBEDDED, Home, OpenStore
from index.home import index_folder as index_folder
from index.lexical import Bm25Lexical, Questions
from index.lock import only_builder
from index.manifest import Inputs, Manifest, file_problems, inputs_of, read_manifest
from index.model import DEFAULT, find_model
from index.probe import check_probe
from index.rank import Index
from index.settings import BuildSettings, SearchSettings
from index.words import Concepts, terms


def open_index(
    corpus_hash: str,
    passages: Sequence[Passage],
    data_dir: Path,
    *,
    concepts: Concepts,
    name: str = "digest",
    model: str = DEFAULT,
    questions: Questions | None = None,
    build_settings: BuildSettings | None = None,
    search_settings: SearchSettings | None = None,
    adapters: AdapterFiles | None = None,
    progress: Progress | None = None,
    home: Home = EMBEDDED,
) -> Index:
    """The index of `passages`, built first when it is missing, stale or damaged.

    `corpus_hash` and `name`: of the corpus, as its loader gives them; each corpus has its own folder under `data_dir`.
    `adapters`: as for `index.build.build_index`. `progress` hears of a build only. `home`: where its vectors are kept.
    Raises ModelError, AdaptersError, PassageTooLongError, BusyError, and ServerAwayError, ServerFailedError of a
    server; DamagedIndexError only when what was just built cannot be read, a sign of a failing disk.
    """
    settings = build_settings or BuildSettings()
    inputs = inputs_of(corpus_hash, passages, questions or {}, concepts, model, settings, adapters)
    folder = home.folder(data_dir, name)
    finish = partial(_assemble, passages=passages, concepts=concepts, settings=search_settings)
    try:
        return finish(_sound_parts(folder, inputs, home))
    except DamagedIndexError:
        pass
    with only_builder(folder):
        try:
            # Another process may have built it while we waited for the lock.
            return finish(_sound_parts(folder, inputs, home))
        except DamagedIndexError:
            build_locked(passages, folder, inputs, concepts, questions or {}, progress or _silent, adapters, home)
    return finish(_sound_parts(folder, inputs, home))


class _Parts:
    """The opened pieces of a build."""

    def __init__(
        self, embedder: Embedder, store: OpenStore, lexical: Bm25Lexical, named: dict[str, list[str]], held: Held
    ) -> None:
        self.embedder, self.store, self.lexical, self.named, self.held = embedder, store, lexical, named, held


def _sound_parts(folder: Path, inputs: Inputs, home: Home) -> _Parts:
    """The build in service, opened; DamagedIndexError when it is missing, stale, or not as it was built."""
    build = current_build(folder)
    manifest = read_manifest(build) if build else None
    if build is None or manifest is None:
        raise DamagedIndexError(folder, ("nothing is built",))
    if manifest.inputs != inputs:
        raise DamagedIndexError(build, ("it was built from something else",))
    held = Held(build)
    try:
        # Hashing and loading the model releases the interpreter: the other parts are read beside it.
        with ThreadPoolExecutor(max_workers=1) as beside:
            embedder = beside.submit(_embedder, build, manifest)
            store = home.open(build, manifest)
            lexical = Bm25Lexical(build / LEXICAL)
            named = json.loads((build / NAMED).read_text(encoding="utf-8"))
            check_probe(build, store)
            return _Parts(embedder.result(), store, lexical, named, held)
    except (DamagedIndexError, ServerAwayError, ServerFailedError):
        raise
    except Exception as error:  # damaged files raise whatever their reader raises: all of it means building anew
        raise DamagedIndexError(build, (f"{type(error).__name__}: {error}",)) from error


def _embedder(build: Path, manifest: Manifest) -> Embedder:
    problems = file_problems(build, manifest)
    if problems:
        raise DamagedIndexError(build, problems)
    if manifest.embedder == "onnx":
        return OnnxEmbedder(build, manifest.max_tokens)
    return SentenceTransformerEmbedder(find_model(manifest.inputs.model).source)


def _assemble(parts: _Parts, passages: Sequence[Passage], concepts: Concepts, settings: SearchSettings | None) -> Index:
    index = Index(passages, parts.embedder, parts.store, parts.lexical, terms, parts.named, concepts, settings)
    index.held = parts.held
    return index


def _silent(stage: str, done: int, total: int) -> None:
    """Progress nobody listens to."""
